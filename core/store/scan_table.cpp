// SPDX-License-Identifier: MIT
#include "core/store/scan_table.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/rollup_writer.hpp"
#include "core/store/scan_gains.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using Scans = std::vector<const StoredScan*>;

constexpr std::size_t scans_at_once = 1000;  // in one statement: its text takes several times their memory

Scans pointers_to(std::span<const StoredScan> scans) {
    Scans pointers;
    pointers.reserve(scans.size());
    for (const StoredScan& scan : scans) pointers.push_back(&scan);
    return pointers;
}

void for_each_piece(const Scans& scans, const std::function<void(const Scans& piece)>& work) {
    for (std::size_t start = 0; start < scans.size(); start += scans_at_once) {
        const auto first = scans.begin() + static_cast<std::ptrdiff_t>(start);
        const std::size_t count = std::min(scans_at_once, scans.size() - start);
        work(Scans(first, first + static_cast<std::ptrdiff_t>(count)));
    }
}

std::string rows_of(const Scans& scans) {
    std::string rows;
    for (const StoredScan* scan : scans) {
        rows += rows.empty() ? '[' : ',';
        rows += text_of(scan_row(*scan));
    }
    return rows + ']';
}

void insert_piece(Transaction& transaction, const Scans& scans, Scans& inserted) {
    std::unordered_map<std::string, const StoredScan*> by_event;
    for (const StoredScan* scan : scans) by_event.emplace(to_lower_ascii(scan->event_id), scan);
    const Dialect& dialect = transaction.dialect();
    query(transaction,
          "INSERT INTO scan_logs (" + scan_columns() + ") SELECT " + scan_elements(dialect) + " FROM " +
              dialect.json_rows(":rows") +
              " JOIN qr_codes ON qr_codes.id = " + element(1, dialect.uuid_type) +
              " WHERE true ORDER BY 1 ON CONFLICT DO NOTHING RETURNING event_id",
          {rows_of(scans)}, 1, [&](const Row& row) { inserted.push_back(by_event.at(row[0].value_or(""))); });
}

// In the order of event ids, so that of two transactions with the same scans one waits for the other, never
// both. Returns those that were not there, by code.
Scans insert_rows(Transaction& transaction, std::span<const StoredScan> scans) {
    Scans ordered = pointers_to(scans);
    std::sort(ordered.begin(), ordered.end(), [](const StoredScan* a, const StoredScan* b) {
        return to_lower_ascii(a->event_id) < to_lower_ascii(b->event_id);
    });
    Scans inserted;
    for_each_piece(ordered, [&](const Scans& piece) { insert_piece(transaction, piece, inserted); });
    std::sort(inserted.begin(), inserted.end(), [](const StoredScan* a, const StoredScan* b) {
        return std::tie(a->code_id, a->event_id) < std::tie(b->code_id, b->event_id);
    });
    return inserted;
}

std::int64_t count_unknown(Transaction& transaction, const std::string& rows) {
    const Dialect& dialect = transaction.dialect();
    return query_number(transaction,
                        "SELECT count(*) FROM " + dialect.json_rows(":rows") +
                            " WHERE NOT EXISTS (SELECT 1 FROM qr_codes WHERE qr_codes.id = " +
                            element(1, dialect.uuid_type) + ")",
                        {rows});
}

// The later of a column and the gain's value; either can be absent.
std::string extreme(const std::string& column, const char* comparison) {
    return column + " = CASE WHEN gains." + column + " " + comparison + " qr_codes." + column +
           " OR qr_codes." + column + " IS NULL THEN gains." + column + " ELSE qr_codes." + column + " END";
}

void raise_codes(Transaction& transaction, const CodeGains& gains) {
    const Dialect& dialect = transaction.dialect();
    Json list = Json::array();
    for (const auto& [id, gain] : gains) {
        list.push_back({id, gain.scans, gain.genuine, format_rfc3339(gain.last),
                        optional_time(gain.first_genuine), optional_time(gain.last_genuine)});
    }
    execute(transaction,
            "UPDATE qr_codes SET scan_count = qr_codes.scan_count + gains.scans, "
            "genuine_scan_count = qr_codes.genuine_scan_count + gains.genuine, " +
                extreme("last_scan_at", ">") + ", " + extreme("first_genuine_scan_at", "<") + ", " +
                extreme("last_genuine_scan_at", ">") + " FROM (SELECT " + element(0, dialect.uuid_type) +
                " AS id, " + element(1, "bigint") + " AS scans, " + element(2, "bigint") + " AS genuine, " +
                element(3, dialect.time_type) + " AS last_scan_at, " + element(4, dialect.time_type) +
                " AS first_genuine_scan_at, " + element(5, dialect.time_type) +
                " AS last_genuine_scan_at FROM " + dialect.json_rows(":rows") +
                ") AS gains WHERE qr_codes.id = gains.id",
            {text_of(list)});
}

// Notes who was not seen on that day yet, and counts them. Bots are nobody's visit.
void count_visitors(Transaction& transaction, const Scans& inserted, RollupRows& gains) {
    std::set<std::tuple<std::string, std::string, std::int64_t>> seen;
    for (const StoredScan* scan : inserted) {
        if (!scan->visitor || scan->is_bot.value_or(false)) continue;
        seen.emplace(day_text(std::chrono::floor<std::chrono::days>(scan->scanned_at)), scan->code_id,
                     *scan->visitor);
    }
    if (seen.empty()) return;
    Json rows = Json::array();
    for (const auto& [day, code_id, visitor] : seen) rows.push_back({day, code_id, visitor});
    const Dialect& dialect = transaction.dialect();
    query(transaction,
          "INSERT INTO scan_visitors (day, qr_code_id, visitor) SELECT " + element(0, dialect.day_type) +
              ", " + element(1, dialect.uuid_type) + ", " + element(2, "bigint") + " FROM " +
              dialect.json_rows(":rows") + " WHERE true ON CONFLICT DO NOTHING RETURNING qr_code_id, " +
              dialect.read_day("day"),
          {text_of(rows)}, 2, [&](const Row& row) {
              ++gains.at({row[0].value_or(""), read_day(row[1])}).totals.visitors;
          });
}

// In pieces of few codes each: what their rows hold takes much more memory than the scans.
void raise_days(Transaction& transaction, const Scans& inserted) {
    for_each_piece(inserted, [&](const Scans& piece) {
        RollupRows days = rollup_gains(piece);
        count_visitors(transaction, piece, days);
        raise_rollups(transaction, std::move(days));
    });
}

enum class Counters { raise, leave };

InsertedScans insert(Transaction& transaction, std::span<const StoredScan> scans, Counters counters) {
    InsertedScans result;
    if (scans.empty()) return result;
    const Scans inserted = insert_rows(transaction, scans);
    result.rows = static_cast<std::int64_t>(inserted.size());
    if (inserted.size() < scans.size())
        result.refused = count_unknown(transaction, rows_of(pointers_to(scans)));
    if (inserted.empty()) return result;
    const CodeGains codes = code_gains(inserted);
    std::vector<std::string> ids;
    for (const auto& [id, gain] : codes) ids.push_back(id);
    lock_rollups(transaction);
    // An UPDATE locks rows in an order of its own: they are locked one after the other before.
    lock_codes(transaction, ids);
    if (counters == Counters::raise) raise_codes(transaction, codes);
    raise_days(transaction, inserted);
    return result;
}

}  // namespace

InsertedScans ScanTable::insert(std::span<const StoredScan> scans) {
    return store::insert(transaction_, scans, Counters::raise);
}

InsertedScans ScanTable::import(std::span<const StoredScan> scans) {
    return store::insert(transaction_, scans, Counters::leave);
}

InsertedScans ScanTable::count_missing(std::span<const StoredScan> scans) {
    InsertedScans missing;
    if (scans.empty()) return missing;
    const Dialect& dialect = transaction_.dialect();
    missing.rows = query_number(transaction_,
                                "SELECT count(*) FROM " + dialect.json_rows(":rows") +
                                    " WHERE NOT EXISTS (SELECT 1 FROM scan_logs WHERE scan_logs.event_id = " +
                                    element(0, dialect.uuid_type) +
                                    " AND scan_logs.scanned_at = " + element(2, dialect.time_type) + ")",
                                {rows_of(pointers_to(scans))});
    return missing;
}

}  // namespace qrgen::store
