// SPDX-License-Identifier: MIT
#include "core/store/code_columns.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::store {
namespace {

using codes::Code;
using Text = std::optional<std::string>;

[[noreturn]] void reject_row() {
    throw Error(ErrorKind::failure, "the database holds a code that this qrgen does not understand",
                "upgrade qrgen");
}

template <typename T>
T known(const std::optional<T>& value) {
    if (!value) reject_row();
    return *value;
}

Value optional_text(const Text& text) {
    return text ? Value(*text) : Value();
}

Value optional_time(const std::optional<Timestamp>& time) {
    return time ? Value(format_rfc3339(*time)) : Value();
}

Timestamp read_time(const Text& text) {
    return known(parse_rfc3339(known(text)));
}

std::optional<Timestamp> read_optional_time(const Text& text) {
    return text ? std::optional(read_time(text)) : std::nullopt;
}

template <typename Integer>
Integer read_integer(const Text& text) {
    Integer value{};
    const std::string& digits = text ? *text : std::string();
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (result.ec != std::errc() || result.ptr != digits.data() + digits.size()) reject_row();
    return value;
}

// " a b ": with a space around each, one tag can be looked for as part of the text.
std::string join_tags(const std::vector<std::string>& tags) {
    std::string joined;
    for (const std::string& tag : tags) joined += (joined.empty() ? " " : "") + tag + " ";
    return joined;
}

std::vector<std::string> split_tags(std::string_view joined) {
    std::vector<std::string> tags;
    while (joined.size() > 1) {
        const std::size_t end = joined.find(' ', 1);
        tags.emplace_back(joined.substr(1, end - 1));
        joined.remove_prefix(std::min(end, joined.size()));
    }
    return tags;
}

template <Text Code::*Field>
constexpr CodeColumn text_column(std::string_view name) {
    return {name, ColumnKind::text, Nullable::yes, [](const Code& c) { return optional_text(c.*Field); },
            [](Code& c, Text&& text) { c.*Field = std::move(text); }};
}

template <std::string Code::*Field>
constexpr CodeColumn text_column(std::string_view name) {
    return {name, ColumnKind::text, Nullable::no, [](const Code& c) { return Value(c.*Field); },
            [](Code& c, Text&& text) { c.*Field = known(std::move(text)); }};
}

template <auto Field>
constexpr CodeColumn integer_column(std::string_view name) {
    return {name, ColumnKind::integer, Nullable::no,
            [](const Code& c) { return Value(std::int64_t{c.*Field}); },
            [](Code& c, Text&& text) {
                c.*Field = read_integer<std::remove_reference_t<decltype(c.*Field)>>(text);
            }};
}

template <Timestamp Code::*Field>
constexpr CodeColumn time_column(std::string_view name) {
    return {name, ColumnKind::time, Nullable::no,
            [](const Code& c) { return Value(format_rfc3339(c.*Field)); },
            [](Code& c, Text&& text) { c.*Field = read_time(text); }};
}

template <std::optional<Timestamp> Code::*Field>
constexpr CodeColumn time_column(std::string_view name) {
    return {name, ColumnKind::time, Nullable::yes, [](const Code& c) { return optional_time(c.*Field); },
            [](Code& c, Text&& text) { c.*Field = read_optional_time(text); }};
}

constexpr CodeColumn word_column(std::string_view name, Value (*get)(const Code&),
                                 void (*set)(Code&, Text&&)) {
    return {name, ColumnKind::text, Nullable::no, get, set};
}

constexpr CodeColumn uuid_column(std::string_view name) {
    CodeColumn column = text_column<&Code::id>(name);
    column.kind = ColumnKind::uuid;
    return column;
}

constexpr std::array columns{
    uuid_column("id"),
    text_column<&Code::content>("content"),
    word_column(
        "qr_type", [](const Code& c) { return Value(std::string(to_string(c.type))); },
        [](Code& c, Text&& text) { c.type = known(codes::parse_code_type(known(text))); }),
    text_column<&Code::redirect_url>("redirect_url"),
    text_column<&Code::title>("title"),
    text_column<&Code::description>("description"),
    text_column<&Code::fill_color>("fill_color"),
    text_column<&Code::back_color>("back_color"),
    integer_column<&Code::size>("size"),
    integer_column<&Code::border>("border"),
    word_column(
        "error_level", [](const Code& c) { return Value(std::string(1, qr::to_char(c.error_level))); },
        [](Code& c, Text&& text) { c.error_level = known(qr::parse_error_level(known(text))); }),
    text_column<&Code::short_id>("short_id"),
    word_column(
        "status", [](const Code& c) { return Value(std::string(to_string(c.status))); },
        [](Code& c, Text&& text) { c.status = known(codes::parse_code_status(known(text))); }),
    word_column(
        "tags", [](const Code& c) { return Value(join_tags(c.tags)); },
        [](Code& c, Text&& text) { c.tags = split_tags(known(text)); }),
    text_column<&Code::external_key>("external_key"),
    text_column<&Code::batch_set>("batch_set"),
    time_column<&Code::created_at>("created_at"),
    time_column<&Code::updated_at>("updated_at"),
    time_column<&Code::deleted_at>("deleted_at"),
    integer_column<&Code::scan_count>("scan_count"),
    time_column<&Code::last_scan_at>("last_scan_at"),
    integer_column<&Code::genuine_scan_count>("genuine_scan_count"),
    time_column<&Code::first_genuine_scan_at>("first_genuine_scan_at"),
    time_column<&Code::last_genuine_scan_at>("last_genuine_scan_at"),
};

}  // namespace

std::span<const CodeColumn> code_columns() noexcept {
    return columns;
}

std::string select_list(const Dialect& dialect) {
    std::string list;
    for (const CodeColumn& column : columns) {
        if (!list.empty()) list += ", ";
        list += column.kind == ColumnKind::time ? dialect.read_time(column.name) : std::string(column.name);
    }
    return list;
}

Code read_code(Row& row) {
    Code code;
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i].set(code, std::move(row[i]));
    return code;
}

std::string type_of(const CodeColumn& column, const Dialect& dialect) {
    switch (column.kind) {
        case ColumnKind::uuid: return dialect.uuid_type;
        case ColumnKind::time: return dialect.time_type;
        case ColumnKind::integer: return "bigint";
        case ColumnKind::text: break;
    }
    return "text";
}

const CodeColumn* find_code_column(std::string_view name) noexcept {
    const auto found =
        std::find_if(columns.begin(), columns.end(), [&](const CodeColumn& c) { return c.name == name; });
    return found == columns.end() ? nullptr : &*found;
}

std::string search_text_of(const Code& code) {
    return fold_case(code.content + '\n' + code.title.value_or("") + '\n' + code.description.value_or("") +
                     '\n' + code.redirect_url.value_or(""));
}

}  // namespace qrgen::store
