// SPDX-License-Identifier: MIT
//
// The two ways to say from when or until when scans are meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/base/time_zone.hpp"

namespace qrgen::scans {

/// A whole day, wherever its time zone is, or an instant.
using Moment = std::variant<std::chrono::local_days, Timestamp>;

/// Reads a date (YYYY-MM-DD) or RFC 3339 with an offset, from 0001-01-01 to 9999-12-30. Anything else adds a
/// fault of `field`.
std::optional<Moment> read_moment(const char* field, std::string_view text, std::vector<Fault>& faults);

/// TimeZone::find(); what it throws goes to `faults` and `hint`, and the result is UTC.
TimeZone read_zone(std::string_view name, std::vector<Fault>& faults, std::string& hint);

/// Which scans are meant, as text.
struct TimesWish {
    std::optional<std::string> from = {};       // read_moment(); the day belongs to them
    std::optional<std::string> to = {};         // the same; of an instant: the first one that does not belong
    std::optional<std::string> time_zone = {};  // TimeZone::find(), of days; UTC
};

struct Times {
    std::optional<Timestamp> from{};
    std::optional<Timestamp> to{};  // the first moment that does not belong
};

/// Throws Error(invalid) with everything that is wrong: fields "from", "to", "time_zone".
Times read_times(const TimesWish& wish);

}  // namespace qrgen::scans
