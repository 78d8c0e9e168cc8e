// SPDX-License-Identifier: MIT
#include "core/batch/picture_archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/batch/rows.hpp"

namespace qrgen::batch {
namespace {

TEST(PictureArchiveTest, WantedPicturesAreEntriesInTheirOrder) {
    std::string bytes;
    bool is_finished = false;
    PictureArchive pictures(
        archive::ArchiveKind::tar, Timestamp{}, [&](std::string_view piece) { bytes += piece; },
        [&] { is_finished = true; });
    Item first = picture_item("b.png", "first picture");
    Item kept = picture_item("kept.png", "kept picture");
    kept.picture = PictureState::kept;
    Item second = picture_item("a.png", "second picture");
    for (Item* item : {&first, &kept, &second}) pictures.collect(*item);
    EXPECT_EQ(first.picture, PictureState::written);
    EXPECT_EQ(kept.picture, PictureState::kept);
    EXPECT_FALSE(is_finished);
    pictures.finish();
    EXPECT_TRUE(is_finished);
    EXPECT_LT(bytes.find("b.png"), bytes.find("a.png"));
    EXPECT_NE(bytes.find("second picture"), std::string::npos);
    EXPECT_EQ(bytes.find("kept"), std::string::npos);
}

}  // namespace
}  // namespace qrgen::batch
