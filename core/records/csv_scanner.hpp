// SPDX-License-Identifier: MIT
//
// Finds the end of a CSV record and its values in it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::records {

/// What breaks RFC 4180.
enum class CsvProblem {
    none,
    mark_inside,           // a quotation mark in a value that does not begin with one
    text_behind_mark,      // something between the closing quotation mark and the separator
    lone_carriage_return,  // outside quotation marks and without a line feed
    never_closed,          // the input ends between quotation marks
};

/// A state machine over one record at a time; each byte is looked at once, however the input comes. Our own
/// and not libcsv's: that one ends at the first problem without saying where or which, goes on through the
/// whole input it is given instead of stopping behind a record, counts no lines and keeps no raw text.
/// Not thread-safe.
class CsvScanner {
  public:
    /// All that stands between values, ASCII.
    void set_separators(std::string_view separators);

    /// At most so many values are kept; more are counted.
    void set_max_values(std::size_t count) { max_values_ = count; }

    /// Before the next record.
    void start();

    /// `bytes` begin with the record, and with what they were before. True if its end is there; otherwise the
    /// bytes were all looked at, and more are needed.
    bool scan(std::string_view bytes);

    /// The record, all of which scan() has seen, ends with the input.
    void finish();

    /// How much was looked at; once the end is found, how long the record is with its line end.
    std::size_t size() const noexcept { return offset_; }

    // Of a record whose end is found:
    bool is_empty_line() const noexcept;
    std::size_t value_count() const noexcept { return count_; }
    CsvProblem problem() const noexcept { return problem_; }
    std::size_t problem_value() const noexcept { return problem_value_; }  // which value it is in, from 0

    /// One of those that are kept, out of the record's bytes. Meaningless if there is a problem with it.
    void read_value(std::string_view bytes, std::size_t index, std::string& value) const;

    /// The separator that stood first; NUL if there was none, and whether there was another one, too.
    char first_separator() const noexcept { return first_separator_; }
    bool has_several_separators() const noexcept { return has_several_separators_; }

  private:
    enum class State { begin, plain, quoted, closed, carriage_return };
    enum class Kind : unsigned char { text, separator, quote, carriage_return, line_feed };
    struct Span {
        std::size_t begin;
        std::size_t end;
        bool is_quoted;
    };

    void take(std::string_view bytes);
    void take_begin(char c);
    void take_plain(char c);
    void take_closed(char c);
    void end_value(std::size_t end, char separator);
    void end_line(std::size_t end);
    void add_value(std::size_t end);
    void complain(CsvProblem problem);
    Kind kind_of(char c) const { return kinds_[static_cast<unsigned char>(c)]; }

    std::array<Kind, 256> kinds_{};
    std::size_t max_values_ = 1;
    std::vector<Span> spans_;
    std::size_t count_ = 0;
    State state_ = State::begin;
    std::size_t offset_ = 0;
    std::size_t begin_ = 0;  // of the value
    std::size_t end_ = 0;    // of the value, if the state is carriage_return or closed
    bool is_quoted_ = false;
    bool is_complete_ = false;
    CsvProblem problem_ = CsvProblem::none;
    std::size_t problem_value_ = 0;
    char first_separator_ = '\0';
    bool has_several_separators_ = false;
};

}  // namespace qrgen::records
