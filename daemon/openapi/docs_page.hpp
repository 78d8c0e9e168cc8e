// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace qrgen::daemon::openapi {

/// The documentation as one HTML page that needs nothing else: no scripts, no fonts, no network. `document`
/// is what make_document() made, `base_url` is what the examples call the service.
std::string make_docs_page(const nlohmann::ordered_json& document, std::string_view base_url);

/// The page's Content-Security-Policy: nothing but its own style sheet.
std::string docs_page_policy();

}  // namespace qrgen::daemon::openapi
