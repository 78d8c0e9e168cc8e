// SPDX-License-Identifier: MIT
#include "core/scans/disk_sync.hpp"

#include <algorithm>

#include <unistd.h>

#include <gtest/gtest.h>

#include "tests/support/temporary_directory.hpp"

namespace qrgen::scans {
namespace {

using std::chrono::milliseconds;

class DiskSyncTest : public testing::Test {
  protected:
    DiskSyncTest() {
        int ends[2];
        if (pipe(ends) != 0) std::abort();
        pipe_ = std::make_shared<Descriptor>(ends[1]);
        other_end_ = Descriptor(ends[0]);
    }

    // Lines of the log of what `work` does. A pipe cannot be synced: a line says that it was tried.
    template <typename Work>
    int attempts(milliseconds interval, const Work& work) {
        const Log log(LogLevel::warning, LogFormat::text);
        testing::internal::CaptureStderr();
        {
            DiskSync sync(slot_, interval, log);
            work(sync);
        }
        const std::string text = testing::internal::GetCapturedStderr();
        return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
    }

    test::TemporaryDirectory directory_;
    JournalSlot slot_ = JournalSlot::take_free(directory_.path());
    std::shared_ptr<Descriptor> pipe_;
    Descriptor other_end_;
};

TEST_F(DiskSyncTest, WithNothingToDoNothingIsDone) {
    EXPECT_EQ(attempts(milliseconds(1), [](DiskSync&) {}), 0);
    EXPECT_EQ(attempts(milliseconds(0), [](DiskSync& sync) { sync.flush(0); }), 0);
}

TEST_F(DiskSyncTest, WhatWasNotedIsSyncedAtTheLatestWhenItEnds) {
    EXPECT_EQ(attempts(milliseconds(0), [&](DiskSync& sync) { sync.note(pipe_, false); }), 1);
    EXPECT_EQ(attempts(std::chrono::hours(1), [&](DiskSync& sync) { sync.note(pipe_, false); }), 1);
}

TEST_F(DiskSyncTest, AFileIsGivenUpWhenItIsSynced) {
    attempts(milliseconds(0), [&](DiskSync& sync) {
        const auto first = sync.note(pipe_, true);
        const auto second = sync.note(pipe_, false);
        EXPECT_LT(first, second);
        EXPECT_EQ(pipe_.use_count(), 2);
        sync.flush(second);
        EXPECT_EQ(pipe_.use_count(), 1);
        sync.note(pipe_, false);
        sync.flush(second);  // is done already
        EXPECT_EQ(pipe_.use_count(), 2);
    });
}

TEST_F(DiskSyncTest, TheThreadSyncsByItself) {
    attempts(milliseconds(1), [&](DiskSync& sync) {
        for (int i = 0; i < 3; ++i) {
            sync.note(pipe_, false);
            while (pipe_.use_count() > 1) std::this_thread::yield();
        }
    });
}

}  // namespace
}  // namespace qrgen::scans
