// SPDX-License-Identifier: MIT
#include "core/qr/verify/sequence_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int parity = 'a' ^ 'b' ^ 'c';

TEST(SequenceParts, AreJoinedInTheirOrder) {
    std::vector<SequenceParts> sequences;
    add_part(sequences, {.index = 2, .count = 3, .parity = parity}, "c");
    add_part(sequences, {.index = 0, .count = 3, .parity = parity}, "a");
    ASSERT_EQ(sequences.size(), 1U);
    EXPECT_THAT(sequences[0].missing(), ElementsAre(2));
    add_part(sequences, {.index = 1, .count = 3, .parity = parity}, "b");
    ASSERT_EQ(sequences.size(), 1U);
    EXPECT_THAT(sequences[0].missing(), IsEmpty());
    EXPECT_EQ(sequences[0].content(), "abc");
    EXPECT_TRUE(sequences[0].has_right_parity());
}

TEST(SequenceParts, TheSamePartTwiceIsOne) {
    std::vector<SequenceParts> sequences;
    for (int i = 0; i < 2; ++i) add_part(sequences, {.index = 0, .count = 2, .parity = parity}, "a");
    EXPECT_EQ(sequences.size(), 1U);
}

TEST(SequenceParts, OfDifferentSequencesStayApart) {
    std::vector<SequenceParts> sequences;
    add_part(sequences, {.index = 0, .count = 2, .parity = parity}, "a");
    add_part(sequences, {.index = 1, .count = 3, .parity = parity}, "b");      // another count
    add_part(sequences, {.index = 1, .count = 2, .parity = parity + 1}, "b");  // another parity
    add_part(sequences, {.index = 0, .count = 2, .parity = parity}, "x");      // a place that is taken
    EXPECT_EQ(sequences.size(), 4U);
}

TEST(SequenceParts, KnowAWrongParity) {
    SequenceParts sequence({.index = 0, .count = 1, .parity = 1});
    EXPECT_TRUE(sequence.add({.index = 0, .count = 1, .parity = 1}, "a"));
    EXPECT_FALSE(sequence.has_right_parity());
    SequenceParts high({.index = 0, .count = 1, .parity = 0xC3 ^ 0xA4});
    EXPECT_TRUE(high.add({.index = 0, .count = 1, .parity = 0xC3 ^ 0xA4}, "\xC3\xA4"));
    EXPECT_TRUE(high.has_right_parity());
}

}  // namespace
}  // namespace qrgen::qr
