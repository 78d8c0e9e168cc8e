// SPDX-License-Identifier: MIT
#include "core/scans/journal_slot.hpp"

#include <fstream>

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::scans {
namespace {

class JournalSlotTest : public testing::Test {
  protected:
    JournalSlot take() const { return JournalSlot::take_free(directory_.path() / "journal"); }

    test::TemporaryDirectory directory_;
};

TEST_F(JournalSlotTest, EachHolderHasOneOfItsOwnAndTheFirstFreeOneIsTaken) {
    auto first = std::make_optional(take());
    const auto second = take();
    EXPECT_EQ(first->place(), directory_.path() / "journal/0");
    EXPECT_EQ(second.place(), directory_.path() / "journal/1");
    EXPECT_FALSE(JournalSlot::try_take(first->place()));
    first.reset();
    EXPECT_EQ(take().place(), directory_.path() / "journal/0");
}

TEST_F(JournalSlotTest, NobodyElseMayLookInside) {
    const auto slot = take();
    struct stat status {};
    for (const auto& path : {directory_.path() / "journal", slot.place()}) {
        ASSERT_EQ(stat(path.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0700U);
    }
}

TEST_F(JournalSlotTest, OnlyNumberedDirectoriesAreSlots) {
    const auto slot = take();
    std::filesystem::create_directory(directory_.path() / "journal/other");
    std::ofstream(directory_.path() / "journal/7") << "a file";
    EXPECT_THAT(JournalSlot::all_places(directory_.path() / "journal"), testing::ElementsAre(slot.place()));
}

TEST_F(JournalSlotTest, SegmentsComeInOrderAndOtherFilesAreLeftOut) {
    const auto slot = take();
    for (const std::uint64_t number : {0x1234ULL, 0x2ULL, 0xFFFFFFFFFFFFFFFFULL})
        std::ofstream(slot.segment_path(number)) << "";
    for (const char* name :
         {"1.scans", "000000000000000g.scans", "0000000000000001.scans.old", "refused.ndjson"})
        std::ofstream(slot.place() / name) << "";
    EXPECT_EQ(slot.segment_path(0x1234).filename(), "0000000000001234.scans");
    EXPECT_THAT(slot.segments(), testing::ElementsAre(2, 0x1234, 0xFFFFFFFFFFFFFFFFULL));
}

TEST_F(JournalSlotTest, ACheckpointIsReadAsItWasWritten) {
    const auto slot = take();
    EXPECT_EQ(slot.read_checkpoint(), Checkpoint());
    for (const Checkpoint& checkpoint : {Checkpoint{1, 2}, Checkpoint{0xFFFFFFFFFFFFFFFFULL, 0}}) {
        EXPECT_EQ(slot.write_checkpoint(checkpoint), 0);
        EXPECT_EQ(slot.read_checkpoint(), checkpoint);
    }
}

TEST_F(JournalSlotTest, ADamagedCheckpointMeansTheStart) {
    const auto slot = take();
    const std::string text = write_checkpoint_text({0x123, 0x456});
    EXPECT_EQ(text, "qrgen scans 1 0000000000000123 0000000000000456 " + text.substr(48));
    EXPECT_EQ(parse_checkpoint_text(text), (Checkpoint{0x123, 0x456}));
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string damaged = text;
        damaged[i] = static_cast<char>(damaged[i] ^ 1);
        EXPECT_EQ(parse_checkpoint_text(damaged), std::nullopt) << i;
        EXPECT_EQ(parse_checkpoint_text(text.substr(0, i)), std::nullopt) << i;
    }
    EXPECT_EQ(parse_checkpoint_text(text + "x"), std::nullopt);
    std::ofstream(slot.place() / "checkpoint") << std::string(100'000, 'x');
    EXPECT_EQ(slot.read_checkpoint(), Checkpoint());
}

TEST_F(JournalSlotTest, ADirectoryThatCannotBeUsedIsTold) {
    std::ofstream(directory_.path() / "file") << "x";
    try {
        JournalSlot::take_free(directory_.path() / "file");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::failure);
        EXPECT_THAT(error.message(), testing::HasSubstr("Not a directory"));
        EXPECT_THAT(error.hint(), testing::HasSubstr("journal_dir"));
    }
}

}  // namespace
}  // namespace qrgen::scans
