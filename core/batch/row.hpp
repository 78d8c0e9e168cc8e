// SPDX-License-Identifier: MIT
//
// What a row of a batch file asks for.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/codes/code_service.hpp"
#include "core/records/record_reader.hpp"

namespace qrgen::batch {

inline constexpr std::size_t max_key_length = 200;  // characters

struct Row {
    std::int64_t line = 0;
    std::optional<std::string> key{};
    codes::CodeWish code{};
    std::optional<std::string> file{};    // name of the picture, below the output directory
    std::optional<std::string> format{};  // of the picture
    std::vector<std::pair<std::string, std::string>>
        drawing{};        // further options of the picture and their values
    std::string fault{};  // why the row cannot be understood; empty: it can
    std::string text{};   // as it would stand in a file of the same kind, if that is kept
};

/// What holds for all rows that do not say otherwise: none of it is required.
struct RowDefaults {
    codes::CodeWish code{};
    std::vector<std::string> drawing_columns{};  // names of the picture's further options
    bool keep_text = false;                      // for files of refused rows
};

/// Columns: those of codes (`qr_type` or `type`, `content`, `redirect_url`, `short_id`, `title`,
/// `description`, `tags`, `fill_color`, `back_color`, `size`, `border`, `error_level`, `status`), `key`,
/// `file`, `format` and drawing_columns; with dashes or underscores, in any case. A value that is missing, or
/// empty where a code must have one, is the default; an empty title, description or tags removes what was
/// there.
class RowReader {
  public:
    /// The reader must outlive it.
    RowReader(records::RecordReader& reader, RowDefaults defaults);

    /// False at the end. Throws what the reader throws, and Error(invalid) for a header of CSV with a column
    /// that nobody knows.
    bool next(Row& row);

  private:
    using Setter = std::function<void(Row&, std::string&&)>;

    void learn_columns();
    Setter setter_of(const std::string& column) const;

    records::RecordReader& reader_;
    RowDefaults defaults_;
    records::Record record_;
    std::vector<Setter> setters_;       // by column
    std::vector<std::string> unknown_;  // by column: what is wrong with it
};

}  // namespace qrgen::batch
