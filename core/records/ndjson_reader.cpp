// SPDX-License-Identifier: MIT
#include "core/records/ndjson_reader.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/base/text.hpp"
#include "core/records/complaint.hpp"

namespace qrgen::records {

bool NdjsonReader::next(Record& record) {
    if (!next_line()) return false;
    record.line = number_;
    record.cells.clear();
    record.text.clear();
    members_.clear();
    record.fault = byte_complaint(line());  // the parser takes a NUL for the end
    if (record.fault.empty()) record.fault = read_members(line(), members_);
    if (record.fault.empty()) record.fault = read_cells(record.cells);
    if (record.fault.empty()) return true;
    record.cells.clear();
    record.text = line();
    if (!record.text.ends_with('\n')) record.text += '\n';
    return true;
}

bool NdjsonReader::next_line() {
    do {
        window_.drop(size_);
        ++number_;
        size_ = 0;
        for (std::size_t seen = 0; size_ == 0;) {
            const std::string_view bytes = window_.bytes();
            const std::size_t end = bytes.find('\n', seen);
            seen = bytes.size();
            if (end != std::string_view::npos) {
                size_ = end + 1;
            } else if (seen > max_record_bytes || !window_.extend()) {
                size_ = seen;
                if (seen == 0) return false;
            }
        }
        if (size_ > max_record_bytes) refuse_long_record(number_);
    } while (trim(line()).empty());
    return true;
}

std::string NdjsonReader::read_cells(std::vector<Cell>& cells) {
    const std::size_t known = columns_.size();
    for (JsonMember& member : members_) {
        std::string complaint = take(member, cells);
        if (complaint.empty()) continue;
        forget_columns(known);
        return complaint;
    }
    return {};
}

std::string NdjsonReader::take(JsonMember& member, std::vector<Cell>& cells) {
    const auto [place, is_new] = column_of_name_.try_emplace(member.name, columns_.size());
    const std::size_t column = place->second;
    if (is_new) {
        columns_.push_back(member.name);
        last_line_.push_back(0);
        if (columns_.size() > max_columns) {
            return "the lines up to here have more than " + std::to_string(max_columns) +
                   " members with different names";
        }
        if (member.name.empty()) return "a member has an empty name";
        if (const auto complaint = byte_complaint(member.name); !complaint.empty()) {
            return "the name of member " + quoted_name(member.name) + ": " + complaint;
        }
    }
    if (std::exchange(last_line_[column], number_) == number_) {
        return "member " + quoted_name(member.name) + " is there twice";
    }
    if (!member.value) return {};
    if (const auto complaint = byte_complaint(*member.value); !complaint.empty()) {
        return "member " + quoted_name(member.name) + ": " + complaint;
    }
    cells.push_back({column, std::move(*member.value)});
    return {};
}

void NdjsonReader::forget_columns(std::size_t kept) {
    for (std::size_t i = kept; i < columns_.size(); ++i) column_of_name_.erase(columns_[i]);
    columns_.resize(kept);
    last_line_.resize(kept);
}

std::string NdjsonReader::to_text(const Record& record) const {
    if (!record.fault.empty()) return record.text;
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const Cell& cell : record.cells) object[columns_[cell.column]] = cell.value;
    return object.dump() + '\n';
}

}  // namespace qrgen::records
