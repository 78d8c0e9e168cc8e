// SPDX-License-Identifier: MIT
#include "daemon/health/process_figures.hpp"

#include <chrono>
#include <fstream>
#include <latch>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

TEST(ProcessFiguresTest, AreThoseOfThisProcess) {
    const ProcessFigures figures = read_process_figures();
    EXPECT_GE(figures.cpu_seconds, 0);
    EXPECT_GT(figures.resident_bytes, 1'000'000U);
    EXPECT_GT(figures.virtual_bytes, figures.resident_bytes);
    EXPECT_GE(figures.threads, 1U);
    const double now =
        std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
    EXPECT_LE(figures.start_time, now + 1);
    EXPECT_GT(figures.start_time, now - 86'400);
}

TEST(ProcessFiguresTest, CountOpenFilesAndThreads) {
    const ProcessFigures before = read_process_figures();
    std::vector<std::ifstream> files(5);
    for (std::ifstream& file : files) file.open("/dev/null");
    EXPECT_EQ(read_process_figures().open_files, before.open_files + 5);
    std::latch end(1);
    std::thread thread([&] { end.wait(); });
    EXPECT_EQ(read_process_figures().threads, before.threads + 1);
    end.count_down();
    thread.join();
}

TEST(ProcessFiguresTest, CountWhatWasAllocated) {
    const ProcessFigures before = read_process_figures();
    constexpr std::size_t size = 64 * 1024 * 1024;
    const std::vector<char> used(size, 'x');
    EXPECT_GE(read_process_figures().resident_bytes, before.resident_bytes + size / 2);
    EXPECT_EQ(used.back(), 'x');
}

TEST(ProcessFiguresTest, TimeSpentIsCounted) {
    const double before = read_process_figures().cpu_seconds;
    while (read_process_figures().cpu_seconds <= before) continue;
    EXPECT_GT(read_process_figures().cpu_seconds, before);
}

TEST(DiskSpaceTest, IsThatOfTheFileSystem) {
    const DiskSpace space = read_disk_space("/tmp");
    EXPECT_GT(space.size, 0);
    EXPECT_GT(space.free, 0);
    EXPECT_LE(space.free, space.size);
    EXPECT_EQ(read_disk_space("/no/such/directory").size, 0);
}

TEST(SystemMeterTest, TellsPercentages) {
    SystemMeter meter("/tmp");
    for (int i = 0; i < 2; ++i) {
        const SystemMetrics metrics = meter.read();
        EXPECT_GE(metrics.cpu_usage, 0);
        EXPECT_LE(metrics.cpu_usage, 100);
        EXPECT_GT(metrics.memory_usage, 0);
        EXPECT_LT(metrics.memory_usage, 100);
        EXPECT_GT(metrics.disk_usage, 0);
        EXPECT_LE(metrics.disk_usage, 100);
    }
}

TEST(SystemMeterTest, APlaceThatIsNotThereIsNotUsed) {
    EXPECT_EQ(SystemMeter("/nowhere/at/all").read().disk_usage, 0);
}

}  // namespace
}  // namespace qrgen::daemon
