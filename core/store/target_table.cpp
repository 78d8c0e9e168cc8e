// SPDX-License-Identifier: MIT
#include "core/store/target_table.hpp"

#include <utility>
#include <vector>

#include "core/store/sql.hpp"

namespace qrgen::store {
namespace {

constexpr std::size_t columns = 4;
const std::string select = "SELECT short_id, id, redirect_url, status FROM qr_codes ";

StoredTarget read_target(Row& row) {
    return {.short_id = std::move(row[0]).value_or(""),
            .code_id = std::move(row[1]).value_or(""),
            .redirect_url = std::move(row[2]).value_or(""),
            .is_active = row[3] == "active"};
}

}  // namespace

std::optional<StoredTarget> TargetTable::find(const std::string& short_id) {
    std::optional<StoredTarget> target;
    query(transaction_, select + "WHERE short_id = :short_id AND deleted_at IS NULL", {short_id}, columns,
          [&](Row& row) { target = read_target(row); });
    return target;
}

void TargetTable::newest(std::int64_t most, const std::function<void(StoredTarget&&)>& on_target) {
    query(transaction_,
          select + "WHERE listed_type = 'dynamic' ORDER BY created_at DESC, id DESC LIMIT :most", {most},
          columns, [&](Row& row) { on_target(read_target(row)); });
}

}  // namespace qrgen::store
