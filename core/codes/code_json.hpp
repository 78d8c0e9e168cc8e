// SPDX-License-Identifier: MIT
//
// A code as JSON, the same from the command line and from the HTTP API.
#pragma once

#include <nlohmann/json.hpp>

#include "core/codes/code.hpp"

namespace qrgen::codes {

/// All of code_fields(), in their order.
nlohmann::ordered_json to_json(const Code& code);

}  // namespace qrgen::codes
