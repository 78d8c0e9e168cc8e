// SPDX-License-Identifier: MIT
#include "core/transfer/record_file.hpp"

#include <algorithm>
#include <utility>

#include "core/base/text.hpp"

namespace qrgen::transfer {

RecordFile::RecordFile(std::unique_ptr<records::RecordReader> reader, NameForm form)
    : reader_(std::move(reader)), form_(form) {}

bool RecordFile::next() {
    const bool is_there = reader_->next(record_);
    learn_columns();
    cells_.assign(known_, nullptr);
    if (!is_there) return false;
    for (const records::Cell& cell : record_.cells) cells_[cell.column] = &cell;
    return true;
}

// Of columns with one loose name the first counts.
void RecordFile::learn_columns() {
    const std::vector<std::string>& names = reader_->columns();
    for (; known_ < names.size(); ++known_)
        places_.try_emplace(form_ == NameForm::loose ? loose_name(names[known_]) : names[known_], known_);
}

std::optional<std::string> RecordFile::value(std::string_view column) const {
    const auto place = places_.find(std::string(column));
    if (place == places_.end()) return std::nullopt;
    const records::Cell* const cell = cells_[place->second];
    if (cell == nullptr || cell->value.empty()) return std::nullopt;
    return cell->value;
}

bool RecordFile::has_column(std::string_view column) const {
    return places_.contains(std::string(column));
}

std::vector<std::string> RecordFile::missing(const std::vector<std::string>& columns) const {
    std::vector<std::string> found;
    std::copy_if(columns.begin(), columns.end(), std::back_inserter(found),
                 [&](const std::string& column) { return !has_column(column); });
    return found;
}

std::string loose_name(std::string_view name) {
    std::string loose;
    for (const char c : to_lower_ascii(name)) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) loose += c;
    }
    return loose;
}

}  // namespace qrgen::transfer
