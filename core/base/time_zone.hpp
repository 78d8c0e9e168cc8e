// SPDX-License-Identifier: MIT
//
// What a clock on the wall shows in a time zone of the IANA database, and when it shows it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/clock.hpp"

namespace qrgen {

/// A value that is cheap to copy; thread-safe. Local times are what the wall clock shows there.
class TimeZone {
  public:
    /// Needs no database.
    static TimeZone utc();

    /// "UTC", a name of the database ("Europe/Berlin", case as there), or "local": that of the environment
    /// variable TZ or, if it is not set, of /etc/localtime. Looks nowhere but into the database ($TZDIR or
    /// /usr/share/zoneinfo), whatever the name. Throws Error(invalid), field "time_zone", with the name that
    /// is probably meant as the hint.
    static TimeZone find(std::string_view name);

    /// As in the database; "local" only if the machine's own zone has no name.
    const std::string& name() const noexcept { return name_; }

    /// What the wall clock shows then; seconds are cut, not rounded.
    std::chrono::local_seconds local(Timestamp time) const;

    /// When the wall clock shows that: the first time if it does so twice (the clocks were put back). A time
    /// that it never shows (they were put forward) is the moment of the change. So what is later on the wall
    /// is never earlier here.
    Timestamp instant(std::chrono::local_seconds time) const;

    /// How far the wall clock is ahead of UTC then.
    std::chrono::seconds offset(Timestamp time) const;

    std::chrono::local_days day_of(Timestamp time) const;

    /// Where a day begins: at its first midnight, or at the first moment after it if there is none. A day
    /// ends where the next one begins; one that was left out (30 December 2011 in Apia) has no length.
    Timestamp start_of(std::chrono::local_days day) const;

    /// RFC 3339 with the offset, to the second: "2026-10-25T02:00:00+02:00", Z if it is zero.
    std::string format(Timestamp time) const;

  private:
    struct Rules;
    static TimeZone in_database(std::string_view name);
    static TimeZone of_machine();
    TimeZone(std::string name, std::shared_ptr<const Rules> rules);

    std::string name_;
    std::shared_ptr<const Rules> rules_;
};

}  // namespace qrgen
