// SPDX-License-Identifier: MIT
//
// From requests to the handlers of the route table and back: who is calling and may they, which route, what
// an error looks like, and the headers that every answer has.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/log.hpp"
#include "core/base/random.hpp"
#include "core/base/shared_value.hpp"
#include "daemon/access/authenticator.hpp"
#include "daemon/access/client_address.hpp"
#include "daemon/http/http_error.hpp"
#include "daemon/http/route.hpp"
#include "daemon/http/server.hpp"
#include "daemon/logs/access_log.hpp"
#include "daemon/metrics.hpp"
#include "daemon/redirect/scan_recorder.hpp"

namespace qrgen::daemon {

/// What can be changed while the service runs.
struct RouterSettings {
    TrustedProxies trusted_proxies;
    std::vector<std::string> cors_origins;  // "https://example.com", or "*" for every one
};

/// What the router works with; all must outlive it.
struct RouterParts {
    Authenticator& authenticator;
    ScanRecorder& recorder;
    Metrics& metrics;
    AccessLog& access_log;
    const Log& log;
};

/// Thread-safe.
class Router final : public http::Handler {
  public:
    Router(http::RouteTable routes, const RouterParts& parts, RouterSettings settings);

    void set(RouterSettings settings) { settings_.set(std::move(settings)); }

    std::optional<http::Response> answer_at_once(http::Request& request) override;
    http::Response work(http::Request& request) override;
    http::Response refuse(const http::Refusal& refusal) override;
    void before_sending() override { parts_.recorder.write(); }
    void answered(const http::Request& request, const http::Response& response, std::size_t sent) override;

  private:
    struct Match {
        const http::Route* route = nullptr;          // none: no route has this path and method
        std::vector<std::string_view> methods = {};  // what the path knows, if it has routes at all
        std::string parameter = {};
    };

    void identify(http::Request& request, const RouterSettings& settings) const;
    Match match(const http::Request& request) const;
    Match match_path(std::string_view path, std::string_view method) const;
    http::Response answer_unmatched(const http::Request& request, const Match& match) const;
    http::Response call(const http::Route& route, http::Request& request) const;
    template <typename Work>
    http::Response guarded(const http::Request& request, const Work& work) const;
    http::Response error(const http::Request& request, const http::HttpError& error) const;
    void finish(const http::Request& request, http::Response& response) const;
    void allow_origin(const http::Request& request, http::Response& response) const;

    const http::RouteTable routes_;
    const RouterParts parts_;
    const RandomSource random_;
    SharedValue<RouterSettings> settings_;
};

}  // namespace qrgen::daemon
