// SPDX-License-Identifier: MIT
#include "core/transfer/export_rows.hpp"

#include <charconv>
#include <chrono>
#include <utility>
#include <variant>

#include "core/base/error.hpp"
#include "core/base/json_values.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/records/csv_text.hpp"
#include "core/store/code_columns.hpp"
#include "core/store/scan_rows.hpp"

namespace qrgen::transfer {
namespace {

using Text = std::optional<std::string>;

ExportRow value_of(const store::Value& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
    return {};
}

std::string dump(const ExportRow& row) {
    return row.dump(-1, ' ', false, ExportRow::error_handler_t::replace);
}

std::string csv_text(const ExportRow& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return dump(value);
    std::string text;
    for (const auto& item : value) text += (text.empty() ? "" : " ") + item.get<std::string>();
    return text;
}

ExportRow empty_row(ExportTable table) {
    switch (table) {
        case ExportTable::codes: return row_of(codes::Code());
        case ExportTable::history: return row_of(store::HistoryRow());
        case ExportTable::scans: return row_of(store::StoredScan());
        case ExportTable::days: break;
    }
    return row_of(store::CodeDay());
}

[[noreturn]] void reject(std::string_view column, const std::string& message) {
    throw Error({Fault{std::string(column), message}});
}

std::string required(const Values& values, std::string_view column) {
    Text text = values(column);
    if (!text) reject(column, "is missing");
    return *std::move(text);
}

std::string required_uuid(const Values& values, std::string_view column) {
    const std::string text = to_lower_ascii(required(values, column));
    if (!is_uuid(text)) reject(column, "is no UUID");
    return text;
}

Timestamp required_time(const Values& values, std::string_view column) {
    const auto time = parse_rfc3339(required(values, column));
    if (!time) reject(column, "is no time");
    return *time;
}

std::int64_t required_number(const Values& values, std::string_view column) {
    const std::string digits = required(values, column);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size() || number < 0)
        reject(column, "is no whole number from 0 on");
    return number;
}

// Exports of versions that did not know the column can still be read.
std::int64_t optional_number(const Values& values, std::string_view column) {
    return values(column) ? required_number(values, column) : 0;
}

template <typename Counts>
Counts parsed(const Values& values, std::string_view column) {
    try {
        return Counts::parse(values(column).value_or("{}"));
    } catch (const Error&) {
        reject(column, "is not as qrgen writes it");
    }
}

std::optional<bool> read_flag(const Values& values, std::string_view column) {
    const Text text = values(column);
    if (!text) return std::nullopt;
    if (*text == "true") return true;
    if (*text == "false") return false;
    reject(column, "is neither true nor false");
}

// The column holds a space around each tag.
Text stored_tags(const Text& tags) {
    return " " + tags.value_or("") + (tags ? " " : "");
}

}  // namespace

ExportRow header_row() {
    return {{"format", export_format}, {"version", export_version}};
}

ExportRow end_row(const ExportCounts& counts) {
    return {
        {"codes", counts.codes}, {"history", counts.history}, {"scans", counts.scans}, {"days", counts.days}};
}

ExportRow row_of(const codes::Code& code) {
    ExportRow row = ExportRow::object();
    for (const store::CodeColumn& column : store::code_columns()) {
        const std::string name(column.name);
        if (name == "tags") {
            row[name] = code.tags;
        } else {
            row[name] = value_of(column.get(code));
        }
    }
    return row;
}

ExportRow row_of(const store::HistoryRow& row) {
    const codes::HistoryEntry& entry = row.entry;
    return {{"code_id", row.code_id},
            {"revision", entry.revision},
            {"changed_at", format_rfc3339(entry.changed_at)},
            {"actor", entry.actor},
            {"action", entry.action},
            {"field", entry.field},
            {"old_value", value_or_null(entry.from)},
            {"new_value", value_or_null(entry.to)}};
}

ExportRow row_of(const store::StoredScan& scan) {
    return {{"event_id", scan.event_id},
            {"code_id", scan.code_id},
            {"scanned_at", format_rfc3339(scan.scanned_at)},
            {"is_genuine_scan", scan.is_genuine},
            {"ip_address", text_or_null(scan.ip_address)},
            {"user_agent", text_or_null(scan.user_agent)},
            {"referrer", text_or_null(scan.referrer)},
            {"language", text_or_null(scan.language)},
            {"country", value_or_null(scan.country)},
            {"city", value_or_null(scan.city)},
            {"referrer_host", value_or_null(scan.referrer_host)},
            {"device_family", value_or_null(scan.device_family)},
            {"os_family", value_or_null(scan.os_family)},
            {"os_version", value_or_null(scan.os_version)},
            {"browser_family", value_or_null(scan.browser_family)},
            {"browser_version", value_or_null(scan.browser_version)},
            {"is_mobile", value_or_null(scan.is_mobile)},
            {"is_tablet", value_or_null(scan.is_tablet)},
            {"is_pc", value_or_null(scan.is_pc)},
            {"is_bot", value_or_null(scan.is_bot)}};
}

ExportRow row_of(const store::CodeDay& day) {
    return {{"code_id", day.code_id},
            {"day", store::day_text(day.day)},
            {"scans", day.rollup.totals.scans},
            {"genuine_scans", day.rollup.totals.genuine},
            {"bots", day.rollup.totals.bots},
            {"visitors", day.rollup.totals.visitors},
            {"quarters", day.rollup.quarters.text()},
            {"lists", day.rollup.lists.text()}};
}

std::string ndjson_line(std::string_view record, const ExportRow& row) {
    ExportRow line{{"record", record}};
    line.update(row);
    return dump(line) + '\n';
}

std::string csv_header(ExportTable table) {
    records::CsvLine line;
    const ExportRow row = empty_row(table);
    for (const auto& member : row.items()) line.add(member.key());
    return line.finish();
}

std::string csv_line(const ExportRow& row) {
    records::CsvLine line;
    for (const auto& member : row.items()) line.add(csv_text(member.value()));
    return line.finish();
}

std::vector<std::string> required_columns(ExportTable table) {
    if (table == ExportTable::codes) {
        std::vector<std::string> names;
        for (const store::CodeColumn& column : store::code_columns()) {
            // Exports of versions that did not know the others can still be read.
            if (column.nullable == store::Nullable::no && column.name != "tags")
                names.emplace_back(column.name);
        }
        return names;
    }
    if (table == ExportTable::history)
        return {"code_id", "revision", "changed_at", "actor", "action", "field"};
    if (table == ExportTable::scans) return {"event_id", "code_id", "scanned_at", "is_genuine_scan"};
    return {"code_id", "day", "scans", "genuine_scans"};
}

codes::Code read_code_row(const Values& values) {
    codes::Code code;
    for (const store::CodeColumn& column : store::code_columns()) {
        Text text = values(column.name);
        if (column.name == "tags") text = stored_tags(text);
        if (column.nullable == store::Nullable::no && !text) reject(column.name, "is missing");
        try {
            column.set(code, std::move(text));
        } catch (const Error&) {
            reject(column.name, "makes no sense");
        }
    }
    code.id = required_uuid(values, "id");
    return code;
}

store::HistoryRow read_history_row(const Values& values) {
    store::HistoryRow row{.code_id = required_uuid(values, "code_id"), .entry = {}};
    row.entry.revision = required_number(values, "revision");
    row.entry.changed_at = required_time(values, "changed_at");
    row.entry.actor = required(values, "actor");
    row.entry.action = required(values, "action");
    row.entry.field = required(values, "field");
    row.entry.from = values("old_value");
    row.entry.to = values("new_value");
    return row;
}

store::StoredScan read_scan_row(const Values& values) {
    store::StoredScan scan;
    scan.event_id = required_uuid(values, "event_id");
    scan.code_id = required_uuid(values, "code_id");
    scan.scanned_at = required_time(values, "scanned_at");
    const auto is_genuine = read_flag(values, "is_genuine_scan");
    if (!is_genuine) reject("is_genuine_scan", "is missing");
    scan.is_genuine = *is_genuine;
    scan.ip_address = values("ip_address").value_or("");
    scan.user_agent = values("user_agent").value_or("");
    scan.referrer = values("referrer").value_or("");
    scan.language = values("language").value_or("");
    scan.country = values("country");
    scan.city = values("city");
    scan.referrer_host = values("referrer_host");
    scan.device_family = values("device_family");
    scan.os_family = values("os_family");
    scan.os_version = values("os_version");
    scan.browser_family = values("browser_family");
    scan.browser_version = values("browser_version");
    scan.is_mobile = read_flag(values, "is_mobile");
    scan.is_tablet = read_flag(values, "is_tablet");
    scan.is_pc = read_flag(values, "is_pc");
    scan.is_bot = read_flag(values, "is_bot");
    return scan;
}

store::CodeDay read_day_row(const Values& values) {
    store::CodeDay day{.code_id = required_uuid(values, "code_id")};
    day.day = std::chrono::floor<std::chrono::days>(required_time(values, "day"));
    day.rollup.totals = {required_number(values, "scans"), required_number(values, "genuine_scans"),
                         optional_number(values, "bots"), optional_number(values, "visitors")};
    day.rollup.quarters = parsed<store::ScanQuarters>(values, "quarters");
    day.rollup.lists = parsed<store::ScanLists>(values, "lists");
    return day;
}

}  // namespace qrgen::transfer
