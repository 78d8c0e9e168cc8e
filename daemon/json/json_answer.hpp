// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include <nlohmann/json.hpp>

#include "core/codes/code.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::json {

/// application/json; ill-formed UTF-8 becomes U+FFFD.
http::Response json_answer(int status, const nlohmann::ordered_json& value);

/// The code, with `warnings` about its look if there is something to warn of.
nlohmann::ordered_json code_with_warnings(const codes::Code& code);

/// A page of a list, as the contract has it. `limit` is at least 1.
nlohmann::ordered_json page_of(nlohmann::ordered_json items, std::int64_t total, std::int64_t skip,
                               std::int64_t limit);

/// The same of codes.
nlohmann::ordered_json page_of(const codes::CodePage& found, const codes::CodeQuery& query);

}  // namespace qrgen::daemon::json
