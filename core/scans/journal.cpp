// SPDX-License-Identifier: MIT
#include "core/scans/journal.hpp"

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <cstdio>
#include <cstring>
#include <deque>
#include <mutex>

#include <unistd.h>

#include "core/base/error.hpp"
#include "core/scans/disk_sync.hpp"
#include "core/scans/journal_contents.hpp"
#include "core/scans/journal_format.hpp"
#include "core/scans/journal_segment.hpp"
#include "core/scans/journal_slot.hpp"
#include "core/scans/seldom_log.hpp"

namespace qrgen::scans {
namespace {

namespace fs = std::filesystem;

constexpr int limit_reached = -1;  // among errno values

std::string reason_of(int error) {
    return error == limit_reached ? "the scan journal has reached its limit (journal_limit)"
                                  : std::strerror(error);
}

// However small the limit is: files that were delivered must go before it is reached.
std::size_t segment_bytes_of(const JournalOptions& options) {
    constexpr std::uint64_t segments_at_least = 4;
    return static_cast<std::size_t>(
        std::min<std::uint64_t>(options.segment_bytes, options.max_bytes / segments_at_least));
}

std::optional<Timestamp> earlier(const std::optional<Timestamp>& a, const std::optional<Timestamp>& b) {
    if (!a || !b) return a ? a : b;
    return std::min(*a, *b);
}

}  // namespace

class Journal::Impl {
  public:
    Impl(const JournalOptions& options, const Log& log);
    ~Impl();

    const fs::path& place() const noexcept { return slot_.place(); }
    bool append(std::string_view records, std::size_t count);
    std::vector<ScanEvent> next_batch(std::size_t most, std::chrono::milliseconds patience);
    void delivered();
    void wake() noexcept;
    std::uint64_t adopt_abandoned();
    JournalFigures figures() const;

  private:
    // What next_batch() has read of the first segment.
    struct Batch {
        std::uint64_t end = 0;  // offset
        std::uint64_t count = 0;
        std::uint64_t damaged = 0;
    };

    // With mutex_ held:
    int write_down(std::string_view records, std::size_t count, std::uint64_t& ticket);
    int begin_segment();
    void seal() noexcept;
    void pass_batch();
    std::vector<fs::path> take_finished();

    std::vector<ScanEvent> read_batch(const Segment& segment, std::size_t most);
    void count_lost(std::size_t count, int error);
    std::uint64_t adopt(const JournalSlot& other);
    void adopt_segment(const JournalSlot& other, const Segment& segment);
    bool has_room_for(std::uint64_t bytes) const;

    const fs::path directory_;
    const std::size_t segment_bytes_;
    const std::uint64_t max_bytes_;
    const bool syncs_at_once_;
    const Log& log_;
    SeldomLog lost_log_;
    SeldomLog place_log_;
    const JournalSlot slot_;
    std::unique_ptr<DiskSync> sync_;

    mutable std::mutex mutex_;  // never held while files are read or synced
    std::condition_variable arrived_;
    std::deque<Segment> segments_;  // the last one is being written to if writer_ is there
    std::optional<SegmentWriter> writer_;
    std::uint64_t next_number_ = 1;
    JournalFigures figures_;
    Batch batch_;
    bool has_waiting_reader_ = false;
    bool is_woken_ = false;
};

Journal::Impl::Impl(const JournalOptions& options, const Log& log)
    : directory_(options.directory),
      segment_bytes_(segment_bytes_of(options)),
      max_bytes_(options.max_bytes),
      syncs_at_once_(options.sync_interval <= std::chrono::milliseconds::zero()),
      log_(log),
      lost_log_(log),
      place_log_(log),
      slot_(JournalSlot::take_free(options.directory)) {
    JournalContents contents = take_stock(slot_);
    segments_.assign(contents.segments.begin(), contents.segments.end());
    next_number_ = contents.next_number;
    figures_.torn_bytes = contents.torn_bytes;
    figures_.oldest = contents.oldest;
    for (const Segment& segment : segments_) {
        figures_.bytes += segment.size;
        figures_.waiting += segment.waiting;
    }
    if (contents.torn_bytes > 0) {
        log.warning("the scan journal ended in the middle of a record: " +
                    std::to_string(contents.torn_bytes) + " bytes were cut off");
    }
    if (figures_.waiting > 0)
        log.info("the scan journal holds " + std::to_string(figures_.waiting) + " scans");
    sync_ = std::make_unique<DiskSync>(slot_, options.sync_interval, log);
}

Journal::Impl::~Impl() {
    sync_.reset();
    if (figures_.waiting > 0) return;
    for (const Segment& segment : segments_) ::unlink(slot_.segment_path(segment.number).c_str());
}

bool Journal::Impl::append(std::string_view records, std::size_t count) {
    if (count == 0) return true;
    std::uint64_t ticket = 0;
    int error = 0;
    {
        const std::lock_guard lock(mutex_);
        error = write_down(records, count, ticket);
        if (error == 0 && has_waiting_reader_) arrived_.notify_one();
    }
    if (error != 0) count_lost(count, error);
    if (error == 0 && syncs_at_once_) sync_->flush(ticket);
    return error == 0;
}

int Journal::Impl::write_down(std::string_view records, std::size_t count, std::uint64_t& ticket) {
    if (figures_.bytes + records.size() > max_bytes_) return limit_reached;
    if (writer_ && writer_->size() > segment_header.size() &&
        writer_->size() + records.size() > segment_bytes_)
        seal();
    bool is_new = !writer_;
    if (is_new) {
        if (const int error = begin_segment()) return error;
    }
    if (const int error = writer_->append(records)) {
        if (writer_->is_spoilt()) seal();
        return error;
    }
    if (figures_.waiting == 0) {
        const auto first = decode_payload(find_record(records, MoreBytes::are_none).payload);
        figures_.oldest = first ? std::optional(first->scanned_at) : std::nullopt;
    }
    segments_.back().size += records.size();
    segments_.back().waiting += count;
    figures_.bytes += records.size();
    figures_.waiting += count;
    figures_.appended += count;
    ticket = sync_->note(writer_->file(), is_new);
    return 0;
}

int Journal::Impl::begin_segment() {
    SegmentWriter writer;
    const std::uint64_t number = next_number_++;  // whatever becomes of it
    if (const int error = writer.create(slot_.segment_path(number))) return error;
    segments_.push_back({.number = number, .delivered = writer.size(), .size = writer.size()});
    figures_.bytes += writer.size();
    writer_ = std::move(writer);
    return 0;
}

void Journal::Impl::seal() noexcept {
    writer_.reset();
}

void Journal::Impl::count_lost(std::size_t count, int error) {
    std::unique_lock lock(mutex_);
    figures_.dropped += count;
    const std::uint64_t dropped = figures_.dropped;
    lock.unlock();
    lost_log_.warning([&] {
        return "scans are lost, " + std::to_string(dropped) +
               " so far: they cannot be written down: " + reason_of(error);
    });
}

std::vector<ScanEvent> Journal::Impl::next_batch(std::size_t most, std::chrono::milliseconds patience) {
    std::unique_lock lock(mutex_);
    has_waiting_reader_ = true;
    arrived_.wait_for(lock, patience, [this] { return figures_.waiting > 0 || is_woken_; });
    has_waiting_reader_ = false;
    is_woken_ = false;
    while (figures_.waiting > 0) {
        const auto finished = take_finished();
        const Segment segment = segments_.front();
        lock.unlock();
        for (const fs::path& path : finished) ::unlink(path.c_str());
        auto events = read_batch(segment, most);
        lock.lock();
        if (!events.empty()) {
            figures_.oldest = events.front().scanned_at;
            return events;
        }
        pass_batch();
    }
    return {};
}

// Fills batch_. No events: there is nothing but damage.
std::vector<ScanEvent> Journal::Impl::read_batch(const Segment& segment, std::size_t most) {
    SegmentReader reader(slot_.segment_path(segment.number), segment.delivered, segment.size);
    std::vector<ScanEvent> events;
    batch_ = {};
    if (reader.error() == ENOENT) {
        place_log_.warning(
            [] { return std::string("somebody has removed a file of the scan journal: scans are lost"); });
        const std::lock_guard lock(mutex_);
        if (segments_.back().number == segment.number) seal();
        batch_ = {.end = segment.size, .damaged = segment.size - segment.delivered};
        return events;
    }
    if (reader.error() != 0)
        throw Error(ErrorKind::failure,
                    std::string("cannot read the scan journal: ") + std::strerror(reader.error()));
    while (events.size() < most) {
        auto event = reader.next();
        if (!event) break;
        events.push_back(std::move(*event));
    }
    batch_ = {.end = reader.offset(), .count = events.size(), .damaged = reader.damaged()};
    return events;
}

void Journal::Impl::pass_batch() {
    Segment& segment = segments_.front();
    segment.delivered = batch_.end;
    // What was counted when it was written, and can no longer be read, does not wait any more either.
    const std::uint64_t passed =
        segment.delivered >= segment.size ? segment.waiting : std::min(batch_.count, segment.waiting);
    segment.waiting -= passed;
    figures_.waiting -= passed;
    figures_.torn_bytes += batch_.damaged;
    if (figures_.waiting == 0) figures_.oldest.reset();
    batch_ = {};
}

// The files at the front that hold nothing more to deliver, for the caller to remove.
std::vector<fs::path> Journal::Impl::take_finished() {
    std::vector<fs::path> paths;
    while (!segments_.empty() && segments_.front().delivered >= segments_.front().size &&
           (segments_.size() > 1 || !writer_)) {
        paths.push_back(slot_.segment_path(segments_.front().number));
        figures_.bytes -= segments_.front().size;
        segments_.pop_front();
    }
    return paths;
}

void Journal::Impl::delivered() {
    if (batch_.count == 0) return;
    std::unique_lock lock(mutex_);
    pass_batch();
    // What is in the database is nobody's business here any more.
    if (figures_.waiting == 0) seal();
    const auto finished = take_finished();
    const Checkpoint checkpoint = segments_.empty()
                                      ? Checkpoint{next_number_, 0}
                                      : Checkpoint{segments_.front().number, segments_.front().delivered};
    lock.unlock();
    if (const int error = slot_.write_checkpoint(checkpoint)) {
        place_log_.warning([&] {
            return std::string(
                       "cannot write down how far scans were delivered; if the service ends now, some will "
                       "be "
                       "delivered once more, which changes nothing: ") +
                   std::strerror(error);
        });
    }
    for (const fs::path& path : finished) ::unlink(path.c_str());
}

void Journal::Impl::wake() noexcept {
    const std::lock_guard lock(mutex_);
    is_woken_ = true;
    arrived_.notify_all();
}

std::uint64_t Journal::Impl::adopt_abandoned() {
    std::uint64_t adopted = 0;
    for (const fs::path& place : JournalSlot::all_places(directory_)) {
        if (place == slot_.place() || !has_room_for(0)) continue;
        try {
            if (const auto other = JournalSlot::try_take(place)) adopted += adopt(*other);
        } catch (const std::exception& error) {
            place_log_.warning([&] {
                return std::string("scans of another process cannot be taken over: ") + error.what();
            });
        }
    }
    if (adopted > 0) log_.info("took over " + std::to_string(adopted) + " scans of a process that is gone");
    return adopted;
}

std::uint64_t Journal::Impl::adopt(const JournalSlot& other) {
    const JournalContents contents = take_stock(other);
    std::uint64_t adopted = 0;
    for (const Segment& segment : contents.segments) {
        if (!has_room_for(segment.size)) break;
        adopt_segment(other, segment);
        adopted += segment.waiting;
    }
    const std::lock_guard lock(mutex_);
    figures_.torn_bytes += contents.torn_bytes;
    if (adopted > 0) figures_.oldest = earlier(figures_.oldest, contents.oldest);
    return adopted;
}

// Half of the room is kept for scans of our own, so that those of others do not make them be dropped.
bool Journal::Impl::has_room_for(std::uint64_t bytes) const {
    const std::lock_guard lock(mutex_);
    return figures_.waiting == 0 || figures_.bytes + bytes <= max_bytes_ / 2;
}

// The file itself changes its place: nothing is read or written, and at no moment is a scan in neither or
// both.
void Journal::Impl::adopt_segment(const JournalSlot& other, const Segment& segment) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t number = next_number_++;
    const fs::path from = other.segment_path(segment.number);
    if (::rename(from.c_str(), slot_.segment_path(number).c_str()) != 0)
        throw fs::filesystem_error("rename", from, std::error_code(errno, std::generic_category()));
    seal();
    segments_.push_back(segment);
    segments_.back().number = number;
    figures_.bytes += segment.size;
    figures_.waiting += segment.waiting;
    if (has_waiting_reader_) arrived_.notify_one();
}

JournalFigures Journal::Impl::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

Journal::Journal(const JournalOptions& options, const Log& log) try
    : impl_(std::make_unique<Impl>(options, log)) {
} catch (const fs::filesystem_error& error) {
    throw Error(ErrorKind::failure, "cannot use the journal directory: " + error.code().message());
}

Journal::~Journal() = default;

const fs::path& Journal::place() const noexcept {
    return impl_->place();
}

bool Journal::append(std::string_view records, std::size_t count) noexcept {
    try {
        return impl_->append(records, count);
    } catch (const std::exception&) {
        return false;  // no memory left
    }
}

std::vector<ScanEvent> Journal::next_batch(std::size_t most, std::chrono::milliseconds patience) {
    return impl_->next_batch(most, patience);
}

void Journal::delivered() {
    impl_->delivered();
}

void Journal::wake() noexcept {
    impl_->wake();
}

std::uint64_t Journal::adopt_abandoned() noexcept {
    try {
        return impl_->adopt_abandoned();
    } catch (const std::exception&) {
        return 0;  // the directory cannot be read: append() tells
    }
}

JournalFigures Journal::figures() const {
    return impl_->figures();
}

}  // namespace qrgen::scans
