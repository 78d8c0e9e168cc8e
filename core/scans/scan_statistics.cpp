// SPDX-License-Identifier: MIT
#include "core/scans/scan_statistics.hpp"

#include <algorithm>
#include <utility>

#include "core/codes/code_lookup.hpp"
#include "core/scans/period_figures.hpp"

namespace qrgen::scans {
namespace {

// Counters of the code and of the log agree, but for codes that came with their counters from elsewhere.
store::ScanTotals life_of(const codes::Code& code, store::ScanRollups& rollups) {
    store::ScanTotals totals = rollups.totals();
    totals.scans = code.scan_count;
    totals.genuine = code.genuine_scan_count;
    return totals;
}

}  // namespace

CodeStatistics code_statistics(store::Store& store, std::string_view reference, const StatisticsWish& wish,
                               Timestamp now) {
    const PeriodPlan plan(wish.period, now);
    CodeStatistics statistics;
    store.read([&](store::Transaction& transaction) {
        store::CodeTable codes(transaction);
        const auto code = codes::found_or_throw(codes, reference, store::Deleted::excluded);
        store::ScanRollups rollups(transaction, code.id);
        const ScanSpan span = rollups.span();
        statistics = {.id = code.id,
                      .short_id = code.short_id,
                      .title = code.title,
                      .totals = life_of(code, rollups),
                      .first_scan_on = span ? std::optional(span->first) : std::nullopt,
                      .first_genuine_scan_at = code.first_genuine_scan_at,
                      .last_scan_at = code.last_scan_at,
                      .last_genuine_scan_at = code.last_genuine_scan_at,
                      .figures = figures_of(rollups, plan.period(span), wish.top)};
    });
    return statistics;
}

AllStatistics all_statistics(store::Store& store, const StatisticsWish& wish, Timestamp now) {
    const PeriodPlan plan(wish.period, now);
    const Timestamp dead_since = now - std::chrono::days(wish.dead_after);
    AllStatistics statistics;
    store.read([&](store::Transaction& transaction) {
        store::ScanRollups rollups(transaction, std::nullopt);
        store::CodeFigures codes(transaction);
        const ScanSpan span = rollups.span();
        statistics = {.totals = rollups.totals(),
                      .span = span,
                      .codes = codes.counts(dead_since),
                      .figures = figures_of(rollups, plan.period(span), wish.top),
                      .most_scanned = codes.most_scanned(wish.top),
                      .newest = codes.newest(wish.top),
                      .dead = codes.dead(dead_since, wish.top),
                      .dead_after = wish.dead_after};
    });
    return statistics;
}

}  // namespace qrgen::scans
