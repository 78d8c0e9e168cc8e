// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

namespace qrgen::daemon::openapi {

/// Of a code in an answer, made from codes::code_fields(): a field's type is what it gives for a code that
/// has everything, and it may be null if it is for one that has nothing.
nlohmann::ordered_json code_schema();

}  // namespace qrgen::daemon::openapi
