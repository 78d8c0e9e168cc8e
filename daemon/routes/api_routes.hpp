// SPDX-License-Identifier: MIT
//
// Everything below /api/v1, and its documentation.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/base/shared_value.hpp"
#include "core/codes/code_service.hpp"
#include "core/store/store.hpp"
#include "daemon/http/route.hpp"
#include "daemon/metrics.hpp"
#include "daemon/routes/image_routes.hpp"

namespace qrgen::daemon {

class ApiRoutes {
  public:
    /// Throws Error if the logo cannot be read. `store` and `metrics` must outlive the routes, as must this.
    ApiRoutes(store::Store& store, const codes::RedirectPolicy::Rules& rules,
              const std::optional<std::filesystem::path>& logo_file, std::string version, Metrics& metrics);

    void add_to(http::RouteTable& table);

    /// Takes effect for the next request. Throws Error, and changes nothing, if the logo cannot be read.
    void reload(const codes::RedirectPolicy::Rules& rules,
                const std::optional<std::filesystem::path>& logo_file);

  private:
    store::Store& store_;
    codes::CodeService codes_;
    SharedValue<ConfiguredLogo> logo_;
    const std::string version_;
    Metrics& metrics_;
};

}  // namespace qrgen::daemon
