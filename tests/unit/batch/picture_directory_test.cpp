// SPDX-License-Identifier: MIT
#include "core/batch/picture_directory.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"
#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

using testing::HasSubstr;

class PictureDirectoryTest : public testing::Test {
  protected:
    // As a run does with one picture.
    Item deliver(Item item, Overwrite overwrite = Overwrite::refuse) {
        PictureLedger ledger(path_);
        PictureDirectory pictures(path_, overwrite, ledger, 1);
        pictures.check(item);
        if (item.is_refused()) return item;
        pictures.write(item, 0);
        pictures.collect(item);
        pictures.finish();
        return item;
    }
    bool leaves_nothing_behind() const {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(path_)) {
            if (entry.path().extension() == ".tmp") return false;
        }
        return true;
    }

    test::TemporaryDirectory directory_;
    std::filesystem::path path_ = directory_.path() / "deep/er";
};

TEST_F(PictureDirectoryTest, MakesTheDirectoryItsFoldersAndTheFile) {
    EXPECT_EQ(deliver(picture_item("a/b/c.png", "bytes")).picture, PictureState::written);
    EXPECT_EQ(content_of(path_ / "a/b/c.png"), "bytes");
    EXPECT_EQ(deliver(picture_item("a/b/d.png", "more")).picture, PictureState::written);
    EXPECT_TRUE(leaves_nothing_behind());
    EXPECT_EQ(PictureLedger(path_).find("a/b/c.png", picture_source("bytes")), PictureLedger::Entry::current);
}

TEST_F(PictureDirectoryTest, WhatIsThereIsKept) {
    deliver(picture_item("b.png", "x"));
    write_file(path_ / "a.png", "precious");
    const Item item = deliver(picture_item("a.png", "bytes"));
    EXPECT_TRUE(item.is_refused());
    EXPECT_THAT(item.error, HasSubstr("a.png exists already"));
    EXPECT_EQ(content_of(path_ / "a.png"), "precious");
    EXPECT_EQ(PictureLedger(path_).find("a.png", 1), PictureLedger::Entry::none);
}

// The ledger of such a run may not know of its last pictures.
TEST_F(PictureDirectoryTest, WhatAKilledRunHasMadeIsReplaced) {
    deliver(picture_item("b.png", "x"));
    write_file(path_ / "older.png", "precious");
    write_file(path_ / running_file_name, "");
    write_file(path_ / "a.png", "by the run that was killed");
    using namespace std::chrono_literals;
    const auto began = std::filesystem::last_write_time(path_ / running_file_name);
    std::filesystem::last_write_time(path_ / "older.png", began - 1s);
    std::filesystem::last_write_time(path_ / "a.png", began + 1s);
    EXPECT_TRUE(deliver(picture_item("older.png", "bytes")).is_refused());
    EXPECT_FALSE(std::filesystem::exists(path_ / running_file_name));
    write_file(path_ / running_file_name, "");
    std::filesystem::last_write_time(path_ / running_file_name, began);
    EXPECT_EQ(deliver(picture_item("a.png", "bytes")).picture, PictureState::written);
    EXPECT_EQ(content_of(path_ / "a.png"), "bytes");
    EXPECT_EQ(content_of(path_ / "older.png"), "precious");
    EXPECT_TRUE(deliver(picture_item("a.png", "others")).is_refused());
}

TEST_F(PictureDirectoryTest, WhatIsThereIsReplacedIfThatIsWanted) {
    deliver(picture_item("a.png", "one"));
    deliver(picture_item("a.png", "two"), Overwrite::allow);
    EXPECT_EQ(content_of(path_ / "a.png"), "two");
    Item ours = picture_item("a.png", "three");
    ours.replaces_picture = true;
    deliver(std::move(ours));
    EXPECT_EQ(content_of(path_ / "a.png"), "three");
    EXPECT_TRUE(leaves_nothing_behind());
}

TEST_F(PictureDirectoryTest, TheSameBytesAreTakenOver) {
    deliver(picture_item("b.png", "x"));
    write_file(path_ / "a.png", "bytes");
    EXPECT_EQ(deliver(picture_item("a.png", "bytes")).picture, PictureState::written);
    EXPECT_EQ(PictureLedger(path_).find("a.png", picture_source("bytes")), PictureLedger::Entry::current);
    write_file(path_ / "longer.png", "bytes and more");
    EXPECT_TRUE(deliver(picture_item("longer.png", "bytes")).is_refused());
    write_file(path_ / "shorter.png", "byte");
    EXPECT_TRUE(deliver(picture_item("shorter.png", "bytes")).is_refused());
}

TEST_F(PictureDirectoryTest, AFolderOrALinkIsNotOverwritten) {
    deliver(picture_item("b.png", "x"));
    std::filesystem::create_directory(path_ / "a.png");
    EXPECT_TRUE(deliver(picture_item("a.png", "bytes")).is_refused());
    write_file(directory_.path() / "target", "precious");
    std::filesystem::create_symlink(directory_.path() / "target", path_ / "link.png");
    EXPECT_TRUE(deliver(picture_item("link.png", "bytes")).is_refused());
    deliver(picture_item("link.png", "bytes"), Overwrite::allow);
    EXPECT_EQ(content_of(directory_.path() / "target"), "precious");
    EXPECT_EQ(refusal_of([&] { deliver(picture_item("a.png", "bytes"), Overwrite::allow); }).kind(),
              ErrorKind::failure);
    EXPECT_TRUE(leaves_nothing_behind());
}

TEST_F(PictureDirectoryTest, AFileThatAppearsMeanwhileIsKept) {
    PictureLedger ledger(path_);
    PictureDirectory pictures(path_, Overwrite::refuse, ledger, 1);
    Item item = picture_item("a.png", "bytes");
    pictures.check(item);
    write_file(path_ / "a.png", "precious");
    EXPECT_EQ(refusal_of([&] { pictures.write(item, 0); }).kind(), ErrorKind::failure);
    EXPECT_EQ(content_of(path_ / "a.png"), "precious");
}

TEST_F(PictureDirectoryTest, ASecondRunIsLockedOutUntilTheFirstEnds) {
    PictureLedger ledger;
    {
        const PictureDirectory first(path_, Overwrite::refuse, ledger, 1);
        const Error error = refusal_of([&] { PictureDirectory(path_, Overwrite::refuse, ledger, 1); });
        EXPECT_EQ(error.kind(), ErrorKind::conflict);
    }
    const PictureDirectory second(path_, Overwrite::refuse, ledger, 1);
}

TEST_F(PictureDirectoryTest, LeftoversOfAKilledRunGo) {
    std::filesystem::create_directories(path_);
    write_file(path_ / ".qrgen-batch-0.tmp", "half a pict");
    EXPECT_EQ(deliver(picture_item("a.png", "b")).picture, PictureState::written);
    EXPECT_EQ(content_of(path_ / "a.png"), "b");
    EXPECT_TRUE(leaves_nothing_behind());
}

TEST_F(PictureDirectoryTest, WhatIsNotWantedIsNotWritten) {
    Item item = picture_item("a.png", "bytes");
    item.picture = PictureState::kept;
    EXPECT_EQ(deliver(std::move(item)).picture, PictureState::kept);
    EXPECT_FALSE(std::filesystem::exists(path_ / "a.png"));
    EXPECT_FALSE(std::filesystem::exists(path_ / ledger_file_name));
}

TEST_F(PictureDirectoryTest, AFileInsteadOfTheDirectoryIsAFailure) {
    write_file(directory_.path() / "deep", "x");
    PictureLedger ledger;
    EXPECT_EQ(refusal_of([&] { PictureDirectory(path_, Overwrite::refuse, ledger, 1); }).kind(),
              ErrorKind::failure);
}

}  // namespace
}  // namespace qrgen::batch
