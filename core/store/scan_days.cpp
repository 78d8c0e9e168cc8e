// SPDX-License-Identifier: MIT
#include "core/store/scan_days.hpp"

#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

std::string rows_of(const DayTotals& totals) {
    Json rows = Json::array();
    for (const auto& [key, day] : totals)
        rows.push_back({key.first, day_text(key.second), day.scans, day.genuine});
    return text_of(rows);
}

// `condition` is what rows must fulfil, `change` what becomes of those that are there already.
void write_days(Transaction& transaction, const DayTotals& totals, const std::string& condition,
                const std::string& change) {
    if (totals.empty()) return;
    const Dialect& dialect = transaction.dialect();
    execute(transaction,
            "INSERT INTO scan_days (qr_code_id, day, scans, genuine_scans) SELECT " +
                element(0, dialect.uuid_type) + ", " + element(1, dialect.day_type) + ", " +
                element(2, "bigint") + ", " + element(3, "bigint") + " FROM " + dialect.json_rows(":rows") +
                " WHERE " + condition + " ON CONFLICT (qr_code_id, day) DO UPDATE SET " + change,
            {rows_of(totals)});
}

// The larger of a column and its new value; the two databases have no function of one name for that.
std::string larger(const std::string& column) {
    return column + " = CASE WHEN excluded." + column + " > scan_days." + column + " THEN excluded." +
           column + " ELSE scan_days." + column + " END";
}

}  // namespace

void raise_days(Transaction& transaction, const DayTotals& totals) {
    write_days(transaction, totals, "true",
               "scans = scan_days.scans + excluded.scans, "
               "genuine_scans = scan_days.genuine_scans + excluded.genuine_scans");
}

void raise_days_to(Transaction& transaction, const DayTotals& totals) {
    write_days(transaction, totals,
               "EXISTS (SELECT 1 FROM qr_codes WHERE qr_codes.id = " +
                   element(0, transaction.dialect().uuid_type) + ")",
               larger("scans") + ", " + larger("genuine_scans"));
}

}  // namespace qrgen::store
