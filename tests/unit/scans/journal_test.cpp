// SPDX-License-Identifier: MIT
#include "core/scans/journal.hpp"

#include <csignal>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/scans/journal_format.hpp"
#include "tests/support/scan_events.hpp"
#include "tests/support/temporary_directory.hpp"

namespace qrgen::scans {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr milliseconds at_once{0};
constexpr milliseconds long_enough{60'000};

class JournalTest : public testing::Test {
  protected:
    std::unique_ptr<Journal> open(std::size_t segment_bytes = 8 * 1024 * 1024) {
        JournalOptions options{.directory = directory_.path()};
        options.segment_bytes = segment_bytes;
        return std::make_unique<Journal>(options, log_);
    }

    // A journal of its own that leaves these scans behind; the file they are in.
    fs::path leave(const std::vector<ScanEvent>& events) {
        const auto journal = open();
        EXPECT_TRUE(append(*journal, events));
        const auto files = segments(*journal);
        EXPECT_EQ(files.size(), 1U);
        return files.front();
    }

    static std::vector<fs::path> segments(const Journal& journal) {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator(journal.place())) {
            if (entry.path().extension() == ".scans") files.push_back(entry.path());
        }
        std::sort(files.begin(), files.end());
        return files;
    }

    static std::string read(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    static void write(const fs::path& file, const std::string& bytes) {
        std::ofstream(file, std::ios::binary) << bytes;
    }

    test::TemporaryDirectory directory_;
    Log log_{LogLevel::error, LogFormat::text};
};

TEST_F(JournalTest, GivesBackWhatWasAppendedInOrder) {
    const auto journal = open();
    EXPECT_TRUE(append(*journal, make_scans(1, 3)));
    EXPECT_TRUE(append(*journal, make_scans(4, 4)));
    EXPECT_EQ(take_all(*journal), make_scans(1, 4));
    EXPECT_EQ(take_all(*journal), make_scans(1, 0));
}

TEST_F(JournalTest, KeepsWhatWasNotDelivered) {
    {
        const auto journal = open();
        append(*journal, make_scans(1, 5));
        EXPECT_EQ(journal->next_batch(2, at_once), make_scans(1, 2));
        journal->delivered();
        EXPECT_EQ(journal->next_batch(2, at_once), make_scans(3, 4));
    }
    const auto journal = open();
    EXPECT_EQ(journal->figures().waiting, 3U);
    append(*journal, make_scans(6, 6));
    EXPECT_EQ(take_all(*journal), make_scans(3, 6));
}

TEST_F(JournalTest, ABatchComesAgainUntilItIsDelivered) {
    const auto journal = open();
    append(*journal, make_scans(1, 3));
    EXPECT_EQ(journal->next_batch(2, at_once), make_scans(1, 2));
    EXPECT_EQ(journal->next_batch(2, at_once), make_scans(1, 2));
    EXPECT_EQ(journal->next_batch(9, at_once), make_scans(1, 3));
    journal->delivered();
    journal->delivered();
    EXPECT_TRUE(journal->next_batch(9, at_once).empty());
}

// A kill between the database's commit and the checkpoint.
TEST_F(JournalTest, ALostCheckpointMeansThatScansAreReadAgain) {
    const auto journal = open();
    append(*journal, make_scans(1, 4));
    journal->next_batch(1, at_once);
    journal->delivered();
    const std::string old = read(journal->place() / "checkpoint");
    journal->next_batch(2, at_once);
    journal->delivered();

    test::TemporaryDirectory copy;
    fs::copy(journal->place(), copy.path() / "0", fs::copy_options::recursive);
    EXPECT_EQ(take_all(*std::make_unique<Journal>(JournalOptions{.directory = copy.path()}, log_)),
              make_scans(4, 4));
    fs::remove_all(copy.path() / "0");
    fs::copy(journal->place(), copy.path() / "0", fs::copy_options::recursive);
    write(copy.path() / "0/checkpoint", old);
    EXPECT_EQ(take_all(*std::make_unique<Journal>(JournalOptions{.directory = copy.path()}, log_)),
              make_scans(2, 4));
}

TEST_F(JournalTest, ATornTailIsCutOffWhereverItIsTorn) {
    const fs::path file = leave(make_scans(1, 3));
    const std::string whole = read(file);
    const std::size_t last = record_of(make_scan(3)).size();
    for (std::size_t cut = 1; cut <= last; ++cut) {
        write(file, whole.substr(0, whole.size() - cut));
        const auto journal = open();
        EXPECT_EQ(journal->figures().torn_bytes, last - cut) << cut;
        EXPECT_EQ(journal->figures().waiting, 2U);
        EXPECT_EQ(fs::file_size(file), whole.size() - last);
        EXPECT_EQ(journal->next_batch(9, at_once), make_scans(1, 2));
    }
}

TEST_F(JournalTest, AFileThatIsCutInItsHeaderHoldsNothing) {
    const fs::path file = leave(make_scans(1, 1));
    for (std::size_t size = 0; size <= segment_header.size(); ++size) {
        write(file, std::string(segment_header.substr(0, size)));
        EXPECT_EQ(open()->figures().waiting, 0U);
        EXPECT_FALSE(fs::exists(file));
    }
}

TEST_F(JournalTest, ZerosBehindTheLastRecordAreCutOff) {
    const fs::path file = leave(make_scans(1, 2));
    write(file, read(file) + std::string(300'000, '\0'));
    const auto journal = open();
    EXPECT_EQ(journal->figures().torn_bytes, 300'000U);
    EXPECT_EQ(take_all(*journal), make_scans(1, 2));
}

TEST_F(JournalTest, DamageInTheMiddleCostsOnlyWhatItHits) {
    const fs::path file = leave(make_scans(1, 3));
    std::string bytes = read(file);
    const std::size_t first = record_of(make_scan(1)).size();
    bytes[segment_header.size() + first + 20] ^= 1;
    write(file, bytes);
    const auto journal = open();
    EXPECT_EQ(journal->figures().waiting, 2U);
    EXPECT_EQ(take_all(*journal), (std::vector{make_scan(1), make_scan(3)}));
    EXPECT_EQ(journal->figures().torn_bytes, record_of(make_scan(2)).size());
    EXPECT_EQ(journal->figures().waiting, 0U);
}

TEST_F(JournalTest, DamageThatHappensWhileItRunsIsSkipped) {
    const auto journal = open();
    append(*journal, make_scans(1, 3));
    const fs::path file = segments(*journal).front();
    std::string bytes = read(file);
    std::fill(bytes.begin(), bytes.end(), '\0');
    write(file, bytes);
    EXPECT_TRUE(journal->next_batch(9, at_once).empty());
    EXPECT_EQ(journal->figures().waiting, 0U);
    EXPECT_GT(journal->figures().torn_bytes, 0U);
    append(*journal, make_scans(4, 4));
    EXPECT_EQ(take_all(*journal), make_scans(4, 4));
}

TEST_F(JournalTest, AFileThatSomebodyRemovesDoesNotStopTheRest) {
    const auto journal = open();
    append(*journal, make_scans(1, 3));
    fs::remove(segments(*journal).front());
    EXPECT_TRUE(journal->next_batch(9, at_once).empty());
    EXPECT_EQ(journal->figures().waiting, 0U);
    append(*journal, make_scans(4, 4));
    EXPECT_EQ(segments(*journal).size(), 1U);
    EXPECT_EQ(take_all(*journal), make_scans(4, 4));
}

TEST_F(JournalTest, FilesThatWereDeliveredAreRemoved) {
    const auto journal = open(4096);
    for (int number = 1; number <= 100; ++number) append(*journal, make_scans(number, number));
    EXPECT_GT(segments(*journal).size(), 2U);
    for (const fs::path& file : segments(*journal)) EXPECT_LE(fs::file_size(file), 4096U);
    EXPECT_EQ(take_all(*journal), make_scans(1, 100));
    EXPECT_TRUE(segments(*journal).empty());
    EXPECT_EQ(journal->figures().bytes, 0U);
    append(*journal, make_scans(101, 101));
    EXPECT_EQ(segments(*journal).size(), 1U);
    EXPECT_EQ(take_all(*journal), make_scans(101, 101));
    EXPECT_TRUE(segments(*journal).empty());
}

TEST_F(JournalTest, WhatWasAllDeliveredLeavesNoFileBehind) {
    auto journal = open();
    append(*journal, make_scans(1, 3));
    take_all(*journal);
    journal.reset();
    journal = open();
    EXPECT_TRUE(segments(*journal).empty());
    append(*journal, make_scans(4, 4));
    EXPECT_EQ(take_all(*journal), make_scans(4, 4));
}

TEST_F(JournalTest, ManyFilesFromBeforeAreReadInOrder) {
    {
        const auto journal = open(4096);
        for (int number = 1; number <= 300; ++number) append(*journal, make_scans(number, number));
        journal->next_batch(50, at_once);
    }
    EXPECT_EQ(take_all(*open()), make_scans(1, 300));
}

TEST_F(JournalTest, ABatchIsNeverLongerThanWanted) {
    const auto journal = open();
    append(*journal, make_scans(1, 5000));
    std::size_t count = 0;
    for (;;) {
        const auto batch = journal->next_batch(7, at_once);
        if (batch.empty()) break;
        EXPECT_LE(batch.size(), 7U);
        count += batch.size();
        journal->delivered();
    }
    EXPECT_EQ(count, 5000U);
}

TEST_F(JournalTest, FiguresAreThoseOfTheFiles) {
    const auto journal = open();
    EXPECT_EQ(journal->figures().bytes, 0U);
    EXPECT_FALSE(journal->figures().oldest);
    append(*journal, make_scans(1, 3));
    EXPECT_EQ(journal->figures().bytes, fs::file_size(segments(*journal).front()));
    EXPECT_EQ(journal->figures().waiting, 3U);
    EXPECT_EQ(journal->figures().appended, 3U);
    EXPECT_EQ(journal->figures().oldest, make_scan(1).scanned_at);
    journal->next_batch(2, at_once);
    journal->delivered();
    journal->next_batch(2, at_once);
    EXPECT_EQ(journal->figures().oldest, make_scan(3).scanned_at);
    journal->delivered();
    EXPECT_EQ(journal->figures().waiting, 0U);
    EXPECT_FALSE(journal->figures().oldest);
    append(*journal, make_scans(4, 5));
    EXPECT_EQ(journal->figures().oldest, make_scan(4).scanned_at);
    EXPECT_EQ(open()->figures().waiting, 0U);  // another slot
}

TEST_F(JournalTest, TheOldestIsKnownAfterARestart) {
    leave(make_scans(5, 6));
    EXPECT_EQ(open()->figures().oldest, make_scan(5).scanned_at);
}

TEST_F(JournalTest, BeyondTheLimitScansAreDroppedCountedAndLoggedOnce) {
    const Log log(LogLevel::warning, LogFormat::text);
    testing::internal::CaptureStderr();
    Journal journal({.directory = directory_.path(), .max_bytes = 4000}, log);
    int taken = 0;
    while (append(journal, make_scans(taken + 1, taken + 1))) ++taken;
    EXPECT_FALSE(append(journal, make_scans(90, 91)));
    EXPECT_EQ(journal.figures().dropped, 3U);
    EXPECT_LE(journal.figures().bytes, 4000U);
    EXPECT_GT(taken, 20);
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_THAT(text, testing::HasSubstr("journal_limit"));
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);

    EXPECT_EQ(take_all(journal), make_scans(1, taken));
    EXPECT_TRUE(append(journal, make_scans(92, 92)));
    EXPECT_EQ(take_all(journal), make_scans(92, 92));
}

// Files cannot grow beyond `bytes`, as on a full disk, while it lives.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        signal(SIGXFSZ, SIG_DFL);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    rlimit before_{};
};

TEST_F(JournalTest, OnAFullDiskNoHalfRecordStays) {
    const auto journal = open();
    append(*journal, make_scans(1, 2));
    const fs::path file = segments(*journal).front();
    const auto size = fs::file_size(file);
    {
        const FullDisk full(size + 30);  // a part of the next one can be written
        EXPECT_FALSE(append(*journal, make_scans(3, 4)));
        EXPECT_EQ(fs::file_size(file), size);
    }
    EXPECT_EQ(journal->figures().dropped, 2U);
    EXPECT_TRUE(append(*journal, make_scans(5, 5)));
    EXPECT_EQ(take_all(*journal), (std::vector{make_scan(1), make_scan(2), make_scan(5)}));
    EXPECT_EQ(journal->figures().torn_bytes, 0U);
}

TEST_F(JournalTest, OnAFullDiskANewFileCannotBeBegun) {
    const auto journal = open();
    {
        const FullDisk full(0);
        EXPECT_FALSE(append(*journal, make_scans(1, 1)));
        EXPECT_TRUE(segments(*journal).empty());
    }
    EXPECT_TRUE(append(*journal, make_scans(2, 2)));
    EXPECT_EQ(take_all(*journal), make_scans(2, 2));
}

TEST_F(JournalTest, WithoutRoomForTheCheckpointDeliveryGoesOn) {
    const auto journal = open();
    append(*journal, make_scans(1, 4));
    {
        const FullDisk full(0);
        journal->next_batch(2, at_once);
        journal->delivered();
    }
    EXPECT_EQ(take_all(*journal), make_scans(3, 4));
}

TEST_F(JournalTest, TwoInOneDirectoryDoNotSeeEachOther) {
    const auto first = open();
    const auto second = open();
    EXPECT_NE(first->place(), second->place());
    append(*first, make_scans(1, 2));
    append(*second, make_scans(3, 4));
    EXPECT_EQ(first->adopt_abandoned(), 0U);
    EXPECT_EQ(take_all(*second), make_scans(3, 4));
    EXPECT_EQ(take_all(*first), make_scans(1, 2));
}

TEST_F(JournalTest, WhatAProcessThatIsGoneHasLeftIsAdopted) {
    const auto first = open();
    auto second = open(4096);
    append(*first, make_scans(1, 2));
    append(*second, make_scans(3, 50));
    second->next_batch(10, at_once);
    second->delivered();
    second.reset();
    EXPECT_EQ(first->adopt_abandoned(), 38U);
    EXPECT_EQ(first->adopt_abandoned(), 0U);
    append(*first, make_scans(51, 51));
    EXPECT_EQ(first->figures().waiting, 41U);
    auto expected = make_scans(1, 2);
    const auto adopted = make_scans(13, 51);
    expected.insert(expected.end(), adopted.begin(), adopted.end());
    EXPECT_EQ(take_all(*first), expected);
    EXPECT_TRUE(segments(*open()).empty());
}

TEST_F(JournalTest, AdoptedScansSurviveTheAdopter) {
    {
        const auto first = open();
        auto second = open();
        append(*second, make_scans(1, 5));
        second.reset();
        EXPECT_EQ(first->adopt_abandoned(), 5U);
        EXPECT_EQ(first->figures().oldest, make_scan(1).scanned_at);
    }
    EXPECT_EQ(take_all(*open()), make_scans(1, 5));
}

TEST_F(JournalTest, AdoptionLeavesRoomForScansOfItsOwn) {
    auto other = open();
    append(*other, make_scans(1, 100));
    Journal small({.directory = directory_.path(), .max_bytes = 10'000}, log_);
    other.reset();
    append(small, make_scans(101, 101));
    EXPECT_EQ(small.adopt_abandoned(), 0U);
    EXPECT_EQ(take_all(small), make_scans(101, 101));
    EXPECT_EQ(small.adopt_abandoned(), 100U);
    EXPECT_EQ(take_all(small), make_scans(1, 100));
}

TEST_F(JournalTest, AnUnusableDirectoryIsAnError) {
    write(directory_.path() / "file", "x");
    EXPECT_THROW(Journal({.directory = directory_.path() / "file"}, log_), Error);
}

TEST_F(JournalTest, WaitingEndsWhenAScanComes) {
    const auto journal = open();
    auto batch = std::async(std::launch::async, [&] { return journal->next_batch(9, long_enough); });
    append(*journal, make_scans(1, 1));
    EXPECT_EQ(batch.get(), make_scans(1, 1));
}

TEST_F(JournalTest, WaitingEndsWhenItIsWoken) {
    const auto journal = open();
    auto batch = std::async(std::launch::async, [&] { return journal->next_batch(9, long_enough); });
    journal->wake();
    EXPECT_TRUE(batch.get().empty());
}

TEST_F(JournalTest, SyncingEveryRecordWorksFromManyThreads) {
    Journal journal({.directory = directory_.path(), .sync_interval = at_once, .segment_bytes = 4096}, log_);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread) {
        threads.emplace_back([&, thread] {
            for (int i = 0; i < 50; ++i) append(journal, make_scans(thread * 100 + i, thread * 100 + i));
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(take_all(journal).size(), 200U);
}

TEST_F(JournalTest, ReadingWhileManyThreadsAppendMissesNothing) {
    const auto journal = open(32 * 1024);
    constexpr int threads = 4;
    constexpr int each = 2000;
    std::vector<std::thread> writers;
    for (int thread = 0; thread < threads; ++thread) {
        writers.emplace_back([&, thread] {
            for (int i = 0; i < each; i += 4)
                append(*journal, make_scans(thread * each + i, thread * each + i + 3));
        });
    }
    std::vector<std::string> ids;
    while (ids.size() < std::size_t{threads} * each) {
        for (const ScanEvent& event : journal->next_batch(500, long_enough)) ids.push_back(event.event_id);
        journal->delivered();
    }
    for (std::thread& writer : writers) writer.join();
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::unique(ids.begin(), ids.end()), ids.end());
    EXPECT_EQ(journal->figures().waiting, 0U);
    EXPECT_EQ(journal->figures().appended, std::uint64_t{threads} * each);
    EXPECT_EQ(journal->figures().torn_bytes, 0U);
}

// In a process of its own: appends until it is killed, and tells of each scan that was taken.
[[noreturn]] void append_for_ever(const fs::path& directory, int tell) {
    const Log log(LogLevel::error, LogFormat::text);
    Journal journal({.directory = directory, .segment_bytes = 16 * 1024}, log);
    for (int number = 1;; ++number) {
        if (!append(journal, make_scans(number, number)) || write(tell, &number, sizeof number) < 0) _exit(1);
    }
}

TEST_F(JournalTest, AKilledProcessLosesNothingThatItHadAppended) {
    int told[2];
    ASSERT_EQ(pipe(told), 0);
    const pid_t child = fork();
    if (child == 0) append_for_ever(directory_.path(), told[1]);
    close(told[1]);
    int last = 0;
    for (int number = 0; ::read(told[0], &number, sizeof number) == sizeof number;) {
        last = number;
        if (number == 1000) kill(child, SIGKILL);
    }
    close(told[0]);
    waitpid(child, nullptr, 0);
    ASSERT_GE(last, 1000);
    const auto found = take_all(*open());
    ASSERT_GE(found.size(), static_cast<std::size_t>(last));
    EXPECT_LE(found.size(), static_cast<std::size_t>(last) + 1);
    EXPECT_EQ(found, make_scans(1, static_cast<int>(found.size())));
}

}  // namespace
}  // namespace qrgen::scans
