// SPDX-License-Identifier: MIT
//
// /api/v1/qr/{id}/image: pictures of codes.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/codes/code_service.hpp"
#include "core/qr/picture/logo.hpp"
#include "daemon/http/route.hpp"

namespace qrgen::daemon {

/// For include_logo.
struct ConfiguredLogo {
    std::shared_ptr<const qr::Logo> logo;  // null: there is none
    std::string fingerprint;               // of its bytes; empty if there is none
};

/// Throws as qr::load_logo().
ConfiguredLogo read_configured_logo(const std::optional<std::filesystem::path>& file);

struct ImageRouteOptions {
    std::string version;  // of the program: another one may draw otherwise
    std::function<std::shared_ptr<const ConfiguredLogo>()> logo;  // asked at each request
    std::function<void(std::string_view)> image_made;  // called with the format's name, from any thread
    int large_pictures = 2;                // drawn at once (ImageRequest::is_large()); further ones wait for
    std::chrono::milliseconds wait{2000};  // so long and are then answered with 503
};

/// `codes` must outlive the table. An answer costs one read of the database; one that the caller has already
/// (If-None-Match) is not drawn.
void add_image_routes(http::RouteTable& table, codes::CodeService& codes, ImageRouteOptions options);

}  // namespace qrgen::daemon
