// SPDX-License-Identifier: MIT
#include "core/store/rollup_writer.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <utility>

#include "core/store/json_rows.hpp"

namespace qrgen::store {
namespace {

struct Change {
    ScanRollup added{};
    ScanRollup removed{};
};
using Changes = std::map<RollupKey, Change>;

// What the changes come to in a table of coarser rows.
Changes coarser(const Changes& changes, bool by_month, bool of_all) {
    Changes merged;
    for (const auto& [key, change] : changes) {
        Change& sum =
            merged[{of_all ? std::string() : key.first, by_month ? first_of_month(key.second) : key.second}];
        sum.added += change.added;
        sum.removed += change.removed;
    }
    return merged;
}

// First what is added: so names that stay keep their place.
void apply_some(Transaction& transaction, const RollupTable& table, Changes::const_iterator first,
                Changes::const_iterator end) {
    RollupRows rows;
    for (auto change = first; change != end; ++change) rows.try_emplace(change->first);
    for (auto& [key, rollup] : read_rollups(transaction, table, rows)) rows[key] = std::move(rollup);
    for (auto change = first; change != end; ++change) {
        rows[change->first] += change->second.added;
        rows[change->first] -= change->second.removed;
    }
    write_rollups(transaction, table, rows);
}

// Some hundred at a time, or the rows of many codes would take much memory at once.
void apply(Transaction& transaction, const RollupTable& table, const Changes& changes) {
    constexpr std::ptrdiff_t rows_at_once = 500;
    for (auto first = changes.begin(); first != changes.end();) {
        const auto end = std::next(first, std::min(rows_at_once, std::distance(first, changes.end())));
        apply_some(transaction, table, first, end);
        first = end;
    }
}

void apply_everywhere(Transaction& transaction, const Changes& changes) {
    apply(transaction, scan_days, changes);
    apply(transaction, scan_months, coarser(changes, true, false));
    apply(transaction, all_scan_days, coarser(changes, false, true));
    apply(transaction, all_scan_months, coarser(changes, true, true));
}

// Of scans that are in the log alone, visitors are not known.
bool knows_more(const ScanTotals& totals, const ScanTotals& than) {
    return std::pair(totals.scans, totals.visitors) > std::pair(than.scans, than.visitors);
}

std::vector<std::string> codes_of(const RollupRows& rows) {
    std::set<std::string> ids;
    for (const auto& [key, rollup] : rows) ids.insert(key.first);
    return {ids.begin(), ids.end()};
}

std::set<std::string> existing_codes(Transaction& transaction, const std::vector<std::string>& ids) {
    std::set<std::string> existing;
    query(transaction,
          "SELECT id FROM qr_codes WHERE " +
              is_among_rows("id", transaction.dialect().uuid_type, transaction.dialect()),
          {rows_of(ids)}, 1, [&](const Row& row) { existing.insert(row[0].value_or("")); });
    return existing;
}

}  // namespace

void raise_rollups(Transaction& transaction, RollupRows&& gains) {
    Changes changes;
    for (auto& [key, gain] : gains) changes[key].added = std::move(gain);
    apply_everywhere(transaction, changes);
}

void raise_rollups_to(Transaction& transaction, const RollupRows& days) {
    const auto ids = codes_of(days);
    lock_rollups(transaction);
    lock_codes(transaction, ids);
    const auto existing = existing_codes(transaction, ids);
    RollupRows there = read_rollups(transaction, scan_days, days);
    Changes changes;
    for (const auto& [key, rollup] : days) {
        ScanRollup& before = there[key];
        if (existing.contains(key.first) && knows_more(rollup.totals, before.totals))
            changes[key] = {rollup, std::move(before)};
    }
    apply_everywhere(transaction, changes);
}

// Rows of all codes have no other row to be locked by, as long as they are not there.
void lock_rollups(Transaction& transaction) {
    const char* const lock = transaction.dialect().lock_rollups;
    if (*lock != '\0') query(transaction, lock, {}, 1, [](const Row&) {});
}

void lock_codes(Transaction& transaction, const std::vector<std::string>& ids) {
    const Dialect& dialect = transaction.dialect();
    if (*dialect.counter_lock == '\0' || ids.empty()) return;
    query_number(transaction,
                 "SELECT count(*) FROM (SELECT id FROM qr_codes WHERE " +
                     is_among_rows("id", dialect.uuid_type, dialect) + " ORDER BY id" + dialect.counter_lock +
                     ") AS locked",
                 {rows_of(ids)});
}

}  // namespace qrgen::store
