// SPDX-License-Identifier: MIT
#include "core/transfer/foreign_tables.hpp"

#include <algorithm>
#include <utility>

#include "core/transfer/source_errors.hpp"

namespace qrgen::transfer {

ForeignTables::ForeignTables(const std::string& url, std::string system)
    : database_(url), system_(std::move(system)) {}

const std::vector<std::string>& ForeignTables::columns_of(const std::string& table) {
    const auto known = columns_.find(table);
    if (known != columns_.end()) return known->second;
    return columns_[table] = database_.columns_of(table);
}

bool ForeignTables::has(const std::string& table) {
    return !columns_of(table).empty();
}

bool ForeignTables::has(const std::string& table, const std::string& column) {
    const auto& columns = columns_of(table);
    return std::find(columns.begin(), columns.end(), column) != columns.end();
}

void ForeignTables::require(const std::string& table, const std::vector<std::string>& columns) {
    const std::string hint = "check which database the URL names, and its search_path";
    if (!has(table)) reject("there is no table " + table, hint);
    std::vector<std::string> missing;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(missing),
                 [&](const std::string& column) { return !has(table, column); });
    if (!missing.empty()) reject("table " + table + " has no column " + listed(missing), hint);
}

std::string ForeignTables::if_there(const std::string& table, const std::string& column,
                                    const std::string& expression) {
    return has(table, column) ? expression : "NULL";
}

void ForeignTables::read(const std::vector<Item>& items, const std::string& rest,
                         const std::function<void(const Values&)>& on_row) {
    std::string select = "SELECT ";
    for (const Item& item : items) select += (&item == items.data() ? "" : ", ") + item.expression;
    database_.read(select + rest, items.size(), [&](store::Row& row) {
        on_row([&](std::string_view name) -> std::optional<std::string> {
            for (std::size_t i = 0; i < items.size(); ++i) {
                if (items[i].name == name) return row[i] && !row[i]->empty() ? row[i] : std::nullopt;
            }
            return std::nullopt;
        });
    });
}

void ForeignTables::reject(const std::string& message, const std::string& hint) const {
    reject_source(database_.place() + " is no database of " + system_ + ": " + message, hint);
}

}  // namespace qrgen::transfer
