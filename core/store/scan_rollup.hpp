// SPDX-License-Identifier: MIT
//
// What scans add up to: of a code or of all of them, on a day (UTC) or in a month. Roll-ups can be added and
// taken away again, so that whoever has changed a day can change its month by the difference.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace qrgen::store {

struct ScanTotals {
    std::int64_t scans = 0;     // all of them
    std::int64_t genuine = 0;   // those of the printed symbol
    std::int64_t bots = 0;      // those that no person has made
    std::int64_t visitors = 0;  // different people; of several days or codes: each one's, added up

    ScanTotals& operator+=(const ScanTotals& other);
    ScanTotals& operator-=(const ScanTotals& other);
    bool operator==(const ScanTotals&) const = default;
};

/// What people's scans (all but those of bots) are listed by.
enum class ScanList { devices, systems, browsers, countries, referrers };

inline constexpr std::array scan_lists{ScanList::devices, ScanList::systems, ScanList::browsers,
                                       ScanList::countries, ScanList::referrers};

/// "devices", "systems", …: the names of fields, too.
std::string_view name_of(ScanList list) noexcept;

/// Scans by name. Strangers choose some of the names, so there is a limit: beyond, they count as other_name.
class NameCounts {
  public:
    static constexpr std::size_t max_names = 100;
    static constexpr std::string_view other_name = "Other";

    /// `count` may be negative; a name that comes to nothing is forgotten.
    void add(std::string_view name, std::int64_t count);

    NameCounts& operator+=(const NameCounts& other);
    NameCounts& operator-=(const NameCounts& other);

    /// Adds whatever there is, beyond the limit, too: for what is told and not kept.
    void add_all(const NameCounts& other);

    const std::map<std::string, std::int64_t, std::less<>>& counts() const noexcept { return counts_; }
    bool operator==(const NameCounts&) const = default;

  private:
    std::map<std::string, std::int64_t, std::less<>> counts_;
};

/// One NameCounts for each ScanList.
class ScanLists {
  public:
    NameCounts& operator[](ScanList list) { return lists_[static_cast<std::size_t>(list)]; }
    const NameCounts& operator[](ScanList list) const { return lists_[static_cast<std::size_t>(list)]; }

    ScanLists& operator+=(const ScanLists& other);
    ScanLists& operator-=(const ScanLists& other);
    void add_all(const ScanLists& other);  // as NameCounts::add_all()
    bool operator==(const ScanLists&) const = default;

    /// As it stands in the database: a JSON object of objects; what is empty is left out.
    std::string text() const;
    /// Throws Error(failure) if this is not what text() makes.
    static ScanLists parse(const std::string& text);

  private:
    std::array<NameCounts, scan_lists.size()> lists_;
};

/// Scans of a day by the quarter of an hour, 0 to 95 (UTC): what days in other time zones are made of. All
/// offsets in use are whole quarters.
class ScanQuarters {
  public:
    static constexpr int in_a_day = 96;

    struct Counts {
        std::int64_t scans = 0;
        std::int64_t genuine = 0;

        bool operator==(const Counts&) const = default;
    };

    /// Either number may be negative; a quarter that comes to nothing is forgotten.
    void add(int quarter, const Counts& counts);

    ScanQuarters& operator+=(const ScanQuarters& other);
    ScanQuarters& operator-=(const ScanQuarters& other);

    const std::map<int, Counts>& counts() const noexcept { return counts_; }
    bool operator==(const ScanQuarters&) const = default;

    /// As it stands in the database: {"37": [5, 3]}, quarter to scans and genuine scans.
    std::string text() const;
    /// Throws Error(failure) if this is not what text() makes.
    static ScanQuarters parse(const std::string& text);

  private:
    std::map<int, Counts> counts_;
};

struct ScanRollup {
    ScanTotals totals{};
    ScanQuarters quarters{};  // of a day; a month has none
    ScanLists lists{};

    ScanRollup& operator+=(const ScanRollup& other);
    ScanRollup& operator-=(const ScanRollup& other);
    bool operator==(const ScanRollup&) const = default;
};

/// The first day of a day's month.
std::chrono::sys_days first_of_month(std::chrono::sys_days day) noexcept;

}  // namespace qrgen::store
