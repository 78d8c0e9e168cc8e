// SPDX-License-Identifier: MIT
//
// What the targets for files of records have in common.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/records/record_reader.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/support/text_source.hpp"

namespace qrgen::fuzz {

/// All that reading a file gives. The cells of a record are names and values, nothing for a faulty one.
struct RecordFile {
    std::vector<std::vector<std::pair<std::string, std::string>>> records;
    std::vector<std::string> faults;
    std::string header;
    std::string written;  // the records as they would be written
    std::string refusal;  // why the rest cannot be read

    bool operator==(const RecordFile&) const = default;
};

inline void check_record(const records::Record& record, std::int64_t last_line) {
    expect(record.line > last_line, "each record begins on a line of its own");
    expect(record.fault.empty() == record.text.empty(), "a faulty record has its text");
    expect(record.fault.empty() || record.cells.empty(), "a faulty record has no cells");
    expect(printable(record.fault) == record.fault && record.fault.size() < 2000,
           "faults are fit to be shown");
    for (const records::Cell& cell : record.cells) {
        expect(!find_invalid_utf8(cell.value) && cell.value.find('\0') == std::string::npos,
               "values are UTF-8 without NUL");
    }
}

inline RecordFile read_records(records::RecordSyntax syntax, std::string text, std::size_t piece) {
    RecordFile file;
    const auto reader = records::open_records(syntax, test::text_source(std::move(text), piece));
    std::int64_t last_line = 0;
    try {
        for (records::Record record; reader->next(record); last_line = record.line) {
            check_record(record, last_line);
            file.faults.push_back(record.fault);
            auto& cells = file.records.emplace_back();
            for (records::Cell& cell : record.cells) {
                cells.emplace_back(reader->columns().at(cell.column), cell.value);
            }
            file.written += reader->to_text(record);
        }
        file.header = reader->header_text();
    } catch (const Error& error) {
        expect(error.kind() == ErrorKind::invalid && error.faults().size() == 1, "only files are refused");
        expect(printable(error.message()) == error.message(), "refusals are fit to be shown");
        file.refusal = error.message();
    }
    return file;
}

/// What is written is read as the same cells, and faults stay faults; pieces of the source do not matter.
/// `before` is written first, so that a record is not the beginning of a file.
inline void check_record_file(records::RecordSyntax syntax, std::string_view text,
                              const std::string& before) {
    const RecordFile file = read_records(syntax, std::string(text), std::string::npos);
    expect(read_records(syntax, std::string(text), 1 + text.size() % 13) == file, "pieces do not matter");
    if (!file.refusal.empty()) return;
    RecordFile again = read_records(syntax, before + file.header + file.written, std::string::npos);
    expect(again.refusal.empty() && again.header == file.header, "what is written can be read");
    if (!before.empty()) again.records.erase(again.records.begin());
    expect(again.records == file.records, "what is written is read as the same cells");
    expect(again.written == before + file.written, "what is read again is written as the same");
}

}  // namespace qrgen::fuzz
