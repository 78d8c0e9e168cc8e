// SPDX-License-Identifier: MIT
#include "core/qr/verify/sequence_parts.hpp"

#include <algorithm>
#include <cstddef>

namespace qrgen::qr {

SequenceParts::SequenceParts(const SequencePlace& place)
    : parity_(place.parity), parts_(static_cast<std::size_t>(place.count)) {}

bool SequenceParts::add(const SequencePlace& place, const std::string& content) {
    if (place.count != count() || place.parity != parity_) return false;
    std::optional<std::string>& part = parts_[static_cast<std::size_t>(place.index)];
    if (part && *part != content) return false;
    part = content;
    return true;
}

std::vector<int> SequenceParts::missing() const {
    std::vector<int> numbers;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
        if (!parts_[i]) numbers.push_back(static_cast<int>(i) + 1);
    }
    return numbers;
}

std::string SequenceParts::content() const {
    std::string joined;
    for (const auto& part : parts_) joined += part.value_or("");
    return joined;
}

bool SequenceParts::has_right_parity() const {
    int parity = 0;
    for (const char byte : content()) parity ^= static_cast<unsigned char>(byte);
    return parity == parity_;
}

void add_part(std::vector<SequenceParts>& sequences, const SequencePlace& place, const std::string& content) {
    const bool is_known = std::any_of(sequences.begin(), sequences.end(),
                                      [&](SequenceParts& sequence) { return sequence.add(place, content); });
    if (is_known) return;
    sequences.emplace_back(place);
    sequences.back().add(place, content);
}

}  // namespace qrgen::qr
