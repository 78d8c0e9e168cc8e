// SPDX-License-Identifier: MIT
//
// One file of the journal: writing records to its end, and reading them in order whatever has happened to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/scans/scan_event.hpp"

namespace qrgen::scans {

/// A new segment. Not thread-safe.
class SegmentWriter {
  public:
    /// Makes the file, with its header. Returns 0 or the errno; then nothing is left behind.
    int create(const std::filesystem::path& path) noexcept;

    /// Writes all of it or nothing. Returns 0 or the errno.
    int append(std::string_view records) noexcept;

    /// What came after could not be taken back: nothing may be appended any more.
    bool is_spoilt() const noexcept { return is_spoilt_; }

    std::uint64_t size() const noexcept { return size_; }

    /// Whoever syncs the file shares it: the last one closes it.
    const std::shared_ptr<Descriptor>& file() const noexcept { return file_; }

  private:
    std::shared_ptr<Descriptor> file_;
    std::uint64_t size_ = 0;
    bool is_spoilt_ = false;
};

/// Reads the records in front of `end`, where one ends or the file does. Needs the same memory whatever the
/// size of the file. Where the disk cannot be read, or a file is shorter than it should be, is damage as any
/// other.
class SegmentReader {
  public:
    /// `start` is the offset of a record; 0 for the first. If the file cannot be opened, error() says why,
    /// and there are no records.
    SegmentReader(const std::filesystem::path& path, std::uint64_t start, std::uint64_t end);

    int error() const noexcept { return error_; }

    /// nullopt: there are no more.
    std::optional<ScanEvent> next();

    /// Behind the last record that was returned; behind everything when there are no more.
    std::uint64_t offset() const noexcept { return buffer_start_ + used_; }

    /// Bytes in front of offset() that belong to no record.
    std::uint64_t damaged() const noexcept { return damaged_; }

  private:
    bool refill();
    bool is_at_end() const noexcept { return buffer_start_ + buffer_.size() >= end_; }
    void skip(std::size_t bytes) noexcept;

    Descriptor file_;
    int error_ = 0;
    const std::uint64_t end_;
    std::string buffer_;
    std::uint64_t buffer_start_;  // offset of the buffer's first byte
    std::size_t used_ = 0;        // of the buffer
    std::uint64_t damaged_ = 0;
};

/// What stands in a segment behind `start`.
struct SegmentContents {
    int error = 0;  // it cannot be opened: the errno
    std::uint64_t records = 0;
    std::uint64_t end = 0;              // of the last record, or where the first one would be
    std::optional<Timestamp> oldest{};  // when the first of them happened
};
SegmentContents examine_segment(const std::filesystem::path& path, std::uint64_t start, std::uint64_t end);

}  // namespace qrgen::scans
