// SPDX-License-Identifier: MIT
#pragma once

#include <charconv>
#include <limits>
#include <string>
#include <system_error>

#include <CLI/CLI.hpp>

namespace qrgen::cmd {

template <typename Number>
struct NumberRange {
    Number least = std::numeric_limits<Number>::min();
    Number most = std::numeric_limits<Number>::max();
};

/// Declares an option that takes a decimal whole number in `range` and sets `target` (Number or
/// std::optional<Number>). The parser's own numbers would take "010" for 8 and nothing for 0.
template <typename Number, typename Target>
CLI::Option* add_number(CLI::App& app, const std::string& name, Target& target, NumberRange<Number> range,
                        const std::string& description) {
    const auto read = [&target, name, range](const std::string& word) {
        Number number{};
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
        if (error == std::errc() && end == word.data() + word.size() && number >= range.least &&
            number <= range.most) {
            target = number;
            return;
        }
        std::string wanted = "must be a whole number";
        if (range.most != std::numeric_limits<Number>::max()) {
            wanted += " from " + std::to_string(range.least) + " to " + std::to_string(range.most);
        }
        throw CLI::ValidationError(name.substr(name.find(',') + 1), wanted + ", not '" + word + "'");
    };
    return app.add_option_function<std::string>(name, read, description)->type_name("N");
}

}  // namespace qrgen::cmd
