// SPDX-License-Identifier: MIT
#include "cmd/label_rows.hpp"

#include <algorithm>
#include <utility>

#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

[[noreturn]] void refuse_missing(const std::string& column, const std::vector<std::string>& columns) {
    const std::vector<std::string_view> names(columns.begin(), columns.end());
    const std::string_view meant = nearest(column, names);
    throw Error({Fault{"line 1", "there is no column '" + printable(column) + "'"}},
                meant.empty() ? "the first line must have the names of the columns"
                              : "did you mean the column '" + printable(meant) + "'?");
}

int copies_of(const std::string& text) {
    int copies = 1;
    if (!text.empty() && !read_number<int>(text, {0, max_label_copies}, copies)) {
        throw Error({Fault{"copies", "must be a whole number from 0 to " + std::to_string(max_label_copies) +
                                         ", not '" + printable(text) + "'"}});
    }
    return copies;
}

}  // namespace

LabelRows::LabelRows(std::unique_ptr<records::RecordReader> reader, records::RecordSyntax syntax,
                     std::optional<TextTemplate> captions)
    : reader_(std::move(reader)),
      syntax_(syntax),
      captions_(std::move(captions)),
      wanted_{"content", "caption", "copies"} {
    if (!captions_) return;
    for (const std::string& name : captions_->names()) wanted_.push_back(name);
}

bool LabelRows::next(LabelRow& row) {
    is_broken_ = true;  // unless all goes well
    const bool is_there = reader_->next(record_);
    check_columns();
    is_broken_ = false;
    if (!is_there) return false;
    row = {};
    row.line = record_.line;
    if (!record_.fault.empty()) throw Error(ErrorKind::invalid, record_.fault);
    row.content = value_of("content");
    if (row.content.empty()) throw Error({Fault{"content", "is missing"}});
    row.copies = copies_of(value_of("copies"));
    const std::string caption =
        captions_ ? captions_->filled([this](const std::string& name) { return value_of(name); })
                  : value_of("caption");
    if (!trim(caption).empty()) row.caption = trim(caption);
    return true;
}

// A file of CSV has its columns, or not, from the first line on; objects of NDJSON may differ.
void LabelRows::check_columns() {
    if (std::exchange(is_checked_, true) || syntax_ != records::RecordSyntax::csv) return;
    const std::vector<std::string>& columns = reader_->columns();
    if (!contains(columns, "content")) refuse_missing("content", columns);
    if (!captions_) return;
    for (const std::string& name : captions_->names()) {
        if (!contains(columns, name)) refuse_missing(name, columns);
    }
}

std::string LabelRows::value_of(std::string_view name) const {
    const std::vector<std::string>& columns = reader_->columns();
    for (const records::Cell& cell : record_.cells) {
        if (columns[cell.column] == name) return cell.value;
    }
    return {};
}

std::vector<std::string> LabelRows::unused_columns() const {
    std::vector<std::string> unused;
    for (const std::string& column : reader_->columns()) {
        if (!contains(wanted_, column)) unused.push_back(column);
    }
    return unused;
}

}  // namespace qrgen::cmd
