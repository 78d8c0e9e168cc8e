// SPDX-License-Identifier: MIT
//
// Which time statistics are about, and the steps of their series.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/time_zone.hpp"

namespace qrgen::scans {

/// "today", "yesterday", "last7days", "last30days", "thisMonth", "lastMonth", "allTime". All but yesterday
/// and lastMonth end with today, whole; allTime begins with the first day that has scans.
inline constexpr std::array<std::string_view, 7> period_names{
    "today", "yesterday", "last7days", "last30days", "thisMonth", "lastMonth", "allTime"};

inline constexpr std::string_view default_period = "last30days";
inline constexpr int longest_period = 100;  // years

/// What was asked for, as text. `from` and `to` are dates (YYYY-MM-DD, whole days in the time zone, both
/// included) or instants (RFC 3339 with an offset, on a quarter of an hour: scans are counted by these; `to`
/// then is the first moment that does not belong). Without `to` the period ends with today, without `from` it
/// has the 30 days up to its end.
struct PeriodWish {
    std::optional<std::string> period = {};  // not together with from or to; default_period
    std::optional<std::string> from = {};    // from the year 0001 on
    std::optional<std::string> to = {};
    std::optional<std::string> time_zone = {};  // TimeZone::find(); UTC
};

enum class Interval { hour, day, month };

/// "hour", "day", "month".
std::string_view name_of(Interval interval) noexcept;

/// The instants from `from` on and before `to`. Both are on a quarter of an hour.
struct Period {
    std::string name = {};  // empty if it was given by dates
    Timestamp from{};
    Timestamp to{};
    TimeZone zone = TimeZone::utc();

    /// Of the steps: hours up to 2 days, days up to 366, months beyond.
    Interval interval() const;
};

/// From the beginning of the first scan's day to that of the last one's, UTC.
using ScanSpan = std::optional<std::pair<std::chrono::sys_days, std::chrono::sys_days>>;

/// A wish that has been understood; what is left is to learn when the scans begin.
class PeriodPlan {
  public:
    /// Throws Error(invalid) with everything that is wrong: fields "period", "from", "to", "time_zone".
    PeriodPlan(const PeriodWish& wish, Timestamp now);

    /// `span` matters to allTime only: it reaches over all of it, or over its last 100 years. Today if there
    /// are no scans.
    Period period(const ScanSpan& span) const;

  private:
    Period period_;
    Timestamp tomorrow_{};
};

/// One step of a series: the half-open interval, and its label: "2026-01", "2026-01-31" or
/// "2026-01-31T09:00:00+01:00", in the time zone.
struct Step {
    Timestamp start{};
    Timestamp end{};
    std::string label = {};

    bool operator==(const Step&) const = default;
};

/// All of them, in their order, without gaps. The first and the last one may be cut off by the period. An
/// hour that the clocks show twice has two steps.
std::vector<Step> steps_of(const Period& period);

}  // namespace qrgen::scans
