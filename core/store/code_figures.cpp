// SPDX-License-Identifier: MIT
#include "core/store/code_figures.hpp"

#include <algorithm>
#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include "core/store/code_columns.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

// All codes have to be looked at. Written like this so that SQLite does not think of its indexes for lists,
// through which it would take five times as long.
constexpr std::string_view is_there = "(deleted_at IS NULL) = TRUE";
constexpr std::string_view is_dead =
    "(deleted_at IS NULL) = TRUE AND qr_type = 'dynamic' AND status = 'active' AND "
    "coalesce(last_scan_at, created_at) < :since";

// What both databases can hold.
std::string storable(Timestamp time) {
    constexpr Timestamp first = std::chrono::sys_days(std::chrono::year(1) / std::chrono::January / 1);
    return format_rfc3339(std::max(time, first));
}

std::vector<codes::Code> read_codes(Transaction& transaction, const std::string& rest,
                                    const std::vector<Value>& values) {
    std::vector<codes::Code> codes;
    query(transaction, "SELECT " + select_list(transaction.dialect()) + " FROM qr_codes WHERE " + rest,
          values, code_columns().size(), [&](Row& row) { codes.push_back(read_code(row)); });
    return codes;
}

}  // namespace

CodeCounts CodeFigures::counts(Timestamp dead_since) {
    CodeCounts counts;
    query(transaction_, "SELECT sum(static_count), sum(dynamic_count) FROM qr_code_counts", {}, 2,
          [&](const Row& row) {
              counts.static_codes = number_of(row[0]);
              counts.dynamic_codes = number_of(row[1]);
          });
    query(transaction_,
          "SELECT sum(CASE WHEN status = 'disabled' THEN 1 ELSE 0 END), sum(CASE WHEN " +
              std::string(is_dead) + " THEN 1 ELSE 0 END) FROM qr_codes WHERE " + std::string(is_there),
          {storable(dead_since)}, 2, [&](const Row& row) {
              counts.disabled = number_of(row[0]);
              counts.dead = number_of(row[1]);
          });
    return counts;
}

std::vector<codes::Code> CodeFigures::dead(Timestamp since, std::int64_t limit) {
    return read_codes(transaction_,
                      std::string(is_dead) + " ORDER BY coalesce(last_scan_at, created_at), id LIMIT :limit",
                      {storable(since), limit});
}

std::vector<codes::Code> CodeFigures::most_scanned(std::int64_t limit) {
    return read_codes(transaction_,
                      std::string(is_there) +
                          " AND scan_count > 0 ORDER BY scan_count DESC, created_at DESC, id "
                          "DESC LIMIT :limit",
                      {limit});
}

std::vector<codes::Code> CodeFigures::newest(std::int64_t limit) {
    return read_codes(transaction_, "deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT :limit",
                      {limit});
}

}  // namespace qrgen::store
