// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/base/text.hpp"

namespace qrgen::cmd {

/// The words an option takes, and what each stands for.
template <typename Value>
using Choices = std::vector<std::pair<std::string, Value>>;

/// Declares an option that takes one of a few words, regardless of case, and sets `target` (Value or
/// std::optional<Value>) to what the word stands for. Any other word is an error that names them all.
template <typename Value, typename Target>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Target& target, Choices<Value> choices,
                        const std::string& description) {
    const auto choose = [&target, name, choices = std::move(choices)](const std::string& word) {
        std::string names;
        for (const auto& [choice, value] : choices) {
            if (to_lower_ascii(word) == choice) {
                target = value;
                return;
            }
            names += (names.empty() ? "" : &choice == &choices.back().first ? " or " : ", ") + choice;
        }
        throw CLI::ValidationError(name.substr(name.find(',') + 1),
                                   "must be " + names + ", not '" + word + "'");
    };
    return app.add_option_function<std::string>(name, choose, description);
}

}  // namespace qrgen::cmd
