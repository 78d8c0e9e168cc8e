// SPDX-License-Identifier: MIT
//
// The words of MySQL's SQL, as far as dumps have them (MySQL 8.0 Reference Manual, chapter 9).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/records/byte_source.hpp"

namespace qrgen::transfer {

inline constexpr std::size_t max_sql_text = 1 << 20;

struct SqlToken {
    enum class Kind {
        end,     // of the dump
        word,    // NULL, INSERT, 12.5, 0xFF, a name without quotes
        name,    // `quoted`
        string,  // 'quoted' or "quoted", escapes resolved
        sign,    // any other character
    };
    Kind kind = Kind::end;
    std::string text{};

    bool is_sign(char c) const { return kind == Kind::sign && text[0] == c; }
    /// Regardless of case; `word` in capitals.
    bool is_word(const char* word) const;
};

/// Comments are passed over, also those that MySQL would execute (/*! … */). Throws Error(invalid), field
/// "line N", for a text that does not end or is longer than max_sql_text, and what the source throws. Not
/// thread-safe.
class SqlLexer {
  public:
    explicit SqlLexer(records::ByteSource source);

    enum class Text { keep, drop };

    /// With Text::drop the token has no text but that of a sign; of any length is then what it stands for.
    const SqlToken& next(Text text = Text::keep);

    std::int64_t line() const noexcept { return line_; }
    [[noreturn]] void fail(const std::string& message) const;

  private:
    std::optional<char> peek(std::size_t ahead = 0);
    char take();
    bool skip_blanks_and_comments();
    void skip_line();
    void skip_block();
    void read_quoted(char quote, SqlToken::Kind kind, Text text);
    void read_word(char first, Text text);
    void add(char c, Text text);

    records::ByteSource source_;
    std::vector<char> buffer_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    bool is_over_ = false;
    std::int64_t line_ = 1;
    SqlToken token_;
};

}  // namespace qrgen::transfer
