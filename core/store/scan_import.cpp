// SPDX-License-Identifier: MIT
#include "core/store/scan_import.hpp"

#include <chrono>

#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

Json flag(const std::optional<bool>& value) {
    return value ? Json(*value ? 1 : 0) : Json();
}

Json text(const std::optional<std::string>& value) {
    return value ? Json(*value) : Json();
}

std::string rows_of(std::span<const StoredScan> scans) {
    Json rows = Json::array();
    for (const StoredScan& s : scans) {
        rows.push_back({s.event_id, s.code_id, format_rfc3339(s.scanned_at), s.is_genuine ? 1 : 0,
                        optional_text(s.ip_address), optional_text(s.user_agent), optional_text(s.referrer),
                        text(s.country), text(s.device_family), text(s.os_family), text(s.os_version),
                        text(s.browser_family), text(s.browser_version), flag(s.is_mobile), flag(s.is_tablet),
                        flag(s.is_pc), flag(s.is_bot)});
    }
    return text_of(rows);
}

std::string from_rows_with_code(const Dialect& dialect) {
    return " FROM " + dialect.json_rows(":rows") +
           " JOIN qr_codes ON qr_codes.id = " + element(1, dialect.uuid_type);
}

std::int64_t count_known(Transaction& transaction, const std::string& rows) {
    return query_number(transaction, "SELECT count(*)" + from_rows_with_code(transaction.dialect()), {rows});
}

}  // namespace

InsertedScans ScanImport::insert(std::span<const StoredScan> scans) {
    if (scans.empty()) return {};
    const Dialect& dialect = transaction_.dialect();
    const std::string rows = rows_of(scans);
    std::string values = element(0, dialect.uuid_type) + ", qr_codes.id, " + element(2, dialect.time_type) +
                         ", " + element(3, "boolean");
    for (std::size_t i = 4; i < 13; ++i) values += ", " + element(i, "text");
    for (std::size_t i = 13; i < scan_column_count; ++i) values += ", " + element(i, "boolean");
    InsertedScans inserted;
    DayTotals days;
    query(transaction_,
          "INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, is_genuine_scan, ip_address, "
          "raw_user_agent, referrer, country, device_family, os_family, os_version, browser_family, "
          "browser_version, is_mobile, is_tablet, is_pc, is_bot) SELECT " +
              values + from_rows_with_code(dialect) +
              " WHERE true ORDER BY 1 ON CONFLICT DO NOTHING RETURNING qr_code_id, " +
              dialect.read_time("scanned_at") + ", CASE WHEN is_genuine_scan THEN 1 ELSE 0 END",
          {rows}, 3, [&](Row& row) {
              const auto day = std::chrono::floor<std::chrono::days>(read_scan_time(row[1]));
              ScanTotals& totals = days[{row[0].value_or(""), day}];
              ++totals.scans;
              if (row[2] == "1") ++totals.genuine;
              ++inserted.rows;
          });
    const auto count = static_cast<std::int64_t>(scans.size());
    if (inserted.rows < count) inserted.refused = count - count_known(transaction_, rows);
    raise_days(transaction_, days);
    return inserted;
}

InsertedScans ScanImport::count_missing(std::span<const StoredScan> scans) {
    if (scans.empty()) return {};
    const Dialect& dialect = transaction_.dialect();
    const std::string rows = rows_of(scans);
    InsertedScans missing;
    missing.rows = query_number(transaction_,
                                "SELECT count(*) FROM " + dialect.json_rows(":rows") +
                                    " WHERE NOT EXISTS (SELECT 1 FROM scan_logs WHERE scan_logs.event_id = " +
                                    element(0, dialect.uuid_type) +
                                    " AND scan_logs.scanned_at = " + element(2, dialect.time_type) + ")",
                                {rows});
    return missing;
}

}  // namespace qrgen::store
