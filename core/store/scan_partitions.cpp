// SPDX-License-Identifier: MIT
#include "core/store/scan_partitions.hpp"

#include <cstdio>
#include <optional>
#include <set>
#include <string>

#include "core/base/error.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using namespace std::chrono;

year_month month_of(Timestamp time) {
    const year_month_day date(floor<days>(time));
    return date.year() / date.month();
}

std::string name_of(year_month month) {
    char name[48];
    std::snprintf(name, sizeof name, "scan_logs_y%04dm%02u", static_cast<int>(month.year()),
                  static_cast<unsigned>(month.month()));
    return name;
}

// nullopt for any other name.
std::optional<year_month> month_of_name(const std::string& name) {
    int year_number = 0;
    unsigned month_number = 0;
    if (std::sscanf(name.c_str(), "scan_logs_y%4dm%2u", &year_number, &month_number) != 2)
        return std::nullopt;
    const year_month month = year(year_number) / std::chrono::month(month_number);
    return month.ok() && name_of(month) == name ? std::optional(month) : std::nullopt;
}

std::string first_moment(year_month month) {
    return "'" + format_rfc3339(sys_days(month / 1)) + "'";
}

bool exists(Store& store, const std::string& table) {
    bool is_there = false;
    store.read([&](Transaction& transaction) {
        is_there = query_number(transaction, transaction.dialect().count_tables, {table}) > 0;
    });
    return is_there;
}

// Waits for others that read or write scans, but not for long: meanwhile, all that come later wait, too.
void create(Store& store, year_month month) {
    store.write([&](Transaction& transaction) {
        execute(transaction, "SET LOCAL lock_timeout = '2s'");
        execute(transaction, "CREATE TABLE " + name_of(month) + " PARTITION OF scan_logs FOR VALUES FROM (" +
                                 first_moment(month) + ") TO (" + first_moment(month + months(1)) + ")");
    });
}

}  // namespace

std::vector<ScanPartition> scan_partitions(Transaction& transaction) {
    std::vector<ScanPartition> partitions;
    if (transaction.dialect().backend == Backend::sqlite) return partitions;
    query(transaction,
          "SELECT relname, CAST(CAST(pg_class.oid AS regclass) AS text) FROM pg_inherits JOIN pg_class ON "
          "pg_class.oid = inhrelid WHERE inhparent = to_regclass('scan_logs') ORDER BY relname",
          {}, 2, [&](const Row& row) {
              partitions.push_back({row[1].value_or(""), month_of_name(row[0].value_or(""))});
          });
    return partitions;
}

ScanPartitions::ScanPartitions(Store& store, Clock clock) : store_(store), clock_(std::move(clock)) {}

void ScanPartitions::prepare(std::span<const scans::ScanEvent> events) {
    if (store_.backend() == Backend::sqlite) return;
    const Timestamp now = clock_();
    const year_month present = month_of(now);
    std::set<year_month> wanted{present, present + months(1)};
    for (const scans::ScanEvent& event : events) wanted.insert(month_of(event.scanned_at));
    for (const year_month month : wanted) {
        if (month >= present - months(12) && month <= present + months(2)) prepare_month(month, now);
    }
}

void ScanPartitions::prepare_month(year_month month, Timestamp now) {
    const auto known = next_try_.find(month);
    if (known != next_try_.end() && now < known->second) return;
    bool is_there = exists(store_, name_of(month));
    if (!is_there) {
        try {
            create(store_, month);
        } catch (const Error&) {
            // Another process may have been first, or the default partition takes the scans.
        }
        is_there = exists(store_, name_of(month));
    }
    next_try_[month] = is_there ? Timestamp::max() : now + hours(1);
}

}  // namespace qrgen::store
