// SPDX-License-Identifier: MIT
#include "core/scans/journal_segment.hpp"

#include <algorithm>
#include <cerrno>
#include <new>

#include <fcntl.h>
#include <unistd.h>

#include "core/base/file.hpp"
#include "core/scans/journal_format.hpp"

namespace qrgen::scans {
namespace {

constexpr std::size_t window = 256 * 1024;  // bytes read at once
constexpr std::size_t page = 4096;          // skipped where the disk cannot be read

static_assert(window > max_record);

}  // namespace

int SegmentWriter::create(const std::filesystem::path& path) noexcept {
    try {
        constexpr int flags = O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC;
        auto file = std::make_shared<Descriptor>(::open(path.c_str(), flags, 0600));
        if (!file->is_open()) return errno;
        if (const int error = write_all(file->get(), segment_header)) {
            ::unlink(path.c_str());
            return error;
        }
        file_ = std::move(file);
        size_ = segment_header.size();
        is_spoilt_ = false;
        return 0;
    } catch (const std::bad_alloc&) {
        return ENOMEM;
    }
}

int SegmentWriter::append(std::string_view records) noexcept {
    const int error = write_all(file_->get(), records);
    if (error == 0) {
        size_ += records.size();
    } else if (::ftruncate(file_->get(), static_cast<off_t>(size_)) != 0) {
        is_spoilt_ = true;
    }
    return error;
}

SegmentReader::SegmentReader(const std::filesystem::path& path, std::uint64_t start, std::uint64_t end)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)),
      error_(file_.is_open() ? 0 : errno),
      end_(error_ == 0 ? std::max(start, end) : start),
      buffer_start_(start) {
    if (start == 0 && refill() && buffer_.starts_with(segment_header)) used_ = segment_header.size();
}

std::optional<ScanEvent> SegmentReader::next() {
    for (;;) {
        const auto rest = std::string_view(buffer_).substr(used_);
        const auto found = find_record(rest, is_at_end() ? MoreBytes::are_none : MoreBytes::may_follow);
        skip(found.skipped);
        if (found.size == 0) {
            if (!refill()) return std::nullopt;
            continue;
        }
        if (auto event = decode_payload(found.payload)) {
            used_ += found.size;
            return event;
        }
        skip(found.size);
    }
}

void SegmentReader::skip(std::size_t bytes) noexcept {
    used_ += bytes;
    damaged_ += bytes;
}

// Reads on behind the buffer; false if there is nothing.
bool SegmentReader::refill() {
    if (is_at_end()) return false;
    buffer_start_ += used_;
    buffer_.erase(0, used_);
    used_ = 0;
    const std::size_t kept = buffer_.size();
    const std::uint64_t from = buffer_start_ + kept;
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(window, end_ - from));
    buffer_.resize(kept + wanted);
    ssize_t got = 0;
    do {
        got = ::pread(file_.get(), buffer_.data() + kept, wanted, static_cast<off_t>(from));
    } while (got < 0 && errno == EINTR);
    // Zeros are no record: reading goes on behind them, and they count as damage.
    if (got <= 0) got = static_cast<ssize_t>(std::min(got < 0 ? page : wanted, wanted));
    buffer_.resize(kept + static_cast<std::size_t>(got));
    return true;
}

SegmentContents examine_segment(const std::filesystem::path& path, std::uint64_t start, std::uint64_t end) {
    SegmentReader reader(path, start, end);
    SegmentContents contents{.error = reader.error(), .end = reader.offset()};
    while (const auto event = reader.next()) {
        if (!contents.oldest) contents.oldest = event->scanned_at;
        ++contents.records;
        contents.end = reader.offset();
    }
    return contents;
}

}  // namespace qrgen::scans
