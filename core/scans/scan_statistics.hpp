// SPDX-License-Identifier: MIT
//
// What the scans of one code, or of all of them, tell, for the command line and the HTTP API. `reference` is
// an id or a short id, in any case; one that leads to no code is Error(not_found). Errors of the database are
// the store's. Nothing here costs more because there are more scans.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/scans/period.hpp"
#include "core/store/code_figures.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

inline constexpr int default_top = 10;
inline constexpr int most_top = 100;
inline constexpr int default_dead_after = 90;
inline constexpr int most_dead_after = 36'500;

struct StatisticsWish {
    PeriodWish period = {};
    int top = default_top;                // entries of each list, 1 to most_top
    int dead_after = default_dead_after;  // days without a scan, 0 to most_dead_after
};

struct NameCount {
    std::string name;
    std::int64_t scans = 0;

    bool operator==(const NameCount&) const = default;
};

/// Scans of a period. Those of the series add up to `totals.scans` and `totals.genuine`, exact in any time
/// zone. Bots, visitors and lists are known by the day in UTC: they are of all days that the period touches.
struct PeriodFigures {
    Period period{};
    store::ScanTotals totals{};
    std::chrono::sys_days lists_from{};
    std::chrono::sys_days lists_to{};  // included
    std::vector<Step> steps{};
    std::vector<store::ScanQuarters::Counts> series{};  // one for each step
    std::array<std::vector<NameCount>, store::scan_lists.size()>
        lists{};  // most frequent first; without bots

    const std::vector<NameCount>& operator[](store::ScanList list) const {
        return lists[static_cast<std::size_t>(list)];
    }
};

struct CodeStatistics {
    std::string id;
    std::optional<std::string> short_id;
    std::optional<std::string> title;
    store::ScanTotals totals;  // of its whole life
    std::optional<std::chrono::sys_days> first_scan_on;
    std::optional<Timestamp> first_genuine_scan_at;
    std::optional<Timestamp> last_scan_at;
    std::optional<Timestamp> last_genuine_scan_at;
    PeriodFigures figures;
};

struct AllStatistics {
    store::ScanTotals totals;  // of all codes, also of deleted ones
    ScanSpan span;
    store::CodeCounts codes;
    PeriodFigures figures;
    std::vector<codes::Code> most_scanned;
    std::vector<codes::Code> newest;
    std::vector<codes::Code> dead;  // at most `top` of codes.dead
    int dead_after = default_dead_after;
};

/// Both are of one state of the database. Throw Error(invalid) as PeriodPlan does.
CodeStatistics code_statistics(store::Store& store, std::string_view reference, const StatisticsWish& wish,
                               Timestamp now);
AllStatistics all_statistics(store::Store& store, const StatisticsWish& wish, Timestamp now);

}  // namespace qrgen::scans
