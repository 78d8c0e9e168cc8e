// SPDX-License-Identifier: MIT
#include "core/transfer/sql_dump.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.hpp"

namespace qrgen::transfer {
namespace {

using Kind = SqlToken::Kind;

constexpr std::size_t max_tables = 10'000;
constexpr std::size_t max_values = 1000;

// What begins a definition within CREATE TABLE that is none of a column.
bool is_about_no_column(const SqlToken& token) {
    constexpr std::array words{"PRIMARY", "KEY",     "UNIQUE",  "CONSTRAINT", "FULLTEXT",
                               "INDEX",   "FOREIGN", "SPATIAL", "CHECK"};
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return token.is_word(word); });
}

bool is_name(const SqlToken& token) {
    return token.kind == Kind::name || token.kind == Kind::word;
}

}  // namespace

SqlDump::SqlDump(records::ByteSource source, Filter filter)
    : lexer_(std::move(source)), filter_(std::move(filter)) {}

const SqlToken& SqlDump::next_token() {
    token_ = lexer_.next();
    return token_;
}

bool SqlDump::next() {
    if (!is_in_insert_ && !find_insert()) return false;
    line_ = lexer_.line();
    read_row();
    next_token();
    if (token_.is_sign(',')) {
        if (!next_token().is_sign('(')) lexer_.fail("a row of values is expected");
        return true;
    }
    is_in_insert_ = false;
    // INSERT … ON DUPLICATE KEY UPDATE
    skip_statement();
    return true;
}

// Up to behind the ( of the first row.
bool SqlDump::find_insert() {
    for (;;) {
        next_token();
        if (token_.kind == Kind::end) return false;
        if (token_.is_sign(';')) continue;
        if (token_.is_word("INSERT") || token_.is_word("REPLACE")) {
            if (begin_insert()) return true;
        } else if (token_.is_word("CREATE")) {
            read_create();
            continue;
        }
        skip_statement();
    }
}

bool SqlDump::begin_insert() {
    while (next_token().kind == Kind::word && !token_.is_word("INTO")) continue;
    if (!token_.is_word("INTO")) return false;
    next_token();
    table_ = read_table_name();
    columns_.clear();
    if (token_.is_sign('(')) {
        columns_ = read_names();
    } else if (const auto known = known_columns_.find(table_); known != known_columns_.end()) {
        columns_ = known->second;
    }
    if (!token_.is_word("VALUES") && !token_.is_word("VALUE")) return false;
    if (!filter_(table_, columns_)) return false;
    if (!next_token().is_sign('(')) lexer_.fail("a row of values is expected");
    is_in_insert_ = true;
    return true;
}

// [database.]table, and the token behind it.
std::string SqlDump::read_table_name() {
    std::string name;
    if (is_name(token_)) {
        name = token_.text;
        if (token_.kind == Kind::word && name.find('.') != std::string::npos)
            name.erase(0, name.rfind('.') + 1);
        next_token();
        // `database`.`table`: the point begins a word of its own.
        if (token_.kind == Kind::word && token_.text.starts_with('.')) {
            name = token_.text.substr(1);
            next_token();
            if (name.empty() && token_.kind == Kind::name) {
                name = token_.text;
                next_token();
            }
        }
    }
    return name;
}

// (a, b, c), and the token behind it.
SqlDump::Columns SqlDump::read_names() {
    Columns names;
    do {
        if (!is_name(next_token())) return {};
        names.push_back(token_.text);
        if (names.size() > max_values) lexer_.fail("a statement names too many columns");
        next_token();
    } while (token_.is_sign(','));
    if (token_.is_sign(')')) next_token();
    return names;
}

void SqlDump::read_create() {
    if (!next_token().is_word("TABLE")) return skip_statement();
    next_token();
    while (token_.is_word("IF") || token_.is_word("NOT") || token_.is_word("EXISTS")) next_token();
    const std::string table = read_table_name();
    if (!token_.is_sign('(')) return skip_statement();
    Columns names;
    do {
        next_token();
        if (is_name(token_) && !is_about_no_column(token_)) names.push_back(token_.text);
        if (names.size() > max_values) lexer_.fail("a table has too many columns");
        skip_definition();
    } while (token_.is_sign(','));
    if (known_columns_.size() < max_tables) known_columns_[table] = std::move(names);
    skip_statement();
}

// Up to the , or ) that ends it, which is the current token then. The current token may be the ) already.
void SqlDump::skip_definition() {
    int depth = 0;
    for (;; token_ = lexer_.next(SqlLexer::Text::drop)) {
        if (token_.kind == Kind::end) lexer_.fail("the dump ends within a statement");
        if (depth == 0 && (token_.is_sign(',') || token_.is_sign(')') || token_.is_sign(';'))) return;
        if (token_.is_sign('(')) ++depth;
        if (token_.is_sign(')')) --depth;
    }
}

void SqlDump::skip_statement() {
    while (!token_.is_sign(';')) {
        if (token_.kind == Kind::end) lexer_.fail("the dump ends within a statement");
        token_ = lexer_.next(SqlLexer::Text::drop);
    }
}

// The current token is the ( before it, and the ) behind it then.
void SqlDump::read_row() {
    values_.clear();
    do {
        values_.push_back(read_value());
        if (values_.size() > max_values) lexer_.fail("a row has too many values");
    } while (token_.is_sign(','));
    if (!token_.is_sign(')')) lexer_.fail("a value is no text and no number");
}

// And the token behind it.
std::optional<std::string> SqlDump::read_value() {
    next_token();
    // _binary 'text', N'text'
    const bool is_introducer =
        token_.kind == Kind::word && (token_.text.starts_with('_') || token_.is_word("N"));
    if (is_introducer) next_token();
    if (token_.kind != Kind::string && token_.kind != Kind::word)
        lexer_.fail("a value is no text and no number");
    std::optional<std::string> value = token_.text;
    if (token_.is_word("NULL")) value.reset();
    next_token();
    return value;
}

}  // namespace qrgen::transfer
