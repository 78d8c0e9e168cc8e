// SPDX-License-Identifier: MIT
//
// JSON of what may be absent: null.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

namespace qrgen {

/// An empty text stands for none.
inline nlohmann::ordered_json text_or_null(const std::string& text) {
    return text.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(text);
}

template <typename Value>
nlohmann::ordered_json value_or_null(const std::optional<Value>& value) {
    return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json();
}

}  // namespace qrgen
