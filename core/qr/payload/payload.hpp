// SPDX-License-Identifier: MIT
//
// Texts that phones act upon: joining a network, keeping a contact, paying. The table of kinds; command line,
// manual, completion and batch columns read it. A new kind is one row here and one source pair.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qrgen::qr {

class PayloadInput;

struct PayloadField {
    std::string_view name;     // lower case, words joined by "-"
    std::size_t max_length;    // code points
    std::string_view summary;  // a few words, with the values it takes if they are a list
    bool required = false;
    bool repeatable = false;  // at most max_repetitions times
    bool multiline = false;   // may hold line feeds
};

constexpr std::size_t max_repetitions = 20;

/// What the user gave, in the order given; names are not checked.
class PayloadValues {
  public:
    void add(std::string name, std::string value) {
        entries_.emplace_back(std::move(name), std::move(value));
    }

    bool has(std::string_view name) const noexcept;
    /// The first one; empty if there is none.
    std::string_view get(std::string_view name) const noexcept;
    std::vector<std::string_view> all(std::string_view name) const;
    const std::vector<std::pair<std::string, std::string>>& entries() const noexcept { return entries_; }

  private:
    std::vector<std::pair<std::string, std::string>> entries_;
};

struct PayloadKind {
    std::string_view name;                 // "wifi"
    std::string_view summary;              // "join a wireless network"
    std::string_view source;               // the document that defines the format
    std::span<const PayloadField> fields;  // those that most users need first
    /// Given values that build_payload() has found to be in order as far as the fields tell; adds to the
    /// input's faults what breaks the kind's own rules, and then returns something of no use.
    std::string (*build)(PayloadInput&);
};

/// In the order in which they are listed to users.
std::span<const PayloadKind> payload_kinds() noexcept;

/// nullptr if there is none of that name.
const PayloadKind* find_payload_kind(std::string_view name) noexcept;

/// The content of a code: UTF-8, the same for the same values. Throws Error(invalid) with all faults; fields
/// are named "wifi.password", an unknown one gets a suggestion in the hint. Messages never hold a value that
/// may be secret. Thread-safe.
std::string build_payload(const PayloadKind& kind, const PayloadValues& values);

}  // namespace qrgen::qr
