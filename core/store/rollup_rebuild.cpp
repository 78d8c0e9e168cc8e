// SPDX-License-Identifier: MIT
#include "core/store/rollup_rebuild.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include "core/store/log_start.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_gains.hpp"
#include "core/store/scan_rows.hpp"

namespace qrgen::store {
namespace {

using std::chrono::sys_days;

constexpr std::size_t rows_at_once = 500;

struct Month {
    sys_days first;
    sys_days end;  // the first day of the next one

    explicit Month(sys_days day)
        : first(first_of_month(day)), end(std::chrono::year_month_day(first) + std::chrono::months(1)) {}
};

// Calls `on_day` with what the log says of all codes on one day, for each day of the month that has scans.
void read_log(Transaction& transaction, const Month& month,
              const std::function<void(const RollupRows&)>& on_day) {
    const sys_days start = std::max(month.first, whole_log_start(transaction));
    RollupRows day;
    stream(transaction,
           "SELECT " + scan_select_list(transaction.dialect()) +
               " FROM scan_logs WHERE scan_logs.scanned_at >= :first AND scan_logs.scanned_at < :end "
               "ORDER BY scan_logs.scanned_at, event_id",
           {format_rfc3339(start), format_rfc3339(month.end)}, scan_column_count, [&](Row& row) {
               const StoredScan scan = read_scan(row);
               const sys_days date = std::chrono::floor<std::chrono::days>(scan.scanned_at);
               if (!day.empty() && day.begin()->first.second != date) {
                   on_day(day);
                   day.clear();
               }
               add_to(day[{scan.code_id, date}], scan);
           });
    if (!day.empty()) on_day(day);
}

std::int64_t sum_of(const NameCounts& names) {
    std::int64_t sum = 0;
    for (const auto& [name, count] : names.counts()) sum += count;
    return sum;
}

// Which names there is room for is a matter of the order in which they came.
bool says_the_same(const NameCounts& a, const NameCounts& b) {
    const bool is_full = std::max(a.counts().size(), b.counts().size()) >= NameCounts::max_names;
    return a == b || (is_full && sum_of(a) == sum_of(b));
}

bool says_the_same(const ScanRollup& a, const ScanRollup& b) {
    return a.totals == b.totals && a.quarters == b.quarters &&
           std::all_of(scan_lists.begin(), scan_lists.end(),
                       [&](ScanList list) { return says_the_same(a.lists[list], b.lists[list]); });
}

// Of the days of a month, those that do not say what the log says are passed on as they should be.
RollupDifferences compare_days(Transaction& transaction, const Month& month,
                               const std::function<void(const RollupRows&)>& on_wrong) {
    RollupDifferences differences;
    read_log(transaction, month, [&](const RollupRows& logged) {
        RollupRows stored = read_rollups(transaction, scan_days, logged);
        RollupRows wrong;
        for (const auto& [key, rollup] : logged) {
            const ScanRollup& there = stored[key];
            ScanRollup right = rollup;
            right.totals.visitors = there.totals.visitors;
            if (!says_the_same(right, there)) wrong.emplace(key, std::move(right));
        }
        differences.days += static_cast<std::int64_t>(logged.size());
        differences.different += static_cast<std::int64_t>(wrong.size());
        if (!wrong.empty()) on_wrong(wrong);
    });
    return differences;
}

// What the days of a month add up to: passes on the month of each code, and returns the days and the month of
// all codes.
struct Sums {
    RollupRows days;
    RollupRows month;
};
Sums sum_up(Transaction& transaction, const Month& month,
            const std::function<void(const RollupRows&)>& on_code_months) {
    Sums sums;
    RollupRows code_months;
    stream(transaction,
           "SELECT qr_code_id, " + transaction.dialect().read_day("day") + ", " + rollup_columns(scan_days) +
               " FROM scan_days WHERE scan_days.day >= :first AND scan_days.day < :end "
               "ORDER BY qr_code_id, scan_days.day",
           {day_text(month.first), day_text(month.end)}, 2 + rollup_column_count(scan_days),
           [&](const Row& row) {
               const ScanRollup day = read_rollup(scan_days, row, 2);
               const RollupKey key{row[0].value_or(""), month.first};
               if (code_months.size() >= rows_at_once && !code_months.contains(key)) {
                   on_code_months(code_months);
                   code_months.clear();
               }
               code_months[key] += day;
               sums.days[{std::string(), read_day(row[1])}] += day;
               sums.month[{std::string(), month.first}] += day;
           });
    if (!code_months.empty()) on_code_months(code_months);
    return sums;
}

bool says_the_same(const RollupRows& right, RollupRows stored, bool has_quarters) {
    return std::all_of(right.begin(), right.end(), [&](const auto& row) {
        ScanRollup rollup = row.second;
        if (!has_quarters) rollup.quarters = {};
        return says_the_same(rollup, stored[row.first]);
    });
}

// Whether the month has so many rows in the table: one more is wrong, too.
bool has_rows(Transaction& transaction, const RollupTable& table, const Month& month, std::size_t count) {
    return query_number(
               transaction,
               std::string("SELECT count(*) FROM ") + table.name + " WHERE day >= :first AND day < :end",
               {day_text(month.first), day_text(month.end)}) == static_cast<std::int64_t>(count);
}

bool is_right(Transaction& transaction, const RollupTable& table, const RollupRows& rows) {
    return says_the_same(rows, read_rollups(transaction, table, rows), table.has_quarters);
}

void remove(Transaction& transaction, const RollupTable& table, const Month& month) {
    execute(transaction, std::string("DELETE FROM ") + table.name + " WHERE day >= :first AND day < :end",
            {day_text(month.first), day_text(month.end)});
}

}  // namespace

std::vector<sys_days> RollupRebuild::months() {
    std::vector<sys_days> months;
    const Dialect& dialect = transaction_.dialect();
    std::string sql = "SELECT substr(" + dialect.read_time("scanned_at") + ", 1, 7) FROM scan_logs";
    for (const RollupTable& table : {scan_days, scan_months, all_scan_days, all_scan_months})
        sql += " UNION SELECT substr(" + dialect.read_day("day") + ", 1, 7) FROM " + table.name;
    query(transaction_, sql + " ORDER BY 1", {}, 1,
          [&](const Row& row) { months.push_back(read_day(row[0].value_or("") + "-01")); });
    return months;
}

RollupDifferences RollupRebuild::compare(sys_days first) {
    const Month month(first);
    RollupDifferences differences = compare_days(transaction_, month, [](const RollupRows&) {});
    bool are_right = true;
    std::size_t codes = 0;
    const Sums sums = sum_up(transaction_, month, [&](const RollupRows& code_months) {
        codes += code_months.size();
        are_right = are_right && is_right(transaction_, scan_months, code_months);
    });
    are_right = are_right && has_rows(transaction_, scan_months, month, codes) &&
                has_rows(transaction_, all_scan_days, month, sums.days.size()) &&
                has_rows(transaction_, all_scan_months, month, sums.month.size());
    differences.has_wrong_sums = !are_right || !is_right(transaction_, all_scan_days, sums.days) ||
                                 !is_right(transaction_, all_scan_months, sums.month);
    return differences;
}

RollupDifferences RollupRebuild::rebuild(sys_days first) {
    const Month month(first);
    lock_rollups(transaction_);
    RollupDifferences differences = compare(first);
    if (differences.different > 0) {
        compare_days(transaction_, month,
                     [&](const RollupRows& wrong) { write_rollups(transaction_, scan_days, wrong); });
    }
    if (differences.different == 0 && !differences.has_wrong_sums) return differences;
    for (const RollupTable& table : {scan_months, all_scan_days, all_scan_months})
        remove(transaction_, table, month);
    const Sums sums = sum_up(transaction_, month, [&](const RollupRows& code_months) {
        write_rollups(transaction_, scan_months, code_months);
    });
    write_rollups(transaction_, all_scan_days, sums.days);
    write_rollups(transaction_, all_scan_months, sums.month);
    return differences;
}

}  // namespace qrgen::store
