// SPDX-License-Identifier: MIT
//
// The crash-safe queue of scans between the redirect and the database. A scan that append() has taken is in
// the kernel's hands: killing the process does not lose it, and a power cut loses at most what is younger
// than `sync_interval`.
//
// Several processes may share one directory: each works in a numbered subdirectory of its own ("0", "1",
// ...), which it holds a lock on. adopt_abandoned() delivers what processes have left behind that do not come
// back.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/log.hpp"
#include "core/scans/scan_event.hpp"

namespace qrgen::scans {

struct JournalOptions {
    std::filesystem::path directory;                  // made if missing, for this user only
    std::chrono::milliseconds sync_interval{1000};    // 0: append() returns when the disk has it
    std::size_t segment_bytes = 8 * 1024 * 1024;      // then a new file is begun
    std::uint64_t max_bytes = 1024ULL * 1024 * 1024;  // of all segments; beyond, scans are dropped
};

struct JournalFigures {
    std::uint64_t bytes = 0;               // of all segments
    std::uint64_t waiting = 0;             // scans not yet delivered
    std::uint64_t appended = 0;            // since the start, as all that follow
    std::uint64_t dropped = 0;             // scans that could not be written down
    std::uint64_t torn_bytes = 0;          // cut off at the start, or skipped because they were damaged
    std::optional<Timestamp> oldest = {};  // of those that wait
};

/// Adds the record of an event to `records`, for Journal::append(). Texts are made clean (clean_text.hpp) and
/// cut to their limits. Throws Error(invalid), and adds nothing, if an id is no UUID or the time is not in
/// the years 1 to 9999.
void encode_record(const ScanEvent& event, std::string& records);

/// Thread-safe: any number of threads may append while one takes batches.
class Journal {
  public:
    /// Takes the first subdirectory that nobody holds, and cuts off a torn tail there. Throws Error(failure)
    /// if the directory cannot be used.
    Journal(const JournalOptions& options, const Log& log);
    ~Journal();  // syncs
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;

    /// Where this process's files are; other files about the same process may be put there, too.
    const std::filesystem::path& place() const noexcept;

    /// Writes `count` records, all or none: false if they had to be dropped (no room, an error of the disk),
    /// which is counted, and logged at most once in a while.
    bool append(std::string_view records, std::size_t count) noexcept;

    /// The oldest scans that were not delivered, at most `most`. Blocks until there are any, at most for
    /// `patience`. Called again without delivered() it returns the same ones.
    std::vector<ScanEvent> next_batch(std::size_t most, std::chrono::milliseconds patience);

    /// The last batch is in the database: it is not returned again, and files that hold nothing else are
    /// removed, all of them when nothing waits. Losing this in a crash only means that the batch is returned again.
    void delivered();

    /// Makes a next_batch() that waits return at once.
    void wake() noexcept;

    /// Moves what others have left in subdirectories that nobody holds any more into this one, unless that
    /// would take more than half of the room while scans wait; returns how many scans those were. Throws
    /// nothing; tries again the next time what does not work.
    std::uint64_t adopt_abandoned() noexcept;

    JournalFigures figures() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::scans
