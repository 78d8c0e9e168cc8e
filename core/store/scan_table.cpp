// SPDX-License-Identifier: MIT
#include "core/store/scan_table.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include "core/store/json_rows.hpp"
#include "core/store/scan_days.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

using scans::ScanEvent;
using std::chrono::sys_days;

// What really inserted rows add to one code.
struct CodeGain {
    ScanTotals totals{};
    Timestamp last{};
    std::optional<Timestamp> first_genuine{};
    std::optional<Timestamp> last_genuine{};
};

struct Gains {
    std::map<std::string, CodeGain> codes;
    DayTotals days;
};

std::string rows_of(std::span<const ScanEvent> events) {
    Json rows = Json::array();
    for (const ScanEvent& event : events) {
        rows.push_back({event.event_id, event.code_id, format_rfc3339(event.scanned_at),
                        optional_text(event.ip_address), optional_text(event.user_agent),
                        event.is_genuine ? 1 : 0, optional_text(event.referrer)});
    }
    return text_of(rows);
}

void add(Gains& gains, const std::string& code_id, Timestamp time, bool is_genuine) {
    CodeGain& code = gains.codes[code_id];
    code.last = code.totals.scans == 0 ? time : std::max(code.last, time);
    if (is_genuine) {
        code.first_genuine = std::min(code.first_genuine.value_or(time), time);
        code.last_genuine = std::max(code.last_genuine.value_or(time), time);
    }
    for (ScanTotals* totals :
         {&code.totals, &gains.days[{code_id, std::chrono::floor<std::chrono::days>(time)}]}) {
        ++totals->scans;
        if (is_genuine) ++totals->genuine;
    }
}

// In the order of event ids, so that of two transactions with the same scans one waits for the other, never
// both.
Gains insert_rows(Transaction& transaction, const std::string& rows) {
    const Dialect& dialect = transaction.dialect();
    Gains gains;
    query(transaction,
          "INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, ip_address, raw_user_agent, "
          "is_genuine_scan, "
          "referrer) SELECT " +
              element(0, dialect.uuid_type) + ", qr_codes.id, " + element(2, dialect.time_type) + ", " +
              element(3, "text") + ", " + element(4, "text") + ", " + element(5, "boolean") + ", " +
              element(6, "text") + " FROM " + dialect.json_rows(":rows") +
              " JOIN qr_codes ON qr_codes.id = " + element(1, dialect.uuid_type) +
              " WHERE true ORDER BY 1 ON CONFLICT DO NOTHING RETURNING qr_code_id, " +
              dialect.read_time("scanned_at") + ", CASE WHEN is_genuine_scan THEN 1 ELSE 0 END",
          {rows}, 3,
          [&](const Row& row) { add(gains, row[0].value_or(""), read_scan_time(row[1]), row[2] == "1"); });
    return gains;
}

std::int64_t count_unknown(Transaction& transaction, const std::string& rows) {
    const Dialect& dialect = transaction.dialect();
    return query_number(transaction,
                        "SELECT count(*) FROM " + dialect.json_rows(":rows") +
                            " WHERE NOT EXISTS (SELECT 1 FROM qr_codes WHERE qr_codes.id = " +
                            element(1, dialect.uuid_type) + ")",
                        {rows});
}

// An UPDATE locks rows in an order of its own: they are locked one after the other before.
void lock_codes(Transaction& transaction, const std::string& rows) {
    const Dialect& dialect = transaction.dialect();
    if (*dialect.counter_lock == '\0') return;
    query_number(transaction,
                 "SELECT count(*) FROM (SELECT id FROM qr_codes WHERE " +
                     is_among_rows("id", dialect.uuid_type, dialect) + " ORDER BY id" + dialect.counter_lock +
                     ") AS locked",
                 {rows});
}

// The later of a column and the gain's value; either can be absent.
std::string extreme(const std::string& column, const char* comparison) {
    return column + " = CASE WHEN gains." + column + " " + comparison + " qr_codes." + column +
           " OR qr_codes." + column + " IS NULL THEN gains." + column + " ELSE qr_codes." + column + " END";
}

void raise_codes(Transaction& transaction, const Gains& gains) {
    const Dialect& dialect = transaction.dialect();
    Json list = Json::array();
    for (const auto& [id, gain] : gains.codes) {
        list.push_back({id, gain.totals.scans, gain.totals.genuine, format_rfc3339(gain.last),
                        optional_time(gain.first_genuine), optional_time(gain.last_genuine)});
    }
    const std::string rows = text_of(list);
    lock_codes(transaction, rows);
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
            {rows});
}

const char* column_of(ScanFamily family) {
    switch (family) {
        case ScanFamily::device: return "device_family";
        case ScanFamily::browser: return "browser_family";
        case ScanFamily::system: return "os_family";
    }
    return "device_family";
}

std::int64_t total_of(const ScanTotals& totals, const std::optional<bool>& is_genuine) {
    if (!is_genuine) return totals.scans;
    return *is_genuine ? totals.genuine : totals.scans - totals.genuine;
}

}  // namespace

InsertedScans ScanTable::insert(std::span<const ScanEvent> events) {
    InsertedScans inserted;
    if (events.empty()) return inserted;
    const std::string rows = rows_of(events);
    const Gains gains = insert_rows(transaction_, rows);
    for (const auto& [id, gain] : gains.codes) inserted.rows += gain.totals.scans;
    if (inserted.rows < static_cast<std::int64_t>(events.size()))
        inserted.refused = count_unknown(transaction_, rows);
    if (inserted.rows == 0) return inserted;
    raise_codes(transaction_, gains);
    raise_days(transaction_, gains.days);  // the codes are locked by now, and with them their days
    return inserted;
}

ScanPage ScanTable::page(const ScanQuery& wanted) {
    ScanPage page;
    const std::string code_id = to_lower_ascii(wanted.code_id);
    if (!is_uuid(code_id)) return page;
    page.total = total_of(totals(code_id), wanted.is_genuine);
    if (wanted.limit == 0 || wanted.skip >= page.total) return page;

    const Dialect& dialect = transaction_.dialect();
    std::string sql = "SELECT " + scan_select_list(dialect) + " FROM scan_logs WHERE qr_code_id = :code_id";
    std::vector<Value> values{code_id};
    if (wanted.before) {
        if (!is_uuid(wanted.before->event_id))
            throw Error({{"before", std::string("it must be what an earlier page ended with")}});
        sql += " AND (scanned_at, event_id) < (:scanned_at, :event_id)";
        values.emplace_back(format_rfc3339(wanted.before->scanned_at));
        values.emplace_back(to_lower_ascii(wanted.before->event_id));
    }
    if (wanted.is_genuine) sql += *wanted.is_genuine ? " AND is_genuine_scan" : " AND NOT is_genuine_scan";
    values.emplace_back(wanted.limit);
    values.emplace_back(wanted.skip);
    query(transaction_, sql + " ORDER BY scanned_at DESC, event_id DESC LIMIT :limit OFFSET :skip", values,
          scan_column_count, [&](Row& row) { page.items.push_back(read_scan(row)); });
    return page;
}

ScanTotals ScanTable::totals(std::string_view code_id) {
    ScanTotals totals;
    if (!is_uuid(code_id)) return totals;
    query(transaction_, "SELECT sum(scans), sum(genuine_scans) FROM scan_days WHERE qr_code_id = :code_id",
          {to_lower_ascii(code_id)}, 2, [&](const Row& row) {
              totals = {number_of(row[0]), number_of(row[1])};
          });
    return totals;
}

std::vector<ScanDay> ScanTable::days(std::string_view code_id, sys_days first, sys_days last) {
    std::vector<ScanDay> days;
    if (!is_uuid(code_id)) return days;
    query(transaction_,
          "SELECT " + transaction_.dialect().read_day("day") +
              ", scans, genuine_scans FROM scan_days WHERE qr_code_id = :code_id AND day >= :first AND day "
              "<= :last "
              "ORDER BY day",
          {to_lower_ascii(code_id), day_text(first), day_text(last)}, 3, [&](const Row& row) {
              days.push_back({std::chrono::floor<std::chrono::days>(read_scan_time(row[0])),
                              {number_of(row[1]), number_of(row[2])}});
          });
    return days;
}

std::vector<FamilyCount> ScanTable::families(std::string_view code_id, ScanFamily family, sys_days first,
                                             sys_days last, std::int64_t most) {
    std::vector<FamilyCount> counts;
    if (!is_uuid(code_id)) return counts;
    const Timestamp end = last + std::chrono::days(1) - std::chrono::microseconds(1);
    query(
        transaction_,
        std::string("SELECT coalesce(") + column_of(family) +
            ", 'Unknown'), count(*) FROM scan_logs WHERE qr_code_id = :code_id AND scanned_at >= :first AND "
            "scanned_at <= :end GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most",
        {to_lower_ascii(code_id), format_rfc3339(first), format_rfc3339(end), most}, 2, [&](Row& row) {
            counts.push_back({std::move(row[0]).value_or(""), number_of(row[1])});
        });
    return counts;
}

}  // namespace qrgen::store
