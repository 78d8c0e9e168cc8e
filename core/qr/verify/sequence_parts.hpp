// SPDX-License-Identifier: MIT
//
// Structured append the other way round: what symbols say that belong together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/qr/symbol/split.hpp"

namespace qrgen::qr {

/// One sequence, of which any number of parts are known. Parts belong together if they name the same count
/// and the same parity.
class SequenceParts {
  public:
    explicit SequenceParts(const SequencePlace& place);

    /// False, with nothing changed, if the part is not of this sequence: it names another count or parity, or
    /// its place is taken by other content.
    bool add(const SequencePlace& place, const std::string& content);

    int count() const noexcept { return static_cast<int>(parts_.size()); }

    /// Numbers of parts, from 1.
    std::vector<int> missing() const;

    /// Of all parts that are known, in their order.
    std::string content() const;

    /// Whether the content has the parity that the parts name. Only of use if no part is missing.
    bool has_right_parity() const;

  private:
    int parity_;
    std::vector<std::optional<std::string>> parts_;
};

/// Puts the part into the sequence to which it belongs, or begins a new one.
void add_part(std::vector<SequenceParts>& sequences, const SequencePlace& place, const std::string& content);

}  // namespace qrgen::qr
