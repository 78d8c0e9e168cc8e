// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <limits>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <CLI/CLI.hpp>

namespace qrgen::cmd {

template <typename Number>
struct NumberRange {
    Number least = std::numeric_limits<Number>::lowest();
    Number most = std::numeric_limits<Number>::max();
};

/// As short as it can be: "30", "0.5".
template <typename Number>
std::string number_text(Number number) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, number).ptr;
    return {text, end};
}

/// Reads a decimal number, whole or not as the type is; false for anything else and beyond the range.
template <typename Number>
bool read_number(std::string_view word, NumberRange<Number> range, Number& number) {
    const char* const last = word.data() + word.size();
    const auto [end, error] = std::from_chars(word.data(), last, number);
    // The comparison is false for "nan", too.
    return error == std::errc() && end == last && number >= range.least && number <= range.most;
}

/// Declares an option that takes a decimal number in `range` (whole for integral Numbers) and sets `target`
/// (Number or std::optional<Number>). The parser's own numbers would take "010" for 8 and nothing for 0.
template <typename Number, typename Target>
CLI::Option* add_number(CLI::App& app, const std::string& name, Target& target, NumberRange<Number> range,
                        const std::string& description) {
    const auto read = [&target, name, range](const std::string& word) {
        Number number{};
        if (read_number(word, range, number)) {
            target = number;
            return;
        }
        std::string wanted = std::is_integral_v<Number> ? "must be a whole number" : "must be a number";
        if (range.most != std::numeric_limits<Number>::max()) {
            wanted += " from " + number_text(range.least) + " to " + number_text(range.most);
        }
        throw CLI::ValidationError(name.substr(name.find(',') + 1), wanted + ", not '" + word + "'");
    };
    return app.add_option_function<std::string>(name, read, description)->type_name("N");
}

}  // namespace qrgen::cmd
