// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>
#include <unordered_map>

#include "core/records/json_members.hpp"
#include "core/records/record_reader.hpp"
#include "core/records/window.hpp"

namespace qrgen::records {

/// One JSON object (RFC 8259) a line; lines of white space are passed over. The columns are the members of
/// all objects, in the order in which they appear, those of faulty ones left out.
class NdjsonReader final : public RecordReader {
  public:
    explicit NdjsonReader(ByteSource source) : window_(std::move(source)) {}

    bool next(Record& record) override;
    const std::vector<std::string>& columns() const override { return columns_; }
    std::string to_text(const Record& record) const override;
    std::string header_text() const override { return {}; }

  private:
    bool next_line();
    std::string_view line() const { return window_.bytes().substr(0, size_); }
    std::string read_cells(std::vector<Cell>& cells);
    std::string take(JsonMember& member, std::vector<Cell>& cells);
    void forget_columns(std::size_t kept);

    Window window_;
    std::size_t size_ = 0;  // of the line, with its end
    std::int64_t number_ = 0;
    std::vector<JsonMember> members_;  // of the line
    std::vector<std::string> columns_;
    std::unordered_map<std::string, std::size_t> column_of_name_;
    std::vector<std::int64_t> last_line_;  // in which each column was seen
};

}  // namespace qrgen::records
