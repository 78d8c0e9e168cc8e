// SPDX-License-Identifier: MIT
#include "cmd/records.hpp"

#include <algorithm>

#include "cmd/terminal.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_fields.hpp"
#include "core/records/csv_text.hpp"

namespace qrgen::cmd {
namespace {

constexpr std::string_view column_gap = "  ";

std::string dump(const Record& record, int indent) {
    return record.dump(indent, ' ', false, Record::error_handler_t::replace);
}

// A member as plain text: null is empty, the items of a list are separated by spaces.
std::string to_text(const Record& value) {
    if (value.is_null()) return {};
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return dump(value, -1);
    std::string text;
    for (const Record& item : value) text += (text.empty() ? "" : " ") + to_text(item);
    return text;
}

void trim_right(std::string& line) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
}

template <typename Fields, typename ToText>
std::string csv_line(const Fields& fields, ToText text) {
    records::CsvLine line;
    for (const auto& field : fields) line.add(text(field));
    return line.finish();
}

std::string csv_list(const RecordList& list) {
    std::string text = csv_header(list.fields);
    for (const Record& item : list.items) text += csv_row(item);
    return text;
}

std::string json_list(const RecordList& list) {
    Record object{{"items", list.items}, {"total", list.total}};
    if (list.page_size > 0) {
        object["page"] = list.page;
        object["page_size"] = list.page_size;
    }
    return dump(object, 2) + '\n';
}

std::string ndjson_list(const RecordList& list) {
    std::string text;
    for (const Record& item : list.items) text += to_json_line(item) + '\n';
    return text;
}

std::string table_list(const RecordList& list, const std::vector<std::string_view>& columns, int width) {
    std::vector<std::vector<std::string>> rows(1);
    for (const std::string_view column : columns) rows[0].emplace_back(column);
    for (const Record& item : list.items) {
        auto& row = rows.emplace_back();
        for (const std::string_view column : columns)
            row.push_back(printable(to_text(item.at(std::string(column)))));
    }
    std::vector<int> widths(columns.size(), 0);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
    }
    std::string text;
    for (auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) line += column_gap;
            line += padded(std::move(row[i]), widths[i]);
        }
        trim_right(line);
        text += (width > 0 ? cut_to_width(line, width) : line) + '\n';
    }
    return text;
}

std::string table_record(const Record& record) {
    int name_width = 0;
    for (const auto& member : record.items()) name_width = std::max(name_width, display_width(member.key()));
    std::string text;
    for (const auto& member : record.items()) {
        std::string line = padded(member.key(), name_width);
        line.append(column_gap).append(printable(to_text(member.value())));
        trim_right(line);
        text += line + '\n';
    }
    return text;
}

}  // namespace

std::vector<std::string_view> code_field_names() {
    std::vector<std::string_view> names;
    for (const codes::CodeField& field : codes::code_fields()) names.push_back(field.name);
    return names;
}

std::string csv_header(const std::vector<std::string_view>& fields) {
    return csv_line(fields, [](std::string_view name) { return std::string(name); });
}

std::string csv_row(const Record& record) {
    return csv_line(record.items(), [](const auto& member) { return to_text(member.value()); });
}

std::string to_json_line(const Record& record) {
    return dump(record, -1);
}

std::string format_record(const Record& record, RecordFormat format) {
    switch (format) {
        case RecordFormat::table: return table_record(record);
        case RecordFormat::json: return dump(record, 2) + '\n';
        case RecordFormat::ndjson: return to_json_line(record) + '\n';
        case RecordFormat::csv:
            return csv_line(record.items(), [](const auto& member) { return member.key(); }) +
                   csv_row(record);
    }
    return {};
}

std::string format_list(const RecordList& list, RecordFormat format,
                        const std::vector<std::string_view>& columns, int width) {
    switch (format) {
        case RecordFormat::table: return table_list(list, columns, width);
        case RecordFormat::json: return json_list(list);
        case RecordFormat::ndjson: return ndjson_list(list);
        case RecordFormat::csv: return csv_list(list);
    }
    return {};
}

}  // namespace qrgen::cmd
