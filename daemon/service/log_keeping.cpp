// SPDX-License-Identifier: MIT
#include "daemon/service/log_keeping.hpp"

#include <string>
#include <utility>

#include "core/base/error.hpp"
#include "core/store/scan_purge.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::chrono::hours interval{1};

std::string summary_of(const store::PurgedScans& purged, std::chrono::sys_days cut) {
    std::string text = "removed " + std::to_string(purged.rows) + " scans of before " +
                       format_rfc3339(cut).substr(0, 10) + " from the log";
    const char* separator = ", dropping ";
    for (const std::string& partition : purged.partitions) text += std::exchange(separator, " ") + partition;
    return text;
}

}  // namespace

LogKeeping::LogKeeping(store::Store& store, std::optional<CalendarSpan> retention, const Log& log, Clock now)
    : store_(store),
      log_(log),
      now_(std::move(now)),
      partitions_(store, now_),
      retention_(retention),
      thread_([this] { run(); }) {}

LogKeeping::~LogKeeping() {
    {
        const std::lock_guard lock(mutex_);
        is_ending_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void LogKeeping::tick() {
    const auto now = std::chrono::steady_clock::now();
    const std::lock_guard lock(mutex_);
    if (now < due_at_) return;
    due_at_ = now + interval;
    has_to_work_ = true;
    changed_.notify_all();
}

void LogKeeping::set_retention(std::optional<CalendarSpan> retention) {
    const std::lock_guard lock(mutex_);
    if (retention == retention_) return;
    retention_ = retention;
    due_at_ = {};
}

void LogKeeping::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        changed_.wait(lock, [this] { return is_ending_ || has_to_work_; });
        if (is_ending_) return;
        has_to_work_ = false;
        const auto retention = retention_;
        lock.unlock();
        work(retention);
        lock.lock();
    }
}

// What fails does not keep the rest from being done.
void LogKeeping::work(std::optional<CalendarSpan> retention) {
    const auto today = std::chrono::floor<std::chrono::days>(now_());
    attempt("no partitions for coming scans", [&] { partitions_.prepare({}); });
    attempt("visitors of earlier days are not forgotten",
            [&] { store::forget_visitors(store_, today, [this] { return !is_ending(); }); });
    attempt("old scans are not removed", [&] {
        if (retention) purge(day_before(today, *retention));
    });
}

void LogKeeping::attempt(const char* failure, const std::function<void()>& step) const {
    try {
        step();
    } catch (const std::exception& error) {
        log_.warning(std::string(failure) + ": " + error.what());
    }
}

// The end of what is kept moves once a day.
void LogKeeping::purge(std::chrono::sys_days cut) {
    if (purged_until_ && *purged_until_ == cut) return;
    const auto purged = store::ScanPurge(store_, cut).run({.leaves_to_others = true, .may_go_on = [this] {
                                                               return !is_ending();
                                                           }});
    if (purged.is_complete) purged_until_ = cut;
    if (purged.rows > 0 || !purged.partitions.empty()) log_.info(summary_of(purged, cut));
}

bool LogKeeping::is_ending() {
    const std::lock_guard lock(mutex_);
    return is_ending_;
}

}  // namespace qrgen::daemon
