// SPDX-License-Identifier: MIT
//
// Running one SQL statement. Parameters stand in the text as :name, each once, and get their values by order;
// texts must be UTF-8 without NUL, which PostgreSQL cannot store and SOCI would cut there. Nothing is ever
// put into the text of a statement but constants of ours.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/store/store.hpp"

namespace qrgen::store {

using Value = std::variant<std::monostate, std::string, std::int64_t>;  // monostate is NULL
using Row = std::vector<std::optional<std::string>>;                    // every type as its text

/// The integer that a value of a row stands for; 0 if there is none.
std::int64_t number_of(const std::optional<std::string>& digits) noexcept;

/// Returns the number of rows that were changed. Throws as Store::write() promises, Error(invalid) for a text
/// that cannot be stored.
std::int64_t execute(Transaction& transaction, const std::string& sql, const std::vector<Value>& values = {});

/// Calls `on_row` with each row of the result, of which the statement must have `columns` columns.
void query(Transaction& transaction, const std::string& sql, const std::vector<Value>& values,
           std::size_t columns, const std::function<void(Row&)>& on_row);

/// The same for results of any size, of which little is in memory at a time. Needs a transaction that was
/// begun; `on_row` may run other statements in it.
void stream(Transaction& transaction, const std::string& sql, const std::vector<Value>& values,
            std::size_t columns, const std::function<void(Row&)>& on_row);

/// The one integer of the one row of a result; 0 if that is NULL.
std::int64_t query_number(Transaction& transaction, const std::string& sql,
                          const std::vector<Value>& values = {});

}  // namespace qrgen::store
