// SPDX-License-Identifier: MIT
//
// The place of one process in the journal's directory: a numbered subdirectory that is locked while somebody
// uses it.
//
//     DIRECTORY/0/lock                      flock(2)ed by the process whose slot it is
//     DIRECTORY/0/0000000000000001.scans    segments (journal_format.hpp), in the order of their numbers
//     DIRECTORY/0/checkpoint                up to where they were delivered
//
// The subdirectory and the lock stay when the process ends, so that nobody can lock a file that is being
// removed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/descriptor.hpp"

namespace qrgen::scans {

/// Everything in segments before `segment`, and in this one everything before `offset`, was delivered.
struct Checkpoint {
    std::uint64_t segment = 0;
    std::uint64_t offset = 0;

    bool operator==(const Checkpoint&) const = default;
};

/// One line: "qrgen scans 1 SEGMENT OFFSET CHECKSUM", numbers as 16 hexadecimal digits, the CRC-32 of what
/// stands before it as 8.
std::string write_checkpoint_text(const Checkpoint& checkpoint);
std::optional<Checkpoint> parse_checkpoint_text(std::string_view text);

class JournalSlot {
  public:
    /// The first slot that nobody holds, made if there is none. Throws Error(failure).
    static JournalSlot take_free(const std::filesystem::path& directory);

    /// nullopt if somebody holds it. Throws Error(failure).
    static std::optional<JournalSlot> try_take(const std::filesystem::path& place);

    /// The places of all slots in the directory. Throws std::filesystem::filesystem_error.
    static std::vector<std::filesystem::path> all_places(const std::filesystem::path& directory);

    const std::filesystem::path& place() const noexcept { return place_; }
    std::filesystem::path segment_path(std::uint64_t number) const;

    /// In ascending order. Other files are not looked at.
    std::vector<std::uint64_t> segments() const;

    /// The start of everything if there is none, or it cannot be understood: then scans are only delivered
    /// twice.
    Checkpoint read_checkpoint() const;

    /// Whole or not at all. Returns 0 or the errno.
    int write_checkpoint(const Checkpoint& checkpoint) const noexcept;

    /// Makes names that files were given, or lost, survive a power cut. Returns 0 or the errno.
    int sync() const noexcept;

  private:
    JournalSlot(std::filesystem::path place, Descriptor lock);

    std::filesystem::path place_;
    Descriptor lock_;
};

}  // namespace qrgen::scans
