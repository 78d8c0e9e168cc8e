// SPDX-License-Identifier: MIT
//
// The values of one query or body, read and checked by a table of http::Parameter, and all that is wrong with
// them. Types of faults are the words that pydantic has for them, where it has one.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/error.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

class Fields {
  public:
    /// `place` begins the loc of faults: "query" or "body". The table must outlive the fields.
    Fields(std::string_view place, std::span<const http::Parameter> table);

    /// Takes the value of a row as text, or as a number. What the row does not allow becomes a fault, and the
    /// field counts as not given. Texts for integers and numbers may have white space around them and a plus
    /// sign before, and integers ".0" behind ("10.0" is 10); booleans are true, false, 1, 0, yes, no, on,
    /// off, t, f, y, n in any case.
    void take_text(const http::Parameter& row, std::string_view text);
    void take_integer(const http::Parameter& row, std::int64_t value);
    void take_number(const http::Parameter& row, double value);
    void take_boolean(const http::Parameter& row, bool value);

    /// The table's default where nothing was given; nullopt where there is none either. The name must be in
    /// the table, with a type that fits: text() is for text, choice and colour.
    std::optional<std::string> text(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;
    bool boolean(std::string_view name) const;  // false without default

    /// Whether a value was given, and a good one.
    bool is_given(std::string_view name) const;

    void add_fault(std::string_view name, std::string message, std::string type = "value_error");

    /// Faults that a rule found. Those of fields that are at fault already are left out: what the rule saw
    /// was not what the caller sent.
    void add_faults(const std::vector<Fault>& faults);

    bool is_at_fault(std::string_view name) const;
    bool has_faults() const noexcept { return !faults_.empty(); }

    /// Throws HttpError with all faults if there are any.
    void require_valid() const;

  private:
    using Value = std::variant<std::string, std::int64_t, double, bool>;

    std::size_t index_of(std::string_view name) const;
    void set(const http::Parameter& row, Value value);
    void take_integer(const http::Parameter& row, std::int64_t value, std::string_view shown);
    bool is_in_range(const http::Parameter& row, double value, std::string_view shown);
    void take_plain_text(const http::Parameter& row, std::string_view text);

    std::string place_;
    std::span<const http::Parameter> table_;
    std::vector<std::optional<Value>> values_;  // one for each row
    std::vector<http::ValidationFault> faults_;
};

}  // namespace qrgen::daemon
