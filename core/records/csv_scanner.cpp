// SPDX-License-Identifier: MIT
#include "core/records/csv_scanner.hpp"

#include <algorithm>

namespace qrgen::records {

void CsvScanner::set_separators(std::string_view separators) {
    kinds_.fill(Kind::text);
    const auto set = [this](char c, Kind kind) { kinds_[static_cast<unsigned char>(c)] = kind; };
    for (const char c : separators) set(c, Kind::separator);
    set('"', Kind::quote);
    set('\r', Kind::carriage_return);
    set('\n', Kind::line_feed);
}

void CsvScanner::start() {
    spans_.clear();
    count_ = 0;
    state_ = State::begin;
    offset_ = 0;
    is_complete_ = false;
    problem_ = CsvProblem::none;
    first_separator_ = '\0';
    has_several_separators_ = false;
}

bool CsvScanner::scan(std::string_view bytes) {
    while (!is_complete_ && offset_ < bytes.size()) take(bytes);
    return is_complete_;
}

void CsvScanner::take(std::string_view bytes) {
    switch (state_) {
        case State::begin: take_begin(bytes[offset_]); break;
        case State::plain:
            while (offset_ < bytes.size() && kind_of(bytes[offset_]) == Kind::text) ++offset_;
            if (offset_ < bytes.size()) take_plain(bytes[offset_]);
            break;
        case State::quoted:
            end_ = std::min(bytes.find('"', offset_), bytes.size());
            if (end_ < bytes.size()) state_ = State::closed;
            offset_ = std::min(end_ + 1, bytes.size());
            break;
        case State::closed: take_closed(bytes[offset_]); break;
        case State::carriage_return:
            if (kind_of(bytes[offset_]) == Kind::line_feed) {
                end_line(end_);
            } else {
                complain(CsvProblem::lone_carriage_return);
                state_ = State::plain;
            }
            break;
    }
}

void CsvScanner::take_begin(char c) {
    is_quoted_ = kind_of(c) == Kind::quote;
    if (is_quoted_) ++offset_;
    begin_ = offset_;
    state_ = is_quoted_ ? State::quoted : State::plain;
}

void CsvScanner::take_plain(char c) {
    switch (kind_of(c)) {
        case Kind::separator: end_value(offset_, c); break;
        case Kind::line_feed: end_line(offset_); break;
        case Kind::carriage_return:
            end_ = offset_++;
            state_ = State::carriage_return;
            break;
        case Kind::quote:
            complain(CsvProblem::mark_inside);
            ++offset_;
            break;
        case Kind::text: break;
    }
}

void CsvScanner::take_closed(char c) {
    switch (kind_of(c)) {
        case Kind::separator: end_value(end_, c); break;
        case Kind::line_feed: end_line(end_); break;
        case Kind::carriage_return:
            ++offset_;
            state_ = State::carriage_return;
            break;
        case Kind::quote:
            ++offset_;
            state_ = State::quoted;
            break;
        case Kind::text:
            complain(CsvProblem::text_behind_mark);
            state_ = State::plain;
            break;
    }
}

void CsvScanner::end_value(std::size_t end, char separator) {
    add_value(end);
    if (first_separator_ == '\0') first_separator_ = separator;
    if (first_separator_ != separator) has_several_separators_ = true;
    ++offset_;
    state_ = State::begin;
}

void CsvScanner::end_line(std::size_t end) {
    add_value(end);
    ++offset_;
    is_complete_ = true;
}

void CsvScanner::finish() {
    if (state_ == State::begin) {
        is_quoted_ = false;
        begin_ = offset_;
    }
    if (state_ == State::quoted) complain(CsvProblem::never_closed);
    const bool is_end_known = state_ == State::closed || state_ == State::carriage_return;
    add_value(is_end_known ? end_ : offset_);
    is_complete_ = true;
}

void CsvScanner::complain(CsvProblem problem) {
    if (problem_ != CsvProblem::none) return;
    problem_ = problem;
    problem_value_ = count_;
}

void CsvScanner::add_value(std::size_t end) {
    if (count_++ < max_values_) spans_.push_back({begin_, end, is_quoted_});
}

bool CsvScanner::is_empty_line() const noexcept {
    return count_ == 1 && problem_ == CsvProblem::none && !spans_[0].is_quoted &&
           spans_[0].begin == spans_[0].end;
}

void CsvScanner::read_value(std::string_view bytes, std::size_t index, std::string& value) const {
    const Span& span = spans_[index];
    std::string_view rest = bytes.substr(span.begin, span.end - span.begin);
    value.clear();
    while (span.is_quoted) {  // of two quotation marks the second is passed over
        const std::size_t mark = rest.find('"');
        if (mark == std::string_view::npos) break;
        value += rest.substr(0, mark + 1);
        rest.remove_prefix(std::min(mark + 2, rest.size()));
    }
    value += rest;
}

}  // namespace qrgen::records
