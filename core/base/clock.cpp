// SPDX-License-Identifier: MIT
#include "core/base/clock.hpp"

#include <cstdio>

namespace qrgen {
namespace {

using namespace std::chrono;

// Reads digits and separators off the front of a text; every step fails without moving.
class Reader {
  public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool take(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (c < '0' || c > '9') return std::nullopt;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    // The digits behind a decimal point, as microseconds.
    std::optional<microseconds> fraction() {
        int value = 0;
        std::size_t digits = 0;
        while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') {
            if (digits < 6) value = value * 10 + (rest_.front() - '0');
            if (++digits > 9) return std::nullopt;
            rest_.remove_prefix(1);
        }
        if (digits == 0) return std::nullopt;
        for (; digits < 6; ++digits) value *= 10;
        return microseconds(value);
    }

  private:
    std::string_view rest_;
};

std::optional<sys_days> read_date(Reader& in) {
    const auto y = in.number(4);
    if (!y || !in.take('-')) return std::nullopt;
    const auto m = in.number(2);
    if (!m || !in.take('-')) return std::nullopt;
    const auto d = in.number(2);
    if (!d) return std::nullopt;
    const year_month_day date{year(*y), month(static_cast<unsigned>(*m)), day(static_cast<unsigned>(*d))};
    if (!date.ok()) return std::nullopt;
    return sys_days(date);
}

std::optional<microseconds> read_time_of_day(Reader& in) {
    const auto h = in.number(2);
    if (!h || *h > 23 || !in.take(':')) return std::nullopt;
    const auto m = in.number(2);
    if (!m || *m > 59) return std::nullopt;
    microseconds time = hours(*h) + minutes(*m);
    if (!in.take(':')) return time;
    const auto s = in.number(2);
    if (!s || *s > 59) return std::nullopt;
    time += seconds(*s);
    if (!in.take('.')) return time;
    const auto fraction = in.fraction();
    if (!fraction) return std::nullopt;
    return time + *fraction;
}

std::optional<minutes> read_offset(Reader& in) {
    if (in.at_end() || in.take('Z') || in.take('z')) return minutes(0);
    const bool west = in.take('-');
    if (!west && !in.take('+')) return std::nullopt;
    const auto h = in.number(2);
    if (!h || *h > 23 || !in.take(':')) return std::nullopt;
    const auto m = in.number(2);
    if (!m || *m > 59) return std::nullopt;
    const minutes offset = hours(*h) + minutes(*m);
    return west ? -offset : offset;
}

}  // namespace

Timestamp system_now() {
    return floor<microseconds>(system_clock::now());
}

std::string format_rfc3339(Timestamp time) {
    const auto midnight = floor<days>(time);
    const year_month_day date(midnight);
    const hh_mm_ss<microseconds> clock(time - midnight);
    char text[40];
    std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%06dZ", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                  static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                  static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return text;
}

std::optional<Timestamp> parse_rfc3339(std::string_view text) {
    Reader in(text);
    const auto date = read_date(in);
    if (!date) return std::nullopt;
    if (in.at_end()) return Timestamp(*date);
    if (!in.take('T') && !in.take('t') && !in.take(' ')) return std::nullopt;
    const auto time = read_time_of_day(in);
    if (!time) return std::nullopt;
    const auto offset = read_offset(in);
    if (!offset || !in.at_end()) return std::nullopt;
    const Timestamp utc = Timestamp(*date) + *time - *offset;
    const year utc_year = year_month_day(floor<days>(utc)).year();
    if (utc_year < year(0) || utc_year > year(9999)) return std::nullopt;  // not to be written again
    return utc;
}

}  // namespace qrgen
