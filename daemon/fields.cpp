// SPDX-License-Identifier: MIT
#include "daemon/fields.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <utility>

#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"
#include "core/codes/host_name.hpp"
#include "core/qr/picture/colour.hpp"

namespace qrgen::daemon {
namespace {

using http::Parameter;
using http::ParameterType;

// As short as it can be.
std::string decimal_text(double value) {
    std::array<char, 32> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string_view without_plus(std::string_view text) {
    return text.starts_with('+') && !text.starts_with("+-") ? text.substr(1) : text;
}

// "10.0" is the integer 10, as JSON does not tell one from the other.
std::string_view without_zero_fraction(std::string_view text) {
    const std::size_t dot = text.find('.');
    if (dot == std::string_view::npos || dot == 0 || dot + 1 == text.size()) return text;
    return text.find_first_not_of('0', dot + 1) == std::string_view::npos ? text.substr(0, dot) : text;
}

// nullopt if it is no number; beyond what the type holds, its greatest or least value.
std::optional<std::int64_t> parse_integer(std::string_view text) {
    text = without_zero_fraction(without_plus(trim(text)));
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    if (error != std::errc::result_out_of_range) return value;
    using Limits = std::numeric_limits<std::int64_t>;
    return text.front() == '-' ? Limits::min() : Limits::max();
}

std::optional<double> parse_number(std::string_view text) {
    text = without_plus(trim(text));
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = end == text.data() + text.size() && error == std::errc() && std::isfinite(value);
    return is_number ? std::optional(value) : std::nullopt;
}

std::optional<bool> parse_boolean(std::string_view text) {
    constexpr std::array<std::string_view, 6> yes{"true", "1", "yes", "on", "t", "y"};
    constexpr std::array<std::string_view, 6> no{"false", "0", "no", "off", "f", "n"};
    const std::string word = to_lower_ascii(text);
    if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
    if (std::find(no.begin(), no.end(), word) != no.end()) return false;
    return std::nullopt;
}

std::string list_of(std::span<const std::string_view> words) {
    std::string list;
    for (const std::string_view word : words) (list += list.empty() ? "" : ", ") += word;
    return list;
}

}  // namespace

Fields::Fields(std::string_view place, std::span<const Parameter> table)
    : place_(place), table_(table), values_(table.size()) {}

void Fields::take_text(const Parameter& row, std::string_view text) {
    switch (row.type) {
        case ParameterType::integer:
            if (const auto value = parse_integer(text)) return take_integer(row, *value, trim(text));
            return add_fault(row.name, "must be an integer, not " + codes::quoted_excerpt(text),
                             "int_parsing");
        case ParameterType::number:
            if (const auto value = parse_number(text)) return take_number(row, *value);
            return add_fault(row.name, "must be a number, not " + codes::quoted_excerpt(text),
                             "float_parsing");
        case ParameterType::boolean:
            if (const auto value = parse_boolean(text)) return take_boolean(row, *value);
            return add_fault(row.name, "must be true or false, not " + codes::quoted_excerpt(text),
                             "bool_parsing");
        case ParameterType::choice:
            if (std::find(row.choices.begin(), row.choices.end(), text) != row.choices.end()) {
                return set(row, std::string(text));
            }
            return add_fault(
                row.name, "must be one of " + list_of(row.choices) + ", not " + codes::quoted_excerpt(text),
                "enum");
        case ParameterType::colour:
            if (text.starts_with('#') && (text.size() == 7 || text.size() == http::colour_length(row)) &&
                qr::parse_colour(text)) {
                return set(row, std::string(text));
            }
            return add_fault(row.name,
                             "must be a colour like #1A2B3C" +
                                 std::string(http::colour_length(row) == 9 ? " or #1A2B3C80" : "") +
                                 ", not " + codes::quoted_excerpt(text),
                             "string_pattern_mismatch");
        case ParameterType::text: return take_plain_text(row, text);
    }
}

void Fields::take_plain_text(const Parameter& row, std::string_view text) {
    const auto limit =
        row.max > 0 ? static_cast<std::size_t>(row.max) : std::numeric_limits<std::size_t>::max();
    std::vector<Fault> faults;
    codes::check_text(row.name, std::string(text), limit, faults);
    if (!faults.empty()) {
        const bool is_long = !find_invalid_utf8(text) && count_code_points(text) > limit;
        return add_fault(row.name, faults.front().message, is_long ? "string_too_long" : "value_error");
    }
    if (static_cast<double>(count_code_points(text)) < row.min) {
        return add_fault(row.name,
                         row.min == 1 ? "must not be empty"
                                      : "must have at least " + decimal_text(row.min) + " characters",
                         "string_too_short");
    }
    set(row, std::string(text));
}

void Fields::take_integer(const Parameter& row, std::int64_t value) {
    take_integer(row, value, std::to_string(value));
}

void Fields::take_integer(const Parameter& row, std::int64_t value, std::string_view shown) {
    if (row.type == ParameterType::number) return take_number(row, static_cast<double>(value));
    if (is_in_range(row, static_cast<double>(value), shown)) set(row, value);
}

void Fields::take_number(const Parameter& row, double value) {
    if (row.type == ParameterType::number) {
        if (is_in_range(row, value, decimal_text(value))) set(row, value);
    } else if (value != std::trunc(value)) {
        add_fault(row.name, "must be an integer, not " + decimal_text(value), "int_from_float");
    } else if (is_in_range(row, value, decimal_text(value))) {
        set(row, static_cast<std::int64_t>(value));
    }
}

bool Fields::is_in_range(const Parameter& row, double value, std::string_view shown) {
    if (value >= row.min && value <= row.max) return true;
    add_fault(row.name,
              "must be from " + decimal_text(row.min) + " to " + decimal_text(row.max) + ", not " +
                  printable(shown.substr(0, 40)),
              value < row.min ? "greater_than_equal" : "less_than_equal");
    return false;
}

void Fields::take_boolean(const Parameter& row, bool value) {
    set(row, value);
}

std::size_t Fields::index_of(std::string_view name) const {
    const auto row =
        std::find_if(table_.begin(), table_.end(), [&](const Parameter& p) { return p.name == name; });
    if (row == table_.end()) throw std::logic_error("no row of that name: " + std::string(name));
    return static_cast<std::size_t>(row - table_.begin());
}

void Fields::set(const Parameter& row, Value value) {
    values_[index_of(row.name)] = std::move(value);
}

std::optional<std::string> Fields::text(std::string_view name) const {
    const std::size_t index = index_of(name);
    if (values_[index]) return std::get<std::string>(*values_[index]);
    const std::string_view fallback = table_[index].fallback;
    return fallback.empty() ? std::nullopt : std::optional(std::string(fallback));
}

std::optional<std::int64_t> Fields::integer(std::string_view name) const {
    const std::size_t index = index_of(name);
    return values_[index] ? std::get<std::int64_t>(*values_[index]) : parse_integer(table_[index].fallback);
}

std::optional<double> Fields::number(std::string_view name) const {
    const std::size_t index = index_of(name);
    return values_[index] ? std::get<double>(*values_[index]) : parse_number(table_[index].fallback);
}

bool Fields::boolean(std::string_view name) const {
    const std::size_t index = index_of(name);
    return values_[index] ? std::get<bool>(*values_[index])
                          : parse_boolean(table_[index].fallback).value_or(false);
}

bool Fields::is_given(std::string_view name) const {
    return values_[index_of(name)].has_value();
}

bool Fields::is_at_fault(std::string_view name) const {
    return std::any_of(faults_.begin(), faults_.end(),
                       [&](const http::ValidationFault& fault) { return fault.loc.back() == name; });
}

void Fields::add_fault(std::string_view name, std::string message, std::string type) {
    faults_.push_back({{place_, std::string(name)}, std::move(message), std::move(type)});
}

void Fields::add_faults(const std::vector<Fault>& faults) {
    std::vector<Fault> others;
    std::copy_if(faults.begin(), faults.end(), std::back_inserter(others),
                 [this](const Fault& fault) { return !is_at_fault(fault.field); });
    for (Fault& fault : others) add_fault(fault.field, std::move(fault.message));
}

void Fields::require_valid() const {
    if (!faults_.empty()) throw http::HttpError(faults_);
}

}  // namespace qrgen::daemon
