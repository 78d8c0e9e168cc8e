// SPDX-License-Identifier: MIT
#include "core/store/scan_rollups.hpp"

#include <algorithm>

#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/store/rollup_table.hpp"
#include "core/store/scan_rows.hpp"

namespace qrgen::store {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;

constexpr const char* nobody = "00000000-0000-0000-0000-000000000000";  // RFC 9562 5.9: of no code

sys_days month_after(sys_days first_day) {
    return std::chrono::year_month_day(first_day) + months(1);
}

// What is told about rows between two days.
class Part {
  public:
    Part(const RollupTable& of_code, const RollupTable& of_all, const std::optional<std::string>& code_id)
        : from_(std::string(" FROM ") + (code_id ? of_code.name : of_all.name)) {
        if (!code_id) return;
        from_ += " WHERE qr_code_id = :code_id";
        values_.emplace_back(*code_id);
    }

    void limit(sys_days first, sys_days last) {
        from_ += std::string(values_.empty() ? " WHERE" : " AND") + " day >= :first AND day <= :last";
        values_.emplace_back(day_text(first));
        values_.emplace_back(day_text(last));
    }

    std::string select(const std::string& columns, const char* order = "") const {
        return "SELECT " + columns + from_ + order;
    }
    const std::vector<Value>& values() const noexcept { return values_; }

  private:
    std::string from_;
    std::vector<Value> values_;
};

// Scans that came as the number of a day, with an import, count at its noon.
ScanQuarters whole_day(const Row& row) {
    constexpr int noon = ScanQuarters::in_a_day / 2;
    auto quarters = ScanQuarters::parse(row[1].value_or(""));
    ScanQuarters::Counts missing{number_of(row[2]), number_of(row[3])};
    for (const auto& [quarter, counts] : quarters.counts()) {
        missing.scans -= counts.scans;
        missing.genuine -= counts.genuine;
    }
    quarters.add(noon, missing);
    return quarters;
}

}  // namespace

ScanRollups::ScanRollups(Transaction& transaction, std::optional<std::string> code_id)
    : transaction_(transaction), code_id_(std::move(code_id)) {
    if (code_id_) code_id_ = is_uuid(*code_id_) ? to_lower_ascii(*code_id_) : nobody;
}

ScanTotals ScanRollups::totals() {
    ScanTotals totals;
    const Part part(scan_months, all_scan_months, code_id_);
    query(transaction_, part.select("sum(scans), sum(genuine_scans), sum(bots), sum(visitors)"),
          part.values(), 4, [&](const Row& row) {
              totals = {number_of(row[0]), number_of(row[1]), number_of(row[2]), number_of(row[3])};
          });
    return totals;
}

std::optional<std::pair<sys_days, sys_days>> ScanRollups::span() {
    std::optional<std::pair<sys_days, sys_days>> span;
    const Part part(scan_days, all_scan_days, code_id_);
    const Dialect& dialect = transaction_.dialect();
    query(transaction_, part.select(dialect.read_day("min(day)") + ", " + dialect.read_day("max(day)")),
          part.values(), 2, [&](const Row& row) {
              if (row[0]) span = {read_day(row[0]), read_day(row[1])};
          });
    return span;
}

std::vector<ScanDay> ScanRollups::days(sys_days first, sys_days last) {
    std::vector<ScanDay> days;
    Part part(scan_days, all_scan_days, code_id_);
    part.limit(first, last);
    query(transaction_,
          part.select(transaction_.dialect().read_day("day") + ", scans, genuine_scans, bots, visitors",
                      " ORDER BY 1"),
          part.values(), 5, [&](const Row& row) {
              days.push_back({read_day(row[0]),
                              {number_of(row[1]), number_of(row[2]), number_of(row[3]), number_of(row[4])}});
          });
    return days;
}

std::vector<ScanQuarter> ScanRollups::quarters(Timestamp start, Timestamp end) {
    std::vector<ScanQuarter> quarters;
    Part part(scan_days, all_scan_days, code_id_);
    part.limit(std::chrono::floor<std::chrono::days>(start), std::chrono::floor<std::chrono::days>(end));
    query(transaction_,
          part.select(transaction_.dialect().read_day("day") + ", quarters, scans, genuine_scans",
                      " ORDER BY 1"),
          part.values(), 4, [&](const Row& row) {
              const sys_days day = read_day(row[0]);
              const auto all = whole_day(row);
              for (const auto& [quarter, counts] : all.counts()) {
                  const Timestamp time = day + quarter * std::chrono::minutes(15);
                  if (time >= start && time < end) quarters.push_back({time, counts});
              }
          });
    return quarters;
}

ScanLists ScanRollups::lists(sys_days first, sys_days last) {
    ScanLists lists;
    const auto add = [&](const RollupTable& of_code, const RollupTable& of_all, sys_days from, sys_days to) {
        if (from > to) return;
        Part part(of_code, of_all, code_id_);
        part.limit(from, to);
        query(transaction_, part.select("lists"), part.values(), 1,
              [&](const Row& row) { lists.add_all(ScanLists::parse(row[0].value_or(""))); });
    };
    // Whole months lie from the first day of the one to the day before that of the other.
    const sys_days month = first_of_month(first);
    const sys_days from = month == first ? first : month_after(month);
    const sys_days to = first_of_month(last + std::chrono::days(1));
    if (from >= to) {
        add(scan_days, all_scan_days, first, last);
        return lists;
    }
    add(scan_days, all_scan_days, first, from - std::chrono::days(1));
    add(scan_months, all_scan_months, from, to - std::chrono::days(1));
    add(scan_days, all_scan_days, to, last);
    return lists;
}

}  // namespace qrgen::store
