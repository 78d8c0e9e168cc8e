// SPDX-License-Identifier: MIT
//
// The rows in a dump that mysqldump or phpMyAdmin wrote, one at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/transfer/sql_lexer.hpp"

namespace qrgen::transfer {

/// Reads the INSERT statements (also INSERT IGNORE and REPLACE) with any number of rows. The names of columns
/// are those of the statement, or else of CREATE TABLE. Everything else is passed over. Memory does not grow
/// with the dump. Not thread-safe.
class SqlDump {
  public:
    using Columns = std::vector<std::string>;

    /// Whether rows of a table are wanted; `columns` are empty if the dump has not named them.
    using Filter = std::function<bool(const std::string& table, const Columns& columns)>;

    SqlDump(records::ByteSource source, Filter filter);

    /// False at the end. Throws Error(invalid), field "line N", for a statement of a wanted table that is no
    /// SQL of this kind, or when the dump ends within a statement; what SqlLexer throws.
    bool next();

    // Of the row that next() read.
    const std::string& table() const noexcept { return table_; }
    const Columns& columns() const noexcept { return columns_; }
    const std::vector<std::optional<std::string>>& values() const noexcept { return values_; }
    std::int64_t line() const noexcept { return line_; }

  private:
    bool find_insert();
    bool begin_insert();
    void read_create();
    void read_row();
    std::optional<std::string> read_value();
    std::string read_table_name();
    Columns read_names();
    void skip_statement();
    void skip_definition();
    const SqlToken& next_token();

    SqlLexer lexer_;
    const Filter filter_;
    std::map<std::string, Columns> known_columns_;  // by table, from CREATE TABLE
    SqlToken token_;                                // the one that was read last
    bool is_in_insert_ = false;
    std::string table_;
    Columns columns_;
    std::vector<std::optional<std::string>> values_;
    std::int64_t line_ = 0;
};

}  // namespace qrgen::transfer
