// SPDX-License-Identifier: MIT
#include "core/records/csv_reader.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/records/complaint.hpp"
#include "core/records/csv_text.hpp"

namespace qrgen::records {
namespace {

constexpr std::string_view separators = ",;\t";

std::string explain(CsvProblem problem) {
    switch (problem) {
        case CsvProblem::none: break;
        case CsvProblem::mark_inside:
            return "a quotation mark inside the value: double it, and put the value between quotation marks";
        case CsvProblem::text_behind_mark:
            return "text behind the closing quotation mark: double those that belong to the value";
        case CsvProblem::lone_carriage_return:
            return "a carriage return without a line feed: put the value between quotation marks";
        case CsvProblem::never_closed: return "the quotation mark that opens the value is never closed";
    }
    return {};
}

std::string counted(std::size_t count, const std::string& noun) {
    return std::to_string(count) + " " + noun + (count == 1 ? "" : "s");
}

}  // namespace

bool CsvReader::next(Record& record) {
    if (columns_.empty()) read_header();
    if (!next_row()) return false;
    record.line = line_;
    record.fault = fault();
    record.text.clear();
    if (record.fault.empty()) {
        read_cells(record);
    } else {
        record.cells.clear();
        record.text = row();
        if (!record.text.ends_with('\n')) record.text += '\n';
    }
    return true;
}

bool CsvReader::next_row() {
    do {
        drop_row();
        while (!scanner_.scan(window_.bytes()) && scanner_.size() <= max_record_bytes) {
            if (window_.extend()) continue;
            if (window_.bytes().empty()) return false;
            scanner_.finish();
            break;
        }
        if (scanner_.size() > max_record_bytes) refuse_long_record(line_, "is a quotation mark not closed?");
    } while (scanner_.is_empty_line());
    return true;
}

void CsvReader::drop_row() {
    const std::string_view bytes = row();
    line_ += std::count(bytes.begin(), bytes.end(), '\n');
    window_.drop(bytes.size());
    scanner_.start();
}

void CsvReader::read_header() {
    scanner_.set_separators(separators);
    scanner_.set_max_values(max_columns);
    if (!next_row()) refuse(1, "the file is empty");
    require_good_header();
    for (std::size_t i = 0; i < scanner_.value_count(); ++i) read_name(i);
    if (scanner_.first_separator() != '\0') separator_ = scanner_.first_separator();
    scanner_.set_separators({&separator_, 1});
    scanner_.set_max_values(columns_.size());
}

void CsvReader::require_good_header() const {
    if (scanner_.problem() != CsvProblem::none) {
        refuse(line_, "column " + std::to_string(scanner_.problem_value() + 1) +
                          " of the header: " + explain(scanner_.problem()));
    }
    if (scanner_.has_several_separators()) {
        refuse(line_,
               "the header has more than one of comma, semicolon and tab, so that none is the separator",
               "put names that have them between quotation marks");
    }
    if (scanner_.value_count() > max_columns) {
        refuse(line_, "the header has " + counted(scanner_.value_count(), "column") + ", but at most " +
                          std::to_string(max_columns) + " are read");
    }
}

void CsvReader::read_name(std::size_t index) {
    std::string value;
    scanner_.read_value(row(), index, value);
    const std::string place = "column " + std::to_string(index + 1) + " of the header";
    if (const std::string complaint = byte_complaint(value); !complaint.empty()) {
        refuse(line_, place + ": " + complaint);
    }
    const std::string name(trim(value));
    if (name.empty()) refuse(line_, place + " has no name");
    const auto same = std::find(columns_.begin(), columns_.end(), name);
    if (same != columns_.end()) {
        refuse(line_, "the header names the columns " + std::to_string(same - columns_.begin() + 1) +
                          " and " + std::to_string(index + 1) + " both " + quoted_name(name));
    }
    columns_.push_back(name);
}

std::string CsvReader::fault() const {
    if (scanner_.problem() != CsvProblem::none) {
        const std::size_t index = scanner_.problem_value();
        const std::string place =
            index < columns_.size() ? quoted_name(columns_[index]) : std::to_string(index + 1);
        return "column " + place + ": " + explain(scanner_.problem());
    }
    if (scanner_.value_count() != columns_.size()) {
        return counted(columns_.size(), "value") + " expected, one for each column of the header, but " +
               std::to_string(scanner_.value_count()) + " found";
    }
    return byte_complaint(row()).empty() ? std::string() : fault_of_bytes();
}

std::string CsvReader::fault_of_bytes() const {
    std::string value;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        scanner_.read_value(row(), i, value);
        const std::string complaint = byte_complaint(value);
        if (!complaint.empty()) return "column " + quoted_name(columns_[i]) + ": " + complaint;
    }
    return {};
}

void CsvReader::read_cells(Record& record) const {
    record.cells.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        record.cells[i].column = i;
        scanner_.read_value(row(), i, record.cells[i].value);
    }
}

std::string CsvReader::to_text(const Record& record) const {
    if (!record.fault.empty()) return record.text;
    CsvLine line({&separator_, 1});
    for (const Cell& cell : record.cells) line.add(cell.value);
    return line.finish();
}

std::string CsvReader::header_text() const {
    // With the file's own separator first; the others must not look like one.
    std::string special(1, separator_);
    special += separators;
    CsvLine line(special);
    for (const std::string& name : columns_) line.add(name);
    return line.finish();
}

}  // namespace qrgen::records
