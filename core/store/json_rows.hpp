// SPDX-License-Identifier: MIT
//
// Many rows as one parameter of a statement: a JSON list of lists, which the database takes apart
// (Dialect::json_rows).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/clock.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

using Json = nlohmann::json;

/// The value at `index` of a row, as SQL of the type.
std::string element(std::size_t index, const std::string& type);

/// Whether the column's value, of that type, is the first one of a row of the parameter :rows.
std::string is_among_rows(std::string_view column, const std::string& type, const Dialect& dialect);

/// The parameter. Bytes that are no UTF-8 are replaced: a journal holds none.
std::string text_of(const Json& rows);

/// Rows of one value each.
std::string rows_of(std::span<const std::string> values);

/// null where there is nothing.
Json json_of(const Value& value);
Json optional_text(const std::string& text);
Json optional_time(const std::optional<Timestamp>& time);

}  // namespace qrgen::store
