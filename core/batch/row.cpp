// SPDX-License-Identifier: MIT
#include "core/batch/row.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::batch {
namespace {

using codes::CodeWish;

// Throws Fault's text where the value makes no sense.
class BadValue : public std::exception {
  public:
    explicit BadValue(std::string reason) : reason_(std::move(reason)) {}
    const char* what() const noexcept override { return reason_.c_str(); }

  private:
    std::string reason_;
};

int whole_number(const std::string& text) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec == std::errc() && result.ptr == end) return number;
    throw BadValue("must be a whole number, not '" + printable(text) + "'");
}

template <typename Value>
Value known_word(const std::optional<Value>& value, const char* words, const std::string& text) {
    if (value) return *value;
    throw BadValue("must be " + std::string(words) + ", not '" + printable(text) + "'");
}

// Between spaces or commas.
std::vector<std::string> split_tags(const std::string& text) {
    std::vector<std::string> tags;
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t end = rest.find_first_of(" ,");
        if (end != 0) tags.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return tags;
}

enum class Empty {
    absent,  // the same as no value
    value,   // removes what was there
};

struct Column {
    std::string_view name;
    Empty empty;
    void (*set)(Row&, std::string&&);
};

template <std::optional<std::string> CodeWish::*Field>
constexpr Column wish_column(std::string_view name, Empty empty) {
    return {name, empty, [](Row& row, std::string&& text) { row.code.*Field = std::move(text); }};
}

template <std::optional<int> CodeWish::*Field>
constexpr Column number_column(std::string_view name) {
    return {name, Empty::absent, [](Row& row, std::string&& text) { row.code.*Field = whole_number(text); }};
}

template <std::optional<std::string> Row::*Field>
constexpr Column row_column(std::string_view name) {
    return {name, Empty::absent, [](Row& row, std::string&& text) { row.*Field = std::move(text); }};
}

void set_type(Row& row, std::string&& text) {
    row.code.type = known_word(codes::parse_code_type(text), "static or dynamic", text);
}

void set_key(Row& row, std::string&& text) {
    if (count_code_points(text) > max_key_length) {
        throw BadValue("must be at most " + std::to_string(max_key_length) + " characters, but has " +
                       std::to_string(count_code_points(text)));
    }
    row.key = std::move(text);
}

constexpr std::array columns{
    Column{"key", Empty::absent, set_key},
    Column{"type", Empty::absent, set_type},
    Column{"qr_type", Empty::absent, set_type},
    wish_column<&CodeWish::content>("content", Empty::absent),
    wish_column<&CodeWish::redirect_url>("redirect_url", Empty::absent),
    wish_column<&CodeWish::short_id>("short_id", Empty::absent),
    wish_column<&CodeWish::title>("title", Empty::value),
    wish_column<&CodeWish::description>("description", Empty::value),
    Column{"tags", Empty::value, [](Row& row, std::string&& text) { row.code.tags = split_tags(text); }},
    wish_column<&CodeWish::fill_color>("fill_color", Empty::absent),
    wish_column<&CodeWish::back_color>("back_color", Empty::absent),
    number_column<&CodeWish::size>("size"),
    number_column<&CodeWish::border>("border"),
    Column{"error_level", Empty::absent,
           [](Row& row, std::string&& text) {
               row.code.error_level = known_word(qr::parse_error_level(text), "l, m, q or h", text);
           }},
    Column{"status", Empty::absent,
           [](Row& row, std::string&& text) {
               row.code.status = known_word(codes::parse_code_status(text), "active or disabled", text);
           }},
    row_column<&Row::file>("file"),
    row_column<&Row::format>("format"),
};

std::string with_underscores(std::string_view name) {
    std::string text = to_lower_ascii(name);
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
}

std::string unknown_column(const std::string& name, const std::vector<std::string>& drawing_columns) {
    std::vector<std::string_view> known(drawing_columns.begin(), drawing_columns.end());
    for (const Column& column : columns) known.push_back(column.name);
    const std::string_view near = nearest(with_underscores(name), known);
    return "there is no column '" + printable(name) + "'" +
           (near.empty() ? std::string() : "; did you mean '" + std::string(near) + "'?");
}

}  // namespace

RowReader::RowReader(records::RecordReader& reader, RowDefaults defaults)
    : reader_(reader), defaults_(std::move(defaults)) {}

RowReader::Setter RowReader::setter_of(const std::string& column) const {
    const std::string name = with_underscores(column);
    for (const Column& known : columns) {
        if (known.name != name) continue;
        return [known](Row& row, std::string&& text) {
            if (!text.empty() || known.empty == Empty::value) known.set(row, std::move(text));
        };
    }
    const auto& drawing = defaults_.drawing_columns;
    if (std::find(drawing.begin(), drawing.end(), name) == drawing.end()) return {};
    return [name](Row& row, std::string&& text) {
        if (!text.empty()) row.drawing.emplace_back(name, std::move(text));
    };
}

void RowReader::learn_columns() {
    const auto& names = reader_.columns();
    for (std::size_t i = setters_.size(); i < names.size(); ++i) {
        setters_.push_back(setter_of(names[i]));
        unknown_.push_back(setters_.back() ? std::string()
                                           : unknown_column(names[i], defaults_.drawing_columns));
    }
}

bool RowReader::next(Row& row) {
    const bool has_record = reader_.next(record_);
    const bool is_header_new = setters_.empty();
    learn_columns();
    if (is_header_new && !reader_.header_text().empty()) {
        const auto bad =
            std::find_if(unknown_.begin(), unknown_.end(), [](const auto& t) { return !t.empty(); });
        if (bad != unknown_.end()) throw Error({Fault{"line 1", *bad}});
    }
    if (!has_record) return false;
    row = Row{.line = record_.line, .code = defaults_.code, .fault = record_.fault};
    for (records::Cell& cell : record_.cells) {
        if (!row.fault.empty()) break;
        if (!setters_[cell.column]) {
            row.fault = unknown_[cell.column];
            break;
        }
        try {
            setters_[cell.column](row, std::string(cell.value));
        } catch (const BadValue& bad) {
            row.fault = with_underscores(reader_.columns()[cell.column]) + ": " + bad.what();
        }
    }
    if (defaults_.keep_text) row.text = reader_.to_text(record_);
    return true;
}

}  // namespace qrgen::batch
