// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace qrgen::daemon::json {

/// Reads one JSON text (RFC 8259) that is all of `text`; white space around it is allowed, and a byte order
/// mark before it. Returns what is wrong with it, with line and column (counting bytes from 1), printable;
/// nullopt and the value if nothing is. `max_depth` counts arrays and objects within each other. Time grows
/// with the text no faster than n log n.
std::optional<std::string> read_strictly(std::string_view text, int max_depth, nlohmann::json& value);

}  // namespace qrgen::daemon::json
