// SPDX-License-Identifier: MIT
#include "core/scans/disk_sync.hpp"

#include <cerrno>
#include <cstring>
#include <limits>
#include <string>
#include <utility>

#include <unistd.h>

namespace qrgen::scans {

DiskSync::DiskSync(const JournalSlot& slot, std::chrono::milliseconds interval, const Log& log)
    : slot_(slot), interval_(interval), log_(log) {
    if (interval > std::chrono::milliseconds::zero()) thread_ = std::thread([this] { run(); });
}

DiskSync::~DiskSync() {
    {
        const std::lock_guard lock(mutex_);
        is_stopping_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
    flush(std::numeric_limits<std::uint64_t>::max());
}

std::uint64_t DiskSync::note(const std::shared_ptr<Descriptor>& file, bool is_new) {
    const std::lock_guard lock(mutex_);
    if (dirty_.empty() || dirty_.back() != file) dirty_.push_back(file);
    is_name_missing_ = is_name_missing_ || is_new;
    if (is_idle_) changed_.notify_all();
    return ++noted_;
}

void DiskSync::flush(std::uint64_t ticket) {
    const std::lock_guard flush_lock(flush_mutex_);
    if (flushed_ >= ticket) return;
    std::unique_lock lock(mutex_);
    const auto files = std::exchange(dirty_, {});
    const bool is_name_missing = std::exchange(is_name_missing_, false);
    const std::uint64_t noted = noted_;
    lock.unlock();
    sync_all(files, is_name_missing);
    flushed_ = noted;
}

void DiskSync::sync_all(const std::vector<std::shared_ptr<Descriptor>>& files, bool is_name_missing) {
    int error = is_name_missing ? slot_.sync() : 0;
    for (const auto& file : files) {
        if (::fdatasync(file->get()) != 0) error = errno;
    }
    if (error == 0) return;
    log_.warning([&] {
        return std::string("the scan journal may not survive a power cut: the disk refuses to keep it: ") +
               std::strerror(error);
    });
}

// Sleeps while there is nothing to do, so that an idle service stays idle.
void DiskSync::run() {
    std::unique_lock lock(mutex_);
    while (!is_stopping_) {
        is_idle_ = true;
        changed_.wait(lock, [this] { return is_stopping_ || !dirty_.empty(); });
        is_idle_ = false;
        changed_.wait_for(lock, interval_, [this] { return is_stopping_; });
        const std::uint64_t noted = noted_;
        lock.unlock();
        flush(noted);
        lock.lock();
    }
}

}  // namespace qrgen::scans
