// SPDX-License-Identifier: MIT
//
// What /proc tells of this process and machine (proc(5)).
#pragma once

#include <cstdint>
#include <filesystem>
#include <mutex>

namespace qrgen::daemon {

struct ProcessFigures {
    double cpu_seconds = 0;  // user and system, since the start
    std::uint64_t resident_bytes = 0;
    std::uint64_t virtual_bytes = 0;
    std::uint64_t open_files = 0;
    std::uint64_t threads = 0;
    double start_time = 0;  // Unix time
};

ProcessFigures read_process_figures();

/// Of the file system that holds a directory, in bytes; zeros if it cannot be asked.
struct DiskSpace {
    double size = 0;  // without what is reserved for the superuser
    double free = 0;  // for other users
};

DiskSpace read_disk_space(const std::filesystem::path& directory);

/// Percent, 0 to 100.
struct SystemMetrics {
    double cpu_usage = 0;     // of all cores, since the last time it was asked
    double memory_usage = 0;  // not available to programs
    double disk_usage = 0;    // of the file system that holds `place`
};

/// Thread-safe.
class SystemMeter {
  public:
    explicit SystemMeter(std::filesystem::path place) : place_(std::move(place)) { read(); }

    SystemMetrics read();

  private:
    struct Ticks {
        std::uint64_t busy = 0;
        std::uint64_t all = 0;
    };
    static Ticks read_ticks();

    const std::filesystem::path place_;
    std::mutex mutex_;
    Ticks last_{};
};

}  // namespace qrgen::daemon
