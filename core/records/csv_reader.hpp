// SPDX-License-Identifier: MIT
#pragma once

#include "core/records/csv_scanner.hpp"
#include "core/records/record_reader.hpp"
#include "core/records/window.hpp"

namespace qrgen::records {

/// CSV as in RFC 4180, with line feeds alone as line ends, too; empty lines are passed over, white space is
/// part of the values, but not of the names in the header. What follows the header is read with the one
/// separator that the header has outside quotation marks.
class CsvReader final : public RecordReader {
  public:
    explicit CsvReader(ByteSource source) : window_(std::move(source)) {}

    bool next(Record& record) override;
    const std::vector<std::string>& columns() const override { return columns_; }
    std::string to_text(const Record& record) const override;
    std::string header_text() const override;

  private:
    bool next_row();
    void drop_row();
    void read_header();
    void require_good_header() const;
    void read_name(std::size_t index);
    std::string fault() const;
    std::string fault_of_bytes() const;
    void read_cells(Record& record) const;
    std::string_view row() const { return window_.bytes().substr(0, scanner_.size()); }

    Window window_;
    CsvScanner scanner_;
    std::vector<std::string> columns_;
    char separator_ = ',';
    std::int64_t line_ = 1;  // at which the row begins
};

}  // namespace qrgen::records
