// SPDX-License-Identifier: MIT
#include "daemon/health/process_figures.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include <sys/statvfs.h>
#include <unistd.h>

namespace qrgen::daemon {
namespace {

std::uint64_t count_open_files() {
    std::error_code ignored;
    std::uint64_t count = 0;
    for (auto entry = std::filesystem::directory_iterator("/proc/self/fd", ignored);
         entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
        ++count;
    }
    return count;
}

// Seconds from the epoch to the start of the machine.
double boot_time() {
    std::ifstream in("/proc/stat");
    for (std::string word; in >> word;) {
        double value = 0;
        if (word == "btime" && in >> value) return value;
    }
    return 0;
}

// Kilobytes.
double memory_of(const std::string& name) {
    std::ifstream in("/proc/meminfo");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(name + ":")) return std::stod(line.substr(name.size() + 1));
    }
    return 0;
}

double percent(double part, double whole) {
    return whole > 0 ? std::clamp(100 * part / whole, 0.0, 100.0) : 0;
}

}  // namespace

DiskSpace read_disk_space(const std::filesystem::path& directory) {
    struct statvfs status {};
    if (statvfs(directory.c_str(), &status) != 0) return {};
    const auto block = static_cast<double>(status.f_frsize);
    const double free = static_cast<double>(status.f_bavail) * block;
    return {.size = static_cast<double>(status.f_blocks - status.f_bfree) * block + free, .free = free};
}

ProcessFigures read_process_figures() {
    ProcessFigures figures;
    std::ifstream in("/proc/self/stat");
    std::string line;
    std::getline(in, line);
    // The second field, the name, may hold spaces and brackets.
    std::istringstream fields(line.substr(std::min(line.rfind(')') + 2, line.size())));
    std::string skipped;
    const auto skip = [&](int count) {
        for (int i = 0; i < count; ++i) fields >> skipped;
    };
    double user = 0, system = 0, start = 0;
    std::uint64_t resident_pages = 0;
    skip(11);
    fields >> user >> system;
    skip(4);
    fields >> figures.threads >> skipped >> start >> figures.virtual_bytes >> resident_pages;
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    figures.cpu_seconds = (user + system) / ticks;
    figures.resident_bytes = resident_pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    figures.start_time = boot_time() + start / ticks;
    figures.open_files = count_open_files();
    return figures;
}

SystemMeter::Ticks SystemMeter::read_ticks() {
    std::ifstream in("/proc/stat");
    std::string word;
    in >> word;
    Ticks ticks;
    std::uint64_t value = 0;
    // user nice system idle iowait irq softirq steal; the guests' are part of user.
    for (int field = 0; field < 8 && in >> value; ++field) {
        ticks.all += value;
        if (field != 3 && field != 4) ticks.busy += value;
    }
    return ticks;
}

SystemMetrics SystemMeter::read() {
    const std::lock_guard lock(mutex_);
    const Ticks now = read_ticks();
    SystemMetrics metrics;
    metrics.cpu_usage =
        percent(static_cast<double>(now.busy - last_.busy), static_cast<double>(now.all - last_.all));
    last_ = now;
    const double total = memory_of("MemTotal");
    metrics.memory_usage = percent(total - memory_of("MemAvailable"), total);
    const DiskSpace disk = read_disk_space(place_);
    metrics.disk_usage = percent(disk.size - disk.free, disk.size);
    return metrics;
}

}  // namespace qrgen::daemon
