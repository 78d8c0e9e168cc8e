// SPDX-License-Identifier: MIT
//
// Files of records, one at a time, so that memory does not grow with the file: CSV (RFC 4180) and NDJSON.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/records/byte_source.hpp"

namespace qrgen::records {

inline constexpr std::size_t max_record_bytes = 1 << 20;
inline constexpr std::size_t max_columns = 1000;

enum class RecordSyntax {
    csv,     // with a header; comma, semicolon or tab, whichever the header has; empty lines are passed over
    ndjson,  // one JSON object a line; empty lines are passed over
};

/// Where "csv" and "ndjson" (also jsonl) endings and "-" are not enough to tell: nullopt.
std::optional<RecordSyntax> syntax_of_file(std::string_view file_name);

struct Cell {
    std::size_t column;  // index into RecordReader::columns()
    std::string value;   // UTF-8 without NUL, if the record has no fault
};

/// One row or line. Values that JSON has as null are left out, numbers and truth values are as they stand in
/// JSON, a list of texts is its items with a space between.
struct Record {
    std::int64_t line = 0;    // at which it begins, from 1
    std::vector<Cell> cells;  // CSV: one for each column, in order, unless there is a fault
    std::string fault;        // why it is no record, for people: wrong number of values, not UTF-8, not JSON,
                              // a member twice, an object as value; empty if there is none
    std::string text;         // to_text() of it, if there is a fault
};

/// Not thread-safe. A UTF-8 byte order mark at the beginning is passed over.
class RecordReader {
  public:
    virtual ~RecordReader() = default;

    /// False at the end. What is wrong with one record is its fault, and the next one can be read; what makes
    /// the rest unreadable (a record longer than max_record_bytes, such as an unclosed quote makes; a
    /// missing, ill-formed or ambiguous header) is Error(invalid), field "line N", and next() must not be
    /// called again; so is what the source throws.
    virtual bool next(Record& record) = 0;

    /// Names of all columns that were seen so far; only grows. For CSV all of them are there from the first
    /// call of next() on.
    virtual const std::vector<std::string>& columns() const = 0;

    /// The record, which next() gave, as it would stand in a file of the same syntax, with line end.
    virtual std::string to_text(const Record& record) const = 0;

    /// What a file of the same syntax begins with: the header of CSV with its line end.
    virtual std::string header_text() const = 0;
};

std::unique_ptr<RecordReader> open_records(RecordSyntax syntax, ByteSource source);

}  // namespace qrgen::records
