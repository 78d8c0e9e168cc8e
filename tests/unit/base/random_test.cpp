// SPDX-License-Identifier: MIT
#include "core/base/random.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace qrgen {
namespace {

using namespace std::chrono_literals;

RandomSource constant(std::uint8_t value) {
    return [value](std::span<std::uint8_t> bytes) { std::fill(bytes.begin(), bytes.end(), value); };
}

TEST(SystemRandom, FillsEveryByte) {
    // More than getrandom(2) promises to give in one piece. A byte that is never filled stays 0 in every
    // round.
    std::vector<std::uint8_t> seen(100000);
    for (int round = 0; round < 8; ++round) {
        std::vector<std::uint8_t> bytes(seen.size());
        system_random(bytes);
        for (std::size_t i = 0; i < seen.size(); ++i) seen[i] |= bytes[i];
    }
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 0), 0);
}

TEST(SystemRandom, TakesNoBytes) {
    EXPECT_NO_THROW(system_random({}));
}

// Appendix A.6 of RFC 9562: its example's time and random bits.
TEST(MakeUuidV7, MatchesTheExampleOfTheRfc) {
    const std::array<std::uint8_t, 16> example{0,    0,    0,    0,    0,    0,    0x0C, 0xC3,
                                               0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F};
    const RandomSource random = [&](std::span<std::uint8_t> bytes) {
        std::copy_n(example.begin(), bytes.size(), bytes.begin());
    };
    EXPECT_EQ(make_uuid_v7(Timestamp(1645557742000ms), random), "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
}

TEST(MakeUuidV7, SetsVersionAndVariantWhateverTheRandomBits) {
    EXPECT_EQ(make_uuid_v7(Timestamp(0ms), constant(0x00)), "00000000-0000-7000-8000-000000000000");
    EXPECT_EQ(make_uuid_v7(Timestamp(0ms), constant(0xFF)), "00000000-0000-7fff-bfff-ffffffffffff");
}

TEST(MakeUuidV7, SortsByTimeToTheMillisecond) {
    const Timestamp now(1795339800s);
    EXPECT_LT(make_uuid_v7(now, constant(0xFF)), make_uuid_v7(now + 1ms, constant(0x00)));
    EXPECT_EQ(make_uuid_v7(now, constant(1)), make_uuid_v7(now + 999us, constant(1)));
}

TEST(MakeUuidV7, IsUniqueAndAUuid) {
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i) {
        const std::string id = make_uuid_v7(Timestamp(0ms), system_random);
        EXPECT_TRUE(is_uuid(id)) << id;
        EXPECT_TRUE(seen.insert(id).second) << id;
    }
}

TEST(IsUuid, KnowsTheForm) {
    EXPECT_TRUE(is_uuid("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    EXPECT_TRUE(is_uuid("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
    for (const std::string_view text :
         {"", "017f22e2", "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398",
          "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "{17f22e2-79b0-7cc3-98c4-dc0c0c07398}",
          "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2-79b0-7cc3-98c4+dc0c0c07398f",
          "017f22e27-9b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c-c07398f",
          "@17f22e2-79b0-7cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398:"}) {
        EXPECT_FALSE(is_uuid(text)) << text;
    }
}

}  // namespace
}  // namespace qrgen
