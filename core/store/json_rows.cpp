// SPDX-License-Identifier: MIT
#include "core/store/json_rows.hpp"

namespace qrgen::store {

std::string element(std::size_t index, const std::string& type) {
    return "CAST(value ->> " + std::to_string(index) + " AS " + type + ")";
}

std::string is_among_rows(std::string_view column, const std::string& type, const Dialect& dialect) {
    return std::string(column) + dialect.among_start + "SELECT " + element(0, type) + " FROM " +
           dialect.json_rows(":rows") + dialect.among_end;
}

std::string text_of(const Json& rows) {
    return rows.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string rows_of(std::span<const std::string> values) {
    Json rows = Json::array();
    for (const std::string& value : values) rows.push_back(Json::array({value}));
    return text_of(rows);
}

Json json_of(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    return {};
}

Json optional_text(const std::string& text) {
    return text.empty() ? Json() : Json(text);
}

Json optional_time(const std::optional<Timestamp>& time) {
    return time ? Json(format_rfc3339(*time)) : Json();
}

}  // namespace qrgen::store
