// SPDX-License-Identifier: MIT
#include "daemon/routes/api_routes.hpp"

#include <utility>

#include "daemon/routes/code_routes.hpp"
#include "daemon/routes/scan_routes.hpp"
#include "daemon/routes/statistics_routes.hpp"

namespace qrgen::daemon {

ApiRoutes::ApiRoutes(store::Store& store, const codes::RedirectPolicy::Rules& rules,
                     const std::optional<std::filesystem::path>& logo_file, std::string version,
                     Metrics& metrics)
    : store_(store),
      codes_(store, rules),
      logo_(read_configured_logo(logo_file)),
      version_(std::move(version)),
      metrics_(metrics) {}

void ApiRoutes::add_to(http::RouteTable& table) {
    add_code_routes(table, codes_, [this](std::string_view type) { metrics_.code_created(type); });
    add_image_routes(table, codes_,
                     {.version = version_,
                      .logo = [this] { return logo_.get(); },
                      .image_made = [this](std::string_view format) { metrics_.image(format); }});
    add_scan_routes(table, store_);
    add_statistics_routes(table, store_);
}

void ApiRoutes::reload(const codes::RedirectPolicy::Rules& rules,
                       const std::optional<std::filesystem::path>& logo_file) {
    logo_.set(read_configured_logo(logo_file));
    codes_.set_policy(codes::RedirectPolicy(rules));
}

}  // namespace qrgen::daemon
