// SPDX-License-Identifier: MIT
//
// From the configuration to the values that the service works with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/calendar_span.hpp"
#include "core/codes/redirect_policy.hpp"
#include "core/config/configuration.hpp"
#include "core/store/store.hpp"
#include "daemon/access/authenticator.hpp"
#include "daemon/http/server.hpp"
#include "daemon/router/router.hpp"
#include "daemon/scan_privacy.hpp"

namespace qrgen::daemon {

/// Read once, when the service starts.
struct FixedSettings {
    store::DatabaseUrl database;
    int database_pool = 4;
    std::filesystem::path journal_dir;
    std::chrono::seconds journal_sync{1};
    std::uint64_t journal_bytes = 0;
    std::size_t cache_size = 0;
    std::optional<std::filesystem::path> log_dir;
    AuthMode auth = AuthMode::api_key;
    AuthMode metrics_auth = AuthMode::api_key;
    std::string environment;
    int login_failures = 0;  // a minute
    int unknown_ids = 0;     // a minute
    std::chrono::seconds drain_delay{0};
    std::chrono::seconds drain_timeout{30};
    http::ServerOptions server;
};

/// Read again on SIGHUP.
struct ReloadableSettings {
    codes::RedirectPolicy::Rules redirect_rules;
    RouterSettings router;
    ScanPrivacy privacy;
    std::optional<std::filesystem::path> geoip_file;
    bool has_access_log = true;
    std::optional<std::filesystem::path> logo_file;
    std::optional<CalendarSpan> retention;  // of the scan log; absent: for ever
    LogLevel log_level = LogLevel::info;
};

/// Both throw Error(failure, or usage for a flag), naming where the value was set.
FixedSettings fixed_settings(const config::Configuration& configuration);
ReloadableSettings reloadable_settings(const config::Configuration& configuration);

/// Where a service that listens by this configuration can be asked on the same machine:
/// "http://127.0.0.1:8000". Throws as fixed_settings().
std::string own_url(const config::Configuration& configuration);

/// Keys of settings that differ between the two but can only take effect in a new process.
std::vector<std::string> fixed_differences(const config::Configuration& before,
                                           const config::Configuration& after);

}  // namespace qrgen::daemon
