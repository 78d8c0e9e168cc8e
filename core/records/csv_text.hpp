// SPDX-License-Identifier: MIT
//
// Writing CSV: RFC 4180 section 2, with a line feed as line end, which is what shell tools expect.
#pragma once

#include <string>
#include <string_view>

namespace qrgen::records {

/// One line of CSV, value by value. A line whose only value is empty gets quotation marks, as an empty line
/// is no record.
class CsvLine {
  public:
    /// The first of the separators stands between values; a value that has any of them gets quotation marks.
    explicit CsvLine(std::string_view separators = ",");

    void add(std::string_view value);

    /// The line with its end. To be called once.
    std::string finish();

  private:
    bool needs_quotes(std::string_view value) const;

    std::string special_;
    char separator_;
    std::string line_;
    std::size_t values_ = 0;
};

}  // namespace qrgen::records
