// SPDX-License-Identifier: MIT
#include "core/batch/staged_pictures.hpp"

#include <filesystem>

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

class StagedPicturesTest : public testing::Test {
  protected:
    enum class End { finish, none };

    // As a run does with some pictures.
    void deliver(std::vector<Item> items, End end) {
        PictureLedger ledger(path_);
        StagedPictures pictures(path_, Overwrite::refuse, ledger, 1);
        for (Item& item : items) {
            pictures.check(item);
            pictures.write(item, 0);
            pictures.collect(item);
            pictures.checkpoint();
            EXPECT_NE(content_of(path_ / item.file), item.bytes) << "appears before the end";
        }
        if (end == End::finish) pictures.finish();
    }

    test::TemporaryDirectory directory_;
    std::filesystem::path path_ = directory_.path() / "out";
};

TEST_F(StagedPicturesTest, PicturesAppearAtTheEnd) {
    deliver({picture_item("a.png", "one"), picture_item("folder/b.png", "two")}, End::finish);
    EXPECT_EQ(content_of(path_ / "a.png"), "one");
    EXPECT_EQ(content_of(path_ / "folder/b.png"), "two");
    EXPECT_FALSE(std::filesystem::exists(path_ / ".qrgen-batch-staged"));
    EXPECT_EQ(PictureLedger(path_).find("a.png", picture_source("one")), PictureLedger::Entry::current);
}

TEST_F(StagedPicturesTest, WithoutTheEndNothingStays) {
    deliver({picture_item("a.png", "one"), picture_item("folder/b.png", "two")}, End::none);
    EXPECT_TRUE(std::filesystem::is_empty(path_));
}

TEST_F(StagedPicturesTest, OldPicturesStayUntilTheEnd) {
    deliver({picture_item("a.png", "one")}, End::finish);
    Item item = picture_item("a.png", "two");
    item.replaces_picture = true;
    deliver({item}, End::none);
    EXPECT_EQ(content_of(path_ / "a.png"), "one");
    EXPECT_EQ(PictureLedger(path_).find("a.png", picture_source("one")), PictureLedger::Entry::current);
    deliver({item}, End::finish);
    EXPECT_EQ(content_of(path_ / "a.png"), "two");
}

TEST_F(StagedPicturesTest, WhatAKilledRunStagedIsNotTaken) {
    std::filesystem::create_directories(path_ / ".qrgen-batch-staged/folder");
    write_file(path_ / ".qrgen-batch-staged/folder/old.png", "old");
    deliver({picture_item("a.png", "one")}, End::finish);
    EXPECT_FALSE(std::filesystem::exists(path_ / "folder"));
    EXPECT_FALSE(std::filesystem::exists(path_ / ".qrgen-batch-staged"));
}

}  // namespace
}  // namespace qrgen::batch
