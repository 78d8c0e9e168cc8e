// SPDX-License-Identifier: MIT
//
// Labels from rows of a file: what each says, its caption and how often it is wanted.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text_template.hpp"
#include "core/records/record_reader.hpp"

namespace qrgen::cmd {

inline constexpr int max_label_copies = 10000;

struct LabelRow {
    std::int64_t line = 0;
    std::string content;
    std::optional<std::string> caption;  // of the template, or the column of that name
    int copies = 1;
};

/// Reads the columns `content`, `caption` and `copies`, and those that the template names. Not thread-safe.
class LabelRows {
  public:
    LabelRows(std::unique_ptr<records::RecordReader> reader, records::RecordSyntax syntax,
              std::optional<TextTemplate> captions);

    /// False at the end. Throws Error(invalid) for a row that is none, whose line is in `row` by then, and
    /// the next one can be read; what makes the rest unreadable ends with is_broken().
    bool next(LabelRow& row);

    bool is_broken() const noexcept { return is_broken_; }

    /// Columns that nothing was made of.
    std::vector<std::string> unused_columns() const;

  private:
    void check_columns();
    std::string value_of(std::string_view name) const;

    std::unique_ptr<records::RecordReader> reader_;
    records::RecordSyntax syntax_;
    std::optional<TextTemplate> captions_;
    std::vector<std::string> wanted_;  // columns
    records::Record record_;
    bool is_checked_ = false;
    bool is_broken_ = false;
};

}  // namespace qrgen::cmd
