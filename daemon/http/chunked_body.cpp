// SPDX-License-Identifier: MIT
#include "daemon/http/chunked_body.hpp"

#include <algorithm>

#include "daemon/http/head_check.hpp"

namespace qrgen::daemon::http {
namespace {

constexpr unsigned no_digit = 16;

unsigned hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A' + 10);
    return no_digit;
}

bool may_stand_in_line(char c) {
    return is_field_value({&c, 1});
}

}  // namespace

std::size_t ChunkedBody::feed(std::string_view bytes) {
    std::size_t used = 0;
    while (used < bytes.size() && state_ == State::incomplete) {
        if (part_ != Part::data) {
            take(bytes[used++]);
            continue;
        }
        const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(size_, bytes.size() - used));
        body_.append(bytes.substr(used, count));
        used += count;
        size_ -= count;
        if (size_ == 0) part_ = Part::data_cr;
    }
    return used;
}

void ChunkedBody::take(char c) {
    switch (part_) {
        case Part::size:
            if (const unsigned digit = hex_digit(c); digit != no_digit) return take_size_digit(digit);
            if (!has_digits_) {
                state_ = State::malformed;
                return;
            }
            [[fallthrough]];
        case Part::size_blanks: return take_after_size(c);
        case Part::extension: return take_extension(c);
        case Part::size_end: return end_size_line(c);
        case Part::data: return;  // whole pieces, in feed()
        case Part::data_cr: return expect(c, '\r', Part::data_end);
        case Part::data_end:
            has_digits_ = false;
            line_size_ = 0;
            return expect(c, '\n', Part::size);
        case Part::trailer: return take_trailer(c);
        case Part::trailer_end: line_is_empty_ = true; return expect(c, '\n', Part::trailer);
        case Part::last_end: state_ = c == '\n' ? State::complete : State::malformed; return;
    }
}

void ChunkedBody::take_size_digit(unsigned digit) {
    has_digits_ = true;
    size_ = size_ * 16 + digit;
    if (++line_size_ > longest_chunk_line) {
        state_ = State::malformed;
    } else if (size_ > max_body_ - body_.size()) {
        state_ = State::too_large;
    }
}

// Blanks before a semicolon are bad white space, which has to be taken.
void ChunkedBody::take_after_size(char c) {
    const bool is_blank = c == ' ' || c == '\t';
    if (c == '\r' && part_ == Part::size) {
        part_ = Part::size_end;
    } else if (c == ';') {
        part_ = Part::extension;
    } else if (is_blank && ++line_size_ <= longest_chunk_line) {
        part_ = Part::size_blanks;
    } else {
        state_ = State::malformed;
    }
}

void ChunkedBody::take_extension(char c) {
    if (c == '\r') {
        part_ = Part::size_end;
    } else if (!may_stand_in_line(c) || ++line_size_ > longest_chunk_line) {
        state_ = State::malformed;
    }
}

void ChunkedBody::end_size_line(char c) {
    line_size_ = 0;
    line_is_empty_ = true;
    expect(c, '\n', size_ == 0 ? Part::trailer : Part::data);
}

void ChunkedBody::take_trailer(char c) {
    if (c == '\r') {
        part_ = line_is_empty_ ? Part::last_end : Part::trailer_end;
    } else if (!may_stand_in_line(c) || ++line_size_ > longest_trailers) {
        state_ = State::malformed;
    } else {
        line_is_empty_ = false;
    }
}

void ChunkedBody::expect(char c, char expected, Part next) {
    part_ = next;
    if (c != expected) state_ = State::malformed;
}

}  // namespace qrgen::daemon::http
