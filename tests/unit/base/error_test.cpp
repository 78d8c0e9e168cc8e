// SPDX-License-Identifier: MIT
#include "core/base/error.hpp"

#include <gtest/gtest.h>

namespace qrgen {
namespace {

TEST(Error, CarriesKindMessageAndHint) {
    const Error error(ErrorKind::conflict, "the short id is taken", "choose another");
    EXPECT_EQ(error.kind(), ErrorKind::conflict);
    EXPECT_STREQ(error.what(), "the short id is taken");
    EXPECT_EQ(error.message(), "the short id is taken");
    EXPECT_EQ(error.hint(), "choose another");
    EXPECT_TRUE(error.faults().empty());
    EXPECT_EQ(Error(ErrorKind::failure, "x").hint(), "");
}

TEST(Error, MakesOneMessageOfAllFaults) {
    const Error error({{"size", "must be 1 to 50"}, {"border", "must be 0 to 20"}}, "see qrgen-generate(1)");
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_EQ(error.message(), "size: must be 1 to 50; border: must be 0 to 20");
    EXPECT_EQ(error.hint(), "see qrgen-generate(1)");
    ASSERT_EQ(error.faults().size(), 2U);
    EXPECT_EQ(error.faults()[1].field, "border");
    EXPECT_EQ(error.faults()[1].message, "must be 0 to 20");
}

TEST(Error, IsCaughtAsAStandardException) {
    try {
        throw Error(ErrorKind::not_found, "no such code");
    } catch (const std::exception& error) {
        EXPECT_STREQ(error.what(), "no such code");
    }
}

// The words are part of the JSON contract.
TEST(ErrorKindWord, IsStable) {
    EXPECT_STREQ(to_string(ErrorKind::failure), "failure");
    EXPECT_STREQ(to_string(ErrorKind::usage), "usage");
    EXPECT_STREQ(to_string(ErrorKind::invalid), "invalid");
    EXPECT_STREQ(to_string(ErrorKind::not_found), "not_found");
    EXPECT_STREQ(to_string(ErrorKind::conflict), "conflict");
    EXPECT_STREQ(to_string(ErrorKind::unavailable), "unavailable");
    EXPECT_STREQ(to_string(ErrorKind::verification), "verification");
}

}  // namespace
}  // namespace qrgen
