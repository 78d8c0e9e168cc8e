// SPDX-License-Identifier: MIT
#include "core/scans/scan_statistics.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/codes/code_lookup.hpp"

namespace qrgen::scans {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr sys_days first_day = sys_days(std::chrono::year(1) / std::chrono::January / 1);

std::optional<sys_days> parse_day(const std::string& text) {
    if (text.size() != 10) return std::nullopt;
    const auto time = parse_rfc3339(text);
    if (!time || *time < first_day) return std::nullopt;
    return std::chrono::floor<days>(*time);
}

sys_days day_or_fault(const char* field, const std::optional<std::string>& text, sys_days fallback,
                      std::vector<Fault>& faults) {
    if (!text) return fallback;
    const auto day = parse_day(*text);
    if (!day) faults.push_back({field, "must be a date like 2026-01-31"});
    return day.value_or(fallback);
}

std::vector<store::ScanDay> without_gaps(const std::vector<store::ScanDay>& found, const Period& period) {
    std::vector<store::ScanDay> all;
    auto next = found.begin();
    for (sys_days day = period.first; day <= period.last; day += days(1)) {
        const bool is_found = next != found.end() && next->day == day;
        all.push_back(is_found ? *next++ : store::ScanDay{.day = day});
    }
    return all;
}

std::vector<NameCount> most_frequent(const store::NameCounts& counts) {
    std::vector<NameCount> list;
    for (const auto& [name, count] : counts.counts()) list.push_back({name, count});
    std::stable_sort(list.begin(), list.end(),
                     [](const NameCount& a, const NameCount& b) { return a.scans > b.scans; });
    if (list.size() > most_families) list.resize(most_families);
    return list;
}

}  // namespace

Period parse_period(const std::optional<std::string>& from, const std::optional<std::string>& to,
                    sys_days today) {
    std::vector<Fault> faults;
    Period period;
    period.last = day_or_fault("to", to, today, faults);
    period.first =
        day_or_fault("from", from, std::max(first_day, period.last - default_period + days(1)), faults);
    if (faults.empty() && period.first > period.last) {
        faults.push_back({"from", to ? "must not be after to" : "must not be after today"});
    }
    if (faults.empty() && period.last - period.first >= longest_period) {
        faults.push_back(
            {"from", "must be at most " + std::to_string(longest_period.count()) + " days before the end"});
    }
    if (!faults.empty()) throw Error(std::move(faults));
    return period;
}

ScanStatistics scan_statistics(store::Store& store, std::string_view reference, const Period& period) {
    ScanStatistics statistics;
    store.read([&](store::Transaction& transaction) {
        store::CodeTable codes(transaction);
        const auto code = codes::found_or_throw(codes, reference, store::Deleted::excluded);
        store::ScanRollups rollups(transaction, code.id);
        const store::ScanLists lists = rollups.lists(period.first, period.last);
        statistics = {.code_id = code.id,
                      .total_scans = code.scan_count,
                      .genuine_scans = code.genuine_scan_count,
                      .first_genuine_scan_at = code.first_genuine_scan_at,
                      .last_scan_at = code.last_scan_at,
                      .last_genuine_scan_at = code.last_genuine_scan_at,
                      .period = period,
                      .days = without_gaps(rollups.days(period.first, period.last), period),
                      .devices = most_frequent(lists[store::ScanList::devices]),
                      .browsers = most_frequent(lists[store::ScanList::browsers]),
                      .systems = most_frequent(lists[store::ScanList::systems])};
    });
    return statistics;
}

store::ScanPage list_scans(store::Store& store, std::string_view reference, store::ScanQuery wanted) {
    store::ScanPage page;
    store.read([&](store::Transaction& transaction) {
        store::CodeTable codes(transaction);
        wanted.code_id = codes::found_or_throw(codes, reference, store::Deleted::excluded).id;
        page = store::ScanLog(transaction).page(wanted);
    });
    return page;
}

}  // namespace qrgen::scans
