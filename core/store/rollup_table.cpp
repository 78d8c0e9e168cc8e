// SPDX-License-Identifier: MIT
#include "core/store/rollup_table.hpp"

#include "core/store/json_rows.hpp"
#include "core/store/scan_rows.hpp"

namespace qrgen::store {
namespace {

constexpr std::array total_columns{"scans", "genuine_scans", "bots", "visitors"};

std::vector<std::string> columns_of(const RollupTable& table) {
    std::vector<std::string> columns(total_columns.begin(), total_columns.end());
    columns.emplace_back("lists");
    if (table.has_quarters) columns.emplace_back("quarters");
    return columns;
}

Json key_of(const RollupKey& key) {
    return Json::array({optional_text(key.first), day_text(key.second)});
}

std::string keys_text(const RollupRows& rows) {
    Json keys = Json::array();
    for (const auto& [key, rollup] : rows) keys.push_back(key_of(key));
    return text_of(keys);
}

std::string rows_text(const RollupTable& table, const RollupRows& rows) {
    std::string text;
    for (const auto& [key, rollup] : rows) {
        Json row = key_of(key);
        const ScanTotals& totals = rollup.totals;
        for (const std::int64_t number : {totals.scans, totals.genuine, totals.bots, totals.visitors})
            row.push_back(number);
        row.push_back(rollup.lists.text());
        if (table.has_quarters) row.push_back(rollup.quarters.text());
        text += text.empty() ? '[' : ',';
        text += text_of(row);
    }
    return text + ']';
}

}  // namespace

std::string rollup_columns(const RollupTable& table) {
    std::string list;
    for (const std::string& column : columns_of(table)) list += (list.empty() ? "" : ", ") + column;
    return list;
}

std::size_t rollup_column_count(const RollupTable& table) noexcept {
    return total_columns.size() + (table.has_quarters ? 2 : 1);
}

ScanRollup read_rollup(const RollupTable& table, const Row& row, std::size_t first) {
    ScanRollup rollup;
    rollup.totals = {number_of(row[first]), number_of(row[first + 1]), number_of(row[first + 2]),
                     number_of(row[first + 3])};
    rollup.lists = ScanLists::parse(row[first + 4].value_or(""));
    if (table.has_quarters) rollup.quarters = ScanQuarters::parse(row[first + 5].value_or(""));
    return rollup;
}

RollupRows read_rollups(Transaction& transaction, const RollupTable& table, const RollupRows& wanted) {
    RollupRows found;
    if (wanted.empty()) return found;
    const Dialect& dialect = transaction.dialect();
    const std::string code = table.has_code ? "rows.qr_code_id" : "NULL";
    std::string sql = "SELECT " + code + ", " + dialect.read_day("rows.day") + ", " + rollup_columns(table) +
                      " FROM " + table.name + " AS rows JOIN (SELECT " + element(0, dialect.uuid_type) +
                      " AS code, " + element(1, dialect.day_type) + " AS day FROM " +
                      dialect.json_rows(":rows") + ") AS wanted ON rows.day = wanted.day";
    if (table.has_code) sql += " AND rows.qr_code_id = wanted.code";
    query(transaction, sql, {keys_text(wanted)}, 2 + rollup_column_count(table), [&](const Row& row) {
        found.emplace(RollupKey{row[0].value_or(""), read_day(row[1])}, read_rollup(table, row, 2));
    });
    return found;
}

void write_rollups(Transaction& transaction, const RollupTable& table, const RollupRows& rows) {
    if (rows.empty()) return;
    const Dialect& dialect = transaction.dialect();
    std::string names = table.has_code ? "qr_code_id, day" : "day";
    const std::string key = names;
    std::string values = table.has_code ? element(0, dialect.uuid_type) + ", " : "";
    values += element(1, dialect.day_type);
    std::string changes;
    std::size_t index = 2;
    for (const std::string& column : columns_of(table)) {
        const bool is_number = index < 2 + total_columns.size();
        names += ", " + column;
        values += ", " + element(index++, is_number ? "bigint" : "text");
        changes += (changes.empty() ? "" : ", ") + column + " = excluded." + column;
    }
    execute(transaction,
            std::string("INSERT INTO ") + table.name + " (" + names + ") SELECT " + values + " FROM " +
                dialect.json_rows(":rows") + " WHERE true ON CONFLICT (" + key + ") DO UPDATE SET " + changes,
            {rows_text(table, rows)});
}

}  // namespace qrgen::store
