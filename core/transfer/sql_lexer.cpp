// SPDX-License-Identifier: MIT
#include "core/transfer/sql_lexer.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::transfer {
namespace {

constexpr std::size_t buffer_size = 64 * 1024;

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

bool is_word_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

// What a backslash and a letter stand for (section 9.1.1).
char unescaped(char c) {
    switch (c) {
        case '0': return '\0';
        case 'b': return '\b';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'Z': return '\x1A';
        default: return c;
    }
}

}  // namespace

bool SqlToken::is_word(const char* word) const {
    return kind == Kind::word && equals_ignoring_case(text, word);
}

SqlLexer::SqlLexer(records::ByteSource source) : source_(std::move(source)), buffer_(buffer_size) {}

void SqlLexer::fail(const std::string& message) const {
    throw Error({Fault{"line " + std::to_string(line_), message}});
}

// nullopt at the end. At most a few characters ahead are ever asked for.
std::optional<char> SqlLexer::peek(std::size_t ahead) {
    while (end_ - begin_ <= ahead && !is_over_) {
        std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
                  buffer_.begin() + static_cast<std::ptrdiff_t>(end_), buffer_.begin());
        end_ -= begin_;
        begin_ = 0;
        const std::size_t got = source_(std::span(buffer_).subspan(end_));
        is_over_ = got == 0;
        end_ += got;
    }
    if (end_ - begin_ <= ahead) return std::nullopt;
    return buffer_[begin_ + ahead];
}

char SqlLexer::take() {
    const char c = buffer_[begin_++];
    if (c == '\n') ++line_;
    return c;
}

const SqlToken& SqlLexer::next(Text text) {
    token_.text.clear();
    token_.kind = SqlToken::Kind::end;
    while (skip_blanks_and_comments()) continue;
    if (!peek()) return token_;
    const char c = take();
    if (c == '`') {
        read_quoted(c, SqlToken::Kind::name, text);
    } else if (c == '\'' || c == '"') {
        read_quoted(c, SqlToken::Kind::string, text);
    } else if (is_word_part(c) || ((c == '-' || c == '+') && peek() && is_word_part(*peek()))) {
        read_word(c, text);
    } else {
        token_.kind = SqlToken::Kind::sign;
        token_.text = c;
    }
    return token_;
}

// Whether there was anything.
bool SqlLexer::skip_blanks_and_comments() {
    const auto c = peek();
    if (!c) return false;
    if (is_blank(*c)) {
        take();
        return true;
    }
    if (*c == '#') {
        skip_line();
        return true;
    }
    if (*c == '-' && peek(1) == '-' && (!peek(2) || is_blank(*peek(2)))) {
        skip_line();
        return true;
    }
    if (*c == '/' && peek(1) == '*') {
        skip_block();
        return true;
    }
    return false;
}

void SqlLexer::skip_line() {
    while (peek() && take() != '\n') continue;
}

void SqlLexer::skip_block() {
    take();
    take();
    while (peek()) {
        if (take() == '*' && peek() == '/') {
            take();
            return;
        }
    }
    fail("a comment does not end");
}

// A quotation mark twice stands for itself; backslashes only count in strings.
void SqlLexer::read_quoted(char quote, SqlToken::Kind kind, Text text) {
    token_.kind = kind;
    while (peek()) {
        const char c = take();
        if (c == '\\' && kind == SqlToken::Kind::string) {
            if (!peek()) break;
            add(unescaped(take()), text);
        } else if (c != quote) {
            add(c, text);
        } else if (peek() == quote) {
            add(take(), text);
        } else {
            return;
        }
    }
    fail("a text does not end");
}

void SqlLexer::read_word(char first, Text text) {
    token_.kind = SqlToken::Kind::word;
    add(first, text);
    while (peek() && is_word_part(*peek())) add(take(), text);
}

void SqlLexer::add(char c, Text text) {
    if (text == Text::drop) return;
    if (token_.text.size() == max_sql_text)
        fail("a text is longer than " + std::to_string(max_sql_text) + " bytes");
    token_.text += c;
}

}  // namespace qrgen::transfer
