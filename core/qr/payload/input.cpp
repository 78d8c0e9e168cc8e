// SPDX-License-Identifier: MIT
#include "core/qr/payload/input.hpp"

#include <charconv>
#include <system_error>

#include "core/base/text.hpp"

namespace qrgen::qr {
namespace {

std::string either_of(std::initializer_list<std::string_view> words) {
    std::string text;
    for (const std::string_view& word : words) {
        const bool is_last = &word == words.end() - 1;
        text.append(text.empty() ? "" : is_last ? " or " : ", ").append(word);
    }
    return text;
}

}  // namespace

void PayloadInput::fault(std::string_view field, std::string message, std::string hint) {
    std::string name(kind_);
    if (!field.empty()) name.append(".").append(field);
    faults_.push_back({std::move(name), std::move(message)});
    if (hint_.empty()) hint_ = std::move(hint);
}

void PayloadInput::throw_faults() const {
    if (!faults_.empty()) throw Error(faults_, hint_);
}

std::string_view PayloadInput::choice(std::string_view field, std::initializer_list<std::string_view> words,
                                      std::string_view standard) {
    if (!has(field)) return standard;
    const std::string given = to_lower_ascii(get(field));
    for (const std::string_view word : words) {
        if (given == word) return word;
    }
    fault(field, "must be " + either_of(words));
    return standard;
}

bool PayloadInput::flag(std::string_view field) {
    return choice(field, {"yes", "no"}, "no") == "yes";
}

std::optional<std::uint64_t> PayloadInput::whole_number(std::string_view field, std::uint64_t least,
                                                        std::uint64_t most) {
    if (!has(field)) return std::nullopt;
    const std::string_view text = get(field);
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
        return number;
    fault(field, "must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

}  // namespace qrgen::qr
