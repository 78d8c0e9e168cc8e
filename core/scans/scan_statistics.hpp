// SPDX-License-Identifier: MIT
//
// What the scans of one code tell, for the command line and the HTTP API. `reference` is an id or a short id,
// in any case; one that leads to no code is Error(not_found). Errors of the database are the store's.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"
#include "core/store/scan_log.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

inline constexpr std::chrono::days default_period{30};
inline constexpr std::chrono::days longest_period{5 * 366};  // five years

/// Families beyond the most frequent ones are not told.
inline constexpr std::size_t most_families = 50;

/// Days in UTC, both included.
struct Period {
    std::chrono::sys_days first{};
    std::chrono::sys_days last{};

    bool operator==(const Period&) const = default;
};

/// The period between two dates (YYYY-MM-DD, from 0001-01-01); `to` is `today` by default, `from` so that it
/// is default_period. Throws Error(invalid), fields "from" and "to", with everything that is wrong: no date,
/// an end before its beginning, more than longest_period.
Period parse_period(const std::optional<std::string>& from, const std::optional<std::string>& to,
                    std::chrono::sys_days today);

struct NameCount {
    std::string name;
    std::int64_t scans = 0;

    bool operator==(const NameCount&) const = default;
};

struct ScanStatistics {
    std::string code_id;
    std::int64_t total_scans = 0;  // of the code's whole life, as all up to the period
    std::int64_t genuine_scans = 0;
    std::optional<Timestamp> first_genuine_scan_at;
    std::optional<Timestamp> last_scan_at;
    std::optional<Timestamp> last_genuine_scan_at;
    Period period;
    std::vector<store::ScanDay> days;  // every day of the period, also those without scans
    std::vector<NameCount> devices;
    std::vector<NameCount> browsers;
    std::vector<NameCount> systems;
};

/// All of one state of the database. Costs the same however many scans there are.
ScanStatistics scan_statistics(store::Store& store, std::string_view reference, const Period& period);

/// A page of the code's scans. `wanted.code_id` is not looked at.
store::ScanPage list_scans(store::Store& store, std::string_view reference, store::ScanQuery wanted);

}  // namespace qrgen::scans
