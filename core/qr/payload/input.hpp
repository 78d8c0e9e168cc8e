// SPDX-License-Identifier: MIT
//
// The values of one payload while it is built, and what is wrong with them.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

/// Faults are collected instead of thrown, so that users learn of all at once. A message must not hold the
/// value: it may be a secret.
class PayloadInput {
  public:
    PayloadInput(std::string_view kind, const PayloadValues& values) : kind_(kind), values_(values) {}

    bool has(std::string_view field) const noexcept { return values_.has(field); }
    std::string_view get(std::string_view field) const noexcept { return values_.get(field); }
    std::vector<std::string_view> all(std::string_view field) const { return values_.all(field); }

    /// `field` is empty if the payload as a whole is meant. Of several hints the first is shown.
    void fault(std::string_view field, std::string message, std::string hint = {});
    bool is_faultless() const noexcept { return faults_.empty(); }
    void throw_faults() const;

    /// The one of `words` (lower case) that was given, in either case; `standard` if none was.
    std::string_view choice(std::string_view field, std::initializer_list<std::string_view> words,
                            std::string_view standard);

    /// yes or no; no if not given.
    bool flag(std::string_view field);

    /// Decimal digits alone; nullopt if not given or out of range.
    std::optional<std::uint64_t> whole_number(std::string_view field, std::uint64_t least,
                                              std::uint64_t most);

  private:
    std::string_view kind_;
    const PayloadValues& values_;
    std::vector<Fault> faults_;
    std::string hint_;
};

}  // namespace qrgen::qr
