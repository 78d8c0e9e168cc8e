// SPDX-License-Identifier: MIT
//
// Printing records: as a table for people, as JSON, NDJSON or CSV for programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace qrgen::cmd {

/// One record: an object whose members are texts, numbers, null, or lists of texts, in the order of printing.
using Record = nlohmann::ordered_json;

enum class RecordFormat { table, json, ndjson, csv };

/// A list of records together with what they are a part of. For a page of a longer list, `page` and
/// `page_size` are those of the HTTP API; page_size 0 means that `items` is everything.
struct RecordList {
    std::vector<std::string_view> fields;  // of every item, in order
    std::vector<Record> items;
    std::int64_t total = 0;
    std::int64_t page = 1;
    std::int64_t page_size = 0;
};

/// The names of the fields of a code's record, which codes::to_json() makes, in order.
std::vector<std::string_view> code_field_names();

/// Compact JSON on one line; ill-formed UTF-8 becomes U+FFFD.
std::string to_json_line(const Record& record);

/// One record: a line for each field (table), one object (json, ndjson), header and row (csv).
std::string format_record(const Record& record, RecordFormat format);

/// Lines of CSV, for records that are printed one by one.
std::string csv_header(const std::vector<std::string_view>& fields);
std::string csv_row(const Record& record);

/// `columns` are the fields that the table shows; the other formats have all. `width` is where lines of the
/// table are cut, 0 for nowhere.
std::string format_list(const RecordList& list, RecordFormat format,
                        const std::vector<std::string_view>& columns, int width);

}  // namespace qrgen::cmd
