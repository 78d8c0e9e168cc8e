// SPDX-License-Identifier: MIT
#include "core/batch/picture_ledger.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

using Entry = PictureLedger::Entry;

class PictureLedgerTest : public testing::Test {
  protected:
    void add(const std::string& name, PictureSource source) {
        PictureLedger ledger(directory_.path());
        ledger.add(name, source);
        ledger.flush();
    }
    Entry find(const std::string& name, PictureSource source) {
        return PictureLedger(directory_.path()).find(name, source);
    }

    test::TemporaryDirectory directory_;
    std::filesystem::path file_ = directory_.path() / ledger_file_name;
};

TEST_F(PictureLedgerTest, ANameIsGivenAwayOnceInARun) {
    PictureLedger ledger;
    EXPECT_TRUE(ledger.claim("a.png"));
    EXPECT_FALSE(ledger.claim("a.png"));
    EXPECT_TRUE(ledger.claim("b.png"));
}

TEST_F(PictureLedgerTest, AClaimIsNoPicture) {
    add("a.png", 5);
    PictureLedger ledger(directory_.path());
    EXPECT_TRUE(ledger.claim("a.png"));
    EXPECT_TRUE(ledger.claim("b.png"));
    EXPECT_EQ(ledger.find("a.png", 5), Entry::current);
    EXPECT_EQ(ledger.find("b.png", 5), Entry::none);
    ledger.add("a.png", 6);
    EXPECT_FALSE(ledger.claim("a.png"));
    EXPECT_EQ(ledger.find("a.png", 6), Entry::current);
}

TEST_F(PictureLedgerTest, WhatWasMadeIsKnownToTheNextRun) {
    EXPECT_EQ(find("a.png", 5), Entry::none);
    add("a.png", 5);
    EXPECT_EQ(find("a.png", 5), Entry::current);
    EXPECT_EQ(find("a.png", 6), Entry::other);
    EXPECT_EQ(find("b.png", 5), Entry::none);
    add("a.png", 6);
    EXPECT_EQ(find("a.png", 5), Entry::other);
    EXPECT_EQ(find("a.png", 6), Entry::current);
}

TEST_F(PictureLedgerTest, TheFileIsALineAndTwelveBytesForEachPicture) {
    add("a.png", 0x01020304);
    const std::string bytes = content_of(file_);
    ASSERT_EQ(bytes.size(), 17U + 12U);
    EXPECT_EQ(bytes.substr(0, 17), "qrgen pictures 1\n");
    EXPECT_EQ(bytes.substr(25), "\x04\x03\x02\x01");
}

TEST_F(PictureLedgerTest, NothingIsWrittenBeforeThereIsSomething) {
    PictureLedger ledger(directory_.path());
    ledger.claim("a.png");
    ledger.flush();
    EXPECT_FALSE(std::filesystem::exists(file_));
    PictureLedger of_no_directory;
    of_no_directory.add("a.png", 5);
    of_no_directory.flush();
    EXPECT_EQ(of_no_directory.find("a.png", 5), Entry::none);
}

TEST_F(PictureLedgerTest, ATornEntryIsPassedOverAndCutOff) {
    add("a.png", 5);
    for (const std::size_t torn : {1U, 11U}) {
        write_file(file_, content_of(file_) + std::string(torn, 'x'));
        EXPECT_EQ(find("a.png", 5), Entry::current);
        add("b.png", static_cast<PictureSource>(torn));
        EXPECT_EQ(find("a.png", 5), Entry::current);
        EXPECT_EQ(find("b.png", static_cast<PictureSource>(torn)), Entry::current);
    }
    EXPECT_EQ(content_of(file_).size(), 17U + 3 * 12U);
}

TEST_F(PictureLedgerTest, ATornFirstLineIsWrittenAnew) {
    write_file(file_, "qrgen pic");
    EXPECT_EQ(find("a.png", 5), Entry::none);
    add("a.png", 5);
    EXPECT_EQ(find("a.png", 5), Entry::current);
}

TEST_F(PictureLedgerTest, SomethingElseOfItsNameIsNotTouched) {
    write_file(file_, "something else that somebody wrote\n");
    EXPECT_EQ(refusal_of([&] { find("a.png", 5); }).kind(), ErrorKind::failure);
    EXPECT_EQ(content_of(file_), "something else that somebody wrote\n");
}

TEST_F(PictureLedgerTest, AFolderOfItsNameIsAFailure) {
    std::filesystem::create_directory(file_);
    EXPECT_EQ(refusal_of([&] { find("a.png", 5); }).kind(), ErrorKind::failure);
}

TEST_F(PictureLedgerTest, ManyEntriesAreAllRead) {
    {
        PictureLedger ledger(directory_.path());
        for (int i = 0; i < 20'000; ++i) ledger.add(std::to_string(i), static_cast<PictureSource>(i + 1));
        ledger.flush();
    }
    PictureLedger ledger(directory_.path());
    for (int i = 0; i < 20'000; ++i) {
        ASSERT_EQ(ledger.find(std::to_string(i), static_cast<PictureSource>(i + 1)), Entry::current);
    }
}

TEST_F(PictureLedgerTest, ASourceHasThirtyOneBitsAndIsNeverZero) {
    for (int i = 0; i < 1000; ++i) {
        const PictureSource source = picture_source(std::to_string(i));
        EXPECT_NE(source, 0U);
        EXPECT_LT(source, 1U << 31U);
    }
    EXPECT_NE(picture_source("a"), picture_source("b"));
}

}  // namespace
}  // namespace qrgen::batch
