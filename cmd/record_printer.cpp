// SPDX-License-Identifier: MIT
#include "cmd/record_printer.hpp"

#include <sstream>
#include <utility>

#include "cmd/terminal.hpp"

namespace qrgen::cmd {

RecordPrinter::RecordPrinter(RecordFormat format, std::vector<std::string_view> fields,
                             std::vector<std::string_view> columns)
    : format_(format), columns_(std::move(columns)) {
    list_.fields = std::move(fields);
    if (format_ == RecordFormat::csv) write(csv_header(list_.fields));
}

bool RecordPrinter::has_to_wait() const noexcept {
    return format_ == RecordFormat::table && !columns_.empty();
}

void RecordPrinter::add(const Record& record) {
    ++list_.total;
    if (has_to_wait()) {
        list_.items.push_back(record);
    } else if (format_ == RecordFormat::json) {
        add_to_document(record);
    } else if (format_ == RecordFormat::csv) {
        write(csv_row(record));
    } else {
        const bool needs_gap = format_ == RecordFormat::table && list_.total > 1;
        write((needs_gap ? "\n" : "") + format_record(record, format_));
    }
}

// Piece by piece what format_list() makes of the whole list.
void RecordPrinter::add_to_document(const Record& record) {
    std::string text = list_.total == 1 ? "{\n  \"items\": [\n" : ",\n";
    std::istringstream lines(format_record(record, format_));
    const char* gap = "";
    for (std::string line; std::getline(lines, line);) {
        text += std::exchange(gap, "\n");
        text += "    " + line;
    }
    write(text);
}

void RecordPrinter::finish() {
    if (format_ == RecordFormat::json && list_.total > 0) {
        write("\n  ],\n  \"total\": " + std::to_string(list_.total) + "\n}\n");
    } else if (format_ == RecordFormat::json) {
        write(format_list(list_, format_, columns_, 0));
    }
    const bool is_empty_table = format_ == RecordFormat::table && list_.items.empty();
    if (has_to_wait() && !is_empty_table) write(format_list(list_, format_, columns_, terminal_width()));
}

void RecordPrinter::write(const std::string& text) {
    try {
        if (!reader_is_gone_) write_stdout(text);
    } catch (const ReaderGone&) {
        reader_is_gone_ = true;
    }
}

}  // namespace qrgen::cmd
