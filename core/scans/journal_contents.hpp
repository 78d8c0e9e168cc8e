// SPDX-License-Identifier: MIT
//
// What a slot holds when somebody takes it over: after a crash, or from a process that is gone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/clock.hpp"
#include "core/scans/journal_slot.hpp"

namespace qrgen::scans {

struct Segment {
    std::uint64_t number = 0;
    std::uint64_t delivered = 0;  // bytes at its start that need not be read again
    std::uint64_t size = 0;
    std::uint64_t waiting = 0;  // records behind those
};

struct JournalContents {
    std::vector<Segment> segments{};    // those that hold undelivered scans, in order
    std::uint64_t next_number = 1;      // for a new segment
    std::uint64_t torn_bytes = 0;       // that were cut off
    std::optional<Timestamp> oldest{};  // of the undelivered scans
};

/// Reads everything that was not delivered. Removes files that hold nothing else, and cuts off what stands
/// behind the last record of the others. Throws Error(failure) if a segment cannot be opened,
/// std::filesystem::filesystem_error if the slot cannot be read.
JournalContents take_stock(const JournalSlot& slot);

}  // namespace qrgen::scans
