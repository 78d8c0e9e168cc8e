// SPDX-License-Identifier: MIT
#include "core/store/scan_log.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/store/dialect.hpp"
#include "core/store/scan_rollups.hpp"
#include "core/store/scan_rows.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

struct Filter {
    std::string where;
    std::vector<Value> values;
};

Filter filter_of(const ScanQuery& wanted, const std::string& code_id) {
    Filter filter{" WHERE qr_code_id = :code_id", {code_id}};
    if (wanted.from) {
        filter.where += " AND scanned_at >= :from";
        filter.values.emplace_back(format_rfc3339(*wanted.from));
    }
    if (wanted.to) {
        filter.where += " AND scanned_at < :to";
        filter.values.emplace_back(format_rfc3339(*wanted.to));
    }
    if (wanted.before) {
        if (!is_uuid(wanted.before->event_id))
            throw Error(std::vector<Fault>{{"cursor", "must be what an earlier page ended with"}});
        // The first comparison says nothing new, but it tells PostgreSQL which partitions it can leave out.
        const std::string time = format_rfc3339(wanted.before->scanned_at);
        filter.where += " AND scanned_at <= :latest AND (scanned_at, event_id) < (:scanned_at, :event_id)";
        filter.values.emplace_back(time);
        filter.values.emplace_back(time);
        filter.values.emplace_back(to_lower_ascii(wanted.before->event_id));
    }
    if (wanted.is_genuine)
        filter.where += *wanted.is_genuine ? " AND is_genuine_scan" : " AND NOT is_genuine_scan";
    if (wanted.is_bot) filter.where += *wanted.is_bot ? " AND is_bot" : " AND (NOT is_bot OR is_bot IS NULL)";
    return filter;
}

std::optional<std::int64_t> total_of(Transaction& transaction, const ScanQuery& wanted) {
    if (wanted.from || wanted.to || wanted.is_bot) return std::nullopt;
    const ScanTotals totals = ScanRollups(transaction, wanted.code_id).totals();
    if (!wanted.is_genuine) return totals.scans;
    return *wanted.is_genuine ? totals.genuine : totals.scans - totals.genuine;
}

}  // namespace

ScanPage ScanLog::page(const ScanQuery& wanted) {
    ScanPage page{.items = {}, .total = 0};
    const std::string code_id = to_lower_ascii(wanted.code_id);
    if (!is_uuid(code_id)) return page;
    page.total = total_of(transaction_, wanted);
    const bool is_behind_end = wanted.skip > 0 && page.total && wanted.skip >= *page.total;
    if (wanted.limit == 0 || is_behind_end) return page;

    Filter filter = filter_of(wanted, code_id);
    filter.values.emplace_back(wanted.limit + 1);  // the last one tells that there is another page
    filter.values.emplace_back(wanted.skip);
    query(transaction_,
          "SELECT " + scan_select_list(transaction_.dialect()) + " FROM scan_logs" + filter.where +
              " ORDER BY scanned_at DESC, event_id DESC LIMIT :limit OFFSET :skip",
          filter.values, scan_column_count, [&](Row& row) { page.items.push_back(read_scan(row)); });
    if (static_cast<std::int64_t>(page.items.size()) > wanted.limit) {
        page.items.pop_back();
        page.next = ScanCursor{page.items.back().scanned_at, page.items.back().event_id};
    }
    return page;
}

}  // namespace qrgen::store
