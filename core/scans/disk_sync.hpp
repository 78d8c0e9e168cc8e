// SPDX-License-Identifier: MIT
//
// Brings what was written to the journal's files onto the disk: now and then in a thread of its own, or when
// it is asked to.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/descriptor.hpp"
#include "core/scans/journal_slot.hpp"
#include "core/scans/seldom_log.hpp"

namespace qrgen::scans {

/// Thread-safe. What the disk refuses is logged, and not tried again: the kernel has given it up by then.
class DiskSync {
  public:
    /// With an interval of zero nothing is synced but by flush(). Both references must outlive it.
    DiskSync(const JournalSlot& slot, std::chrono::milliseconds interval, const Log& log);
    ~DiskSync();  // flushes
    DiskSync(const DiskSync&) = delete;
    DiskSync& operator=(const DiskSync&) = delete;

    /// Something was written to `file`; `is_new`: and the name of the file is not on the disk yet. Never
    /// waits for the disk. Returns the ticket for flush().
    std::uint64_t note(const std::shared_ptr<Descriptor>& file, bool is_new);

    /// Returns when the disk has all that was noted up to the ticket. Many that wait at the same time share
    /// one fdatasync.
    void flush(std::uint64_t ticket);

  private:
    void run();
    void sync_all(const std::vector<std::shared_ptr<Descriptor>>& files, bool is_name_missing);

    const JournalSlot& slot_;
    const std::chrono::milliseconds interval_;
    SeldomLog log_;

    std::mutex flush_mutex_;     // held while the disk works; taken before mutex_
    std::uint64_t flushed_ = 0;  // ticket

    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<std::shared_ptr<Descriptor>> dirty_;
    bool is_name_missing_ = false;
    std::uint64_t noted_ = 0;  // ticket
    bool is_idle_ = false;     // the thread waits for something to do
    bool is_stopping_ = false;
    std::thread thread_;
};

}  // namespace qrgen::scans
