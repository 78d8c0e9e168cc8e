// SPDX-License-Identifier: MIT
#include "core/scans/scan_writer.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/scans/refused_scans.hpp"
#include "core/scans/seldom_log.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_table.hpp"

namespace qrgen::scans {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::chrono::seconds adopt_interval{10};

using Scans = std::span<const store::StoredScan>;

// What the database did not take of a batch.
struct Rejects {
    struct Scan {
        ScanEvent event;
        std::string reason;
    };
    std::uint64_t unknown_codes = 0;
    std::vector<Scan> scans{};
};

}  // namespace

class ScanWriter::Impl {
  public:
    Impl(Journal& journal, store::Store& store, const Log& log, const ScanWriterOptions& options)
        : journal_(journal),
          store_(store),
          log_(log),
          options_(options),
          failure_log_(log),
          refused_log_(log),
          refused_(journal.place() / "refused.ndjson"),
          partitions_(store, system_now) {}

    ~Impl() {
        stop(Stop::at_once);
        if (thread_.joinable()) thread_.join();
    }

    void start() {
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    }

    void set_places(std::shared_ptr<const geo::GeoDatabase> places) {
        details_.set_places(std::move(places));
    }

    void try_now() noexcept {
        const std::lock_guard lock(mutex_);
        is_called_ = true;
        changed_.notify_all();
    }

    bool finish(milliseconds limit);
    ScanWriterFigures figures() const;

  private:
    enum class Stop { no, when_empty, at_once };

    void stop(Stop how) noexcept;
    Stop wanted_stop() const;
    bool is_failing() const;
    void pause(milliseconds time);

    void run();
    void take_turn();
    void adopt();
    std::vector<ScanEvent> gather();
    void deliver(std::vector<ScanEvent>&& events);
    std::vector<store::StoredScan> describe(std::vector<ScanEvent>&& events);
    void insert(Scans scans, Rejects& rejects);
    store::InsertedScans insert_at_once(Scans scans);
    void put_aside(const Rejects& rejects);
    void succeeded();
    void failed(const std::string& reason);

    Journal& journal_;
    store::Store& store_;
    const Log& log_;
    const ScanWriterOptions options_;
    SeldomLog failure_log_;
    SeldomLog refused_log_;
    const RefusedScans refused_;
    store::ScanPartitions partitions_;
    ScanDetails details_;
    steady_clock::time_point next_adoption_ = steady_clock::now();
    milliseconds backoff_{0};
    std::minstd_rand random_{std::random_device()()};

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    ScanWriterFigures figures_;
    Stop stop_ = Stop::no;
    bool is_called_ = false;  // by try_now()
    bool has_ended_ = false;
    std::thread thread_;
};

bool ScanWriter::Impl::finish(milliseconds limit) {
    stop(Stop::when_empty);
    start();
    {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, limit, [this] { return has_ended_; });
    }
    stop(Stop::at_once);
    return journal_.figures().waiting == 0;
}

ScanWriterFigures ScanWriter::Impl::figures() const {
    const std::lock_guard lock(mutex_);
    return figures_;
}

void ScanWriter::Impl::stop(Stop how) noexcept {
    {
        const std::lock_guard lock(mutex_);
        stop_ = std::max(stop_, how);
        changed_.notify_all();
    }
    journal_.wake();
}

ScanWriter::Impl::Stop ScanWriter::Impl::wanted_stop() const {
    const std::lock_guard lock(mutex_);
    return stop_;
}

bool ScanWriter::Impl::is_failing() const {
    const std::lock_guard lock(mutex_);
    return figures_.is_failing;
}

void ScanWriter::Impl::pause(milliseconds time) {
    std::unique_lock lock(mutex_);
    const Stop before = stop_;
    changed_.wait_for(lock, time, [&] { return is_called_ || stop_ != before; });
    is_called_ = false;
}

void ScanWriter::Impl::run() {
    for (Stop wanted = wanted_stop(); wanted != Stop::at_once; wanted = wanted_stop()) {
        if (wanted == Stop::when_empty && journal_.figures().waiting == 0) break;
        take_turn();
        if (wanted == Stop::when_empty && is_failing()) break;
    }
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
    changed_.notify_all();
}

// Whatever goes wrong, the scans stay in the journal, and the next turn tries again.
void ScanWriter::Impl::take_turn() {
    try {
        adopt();
        auto events = gather();
        if (!events.empty()) deliver(std::move(events));
        return;
    } catch (const Error& error) {
        failed(error.message());
    } catch (const std::exception& error) {
        failed(error.what());
    }
    if (wanted_stop() == Stop::no) {
        const auto least = backoff_.count() / 2;
        pause(milliseconds(std::uniform_int_distribution(least, backoff_.count())(random_)));
    }
}

void ScanWriter::Impl::adopt() {
    if (steady_clock::now() < next_adoption_) return;
    journal_.adopt_abandoned();
    next_adoption_ = steady_clock::now() + adopt_interval;
}

// A batch, after some time in which it can fill. One that is short, but not all there is, goes at once.
std::vector<ScanEvent> ScanWriter::Impl::gather() {
    const auto patience = std::chrono::ceil<milliseconds>(next_adoption_ - steady_clock::now());
    auto events = journal_.next_batch(options_.batch, std::max(patience, milliseconds(0)));
    const bool can_fill = events.size() < options_.batch && journal_.figures().waiting <= events.size();
    if (events.empty() || !can_fill || wanted_stop() != Stop::no) return events;
    pause(options_.gather);
    return journal_.next_batch(options_.batch, milliseconds(0));
}

void ScanWriter::Impl::deliver(std::vector<ScanEvent>&& events) {
    Rejects rejects;
    partitions_.prepare(events);
    insert(describe(std::move(events)), rejects);
    put_aside(rejects);
    journal_.delivered();
    succeeded();
}

// Nothing is left of the events, which would take as much memory again.
std::vector<store::StoredScan> ScanWriter::Impl::describe(std::vector<ScanEvent>&& events) {
    std::vector<store::StoredScan> scans;
    scans.reserve(events.size());
    for (ScanEvent& event : events) scans.push_back(details_.describe(std::move(event)));
    std::vector<ScanEvent>().swap(events);
    return scans;
}

// If the database refuses one of the scans, halves are tried, and halves of those, until it is alone.
void ScanWriter::Impl::insert(Scans scans, Rejects& rejects) {
    try {
        rejects.unknown_codes += static_cast<std::uint64_t>(insert_at_once(scans).refused);
    } catch (const store::RefusedValue& error) {
        if (scans.size() == 1) {
            rejects.scans.push_back({scans.front(), error.message()});
            return;
        }
        insert(scans.first(scans.size() / 2), rejects);
        insert(scans.subspan(scans.size() / 2), rejects);
    }
}

store::InsertedScans ScanWriter::Impl::insert_at_once(Scans scans) {
    const auto start = steady_clock::now();
    store::InsertedScans inserted;
    store_.write(
        [&](store::Transaction& transaction) { inserted = store::ScanTable(transaction).insert(scans); });
    const std::lock_guard lock(mutex_);
    ++figures_.batches;
    figures_.rows += static_cast<std::uint64_t>(inserted.rows);
    figures_.busy += steady_clock::now() - start;
    return inserted;
}

void ScanWriter::Impl::put_aside(const Rejects& rejects) {
    for (const Rejects::Scan& scan : rejects.scans) {
        const bool is_kept = refused_.add(scan.event, scan.reason);
        refused_log_.warning([&] {
            return "a scan was not counted: " + scan.reason +
                   (is_kept ? "; it is kept in refused.ndjson in the journal directory"
                            : "; it could not be kept either");
        });
    }
    if (rejects.unknown_codes > 0) {
        refused_log_.warning([&] {
            return std::to_string(rejects.unknown_codes) +
                   " scans were not counted: their codes are not in the database";
        });
    }
    const std::lock_guard lock(mutex_);
    figures_.refused += rejects.unknown_codes + rejects.scans.size();
}

void ScanWriter::Impl::succeeded() {
    backoff_ = milliseconds(0);
    {
        const std::lock_guard lock(mutex_);
        if (!std::exchange(figures_.is_failing, false)) return;
    }
    log_.info("the database takes scans again");
}

void ScanWriter::Impl::failed(const std::string& reason) {
    backoff_ = std::clamp(backoff_ * 2, options_.least_backoff, options_.most_backoff);
    {
        const std::lock_guard lock(mutex_);
        ++figures_.retries;
        figures_.is_failing = true;
    }
    failure_log_.warning([&] { return "scans wait in the journal: " + reason; });
}

ScanWriter::ScanWriter(Journal& journal, store::Store& store, const Log& log,
                       const ScanWriterOptions& options)
    : impl_(std::make_unique<Impl>(journal, store, log, options)) {}

ScanWriter::~ScanWriter() = default;

void ScanWriter::start() {
    impl_->start();
}

void ScanWriter::set_places(std::shared_ptr<const geo::GeoDatabase> places) {
    impl_->set_places(std::move(places));
}

void ScanWriter::try_now() noexcept {
    impl_->try_now();
}

bool ScanWriter::finish(milliseconds limit) {
    return impl_->finish(limit);
}

ScanWriterFigures ScanWriter::figures() const {
    return impl_->figures();
}

}  // namespace qrgen::scans
