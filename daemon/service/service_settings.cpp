// SPDX-License-Identifier: MIT
#include "daemon/service/service_settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <thread>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/config/fault_place.hpp"

namespace qrgen::daemon {
namespace {

using config::Configuration;

struct Place {
    std::string address;
    int port = 0;
};

[[noreturn]] void reject_listen(const std::string& text) {
    throw Error({Fault{"listen", "'" + printable(text) + "' is no address and port"}},
                "write it like 127.0.0.1:8000, 0.0.0.0:8000 or [::1]:8000");
}

// "[::1]:8000", "127.0.0.1:8000", "localhost:8000"; ":8000" is every address. An IPv6 address has brackets,
// or nobody could tell where it ends.
Place parse_listen(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) reject_listen(text);
    Place place{.address = text.substr(0, colon)};
    const char* const last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data() + colon + 1, last, place.port);
    if (error != std::errc() || end != last || place.port < 0 || place.port > 65535) reject_listen(text);
    if (place.address.empty() || place.address == "*") place.address = "0.0.0.0";
    if (place.address == "localhost") place.address = "127.0.0.1";
    const bool has_brackets = place.address.starts_with('[') && place.address.ends_with(']');
    if (has_brackets) place.address = place.address.substr(1, place.address.size() - 2);
    const bool is_ipv6 = place.address.find(':') != std::string::npos;
    if (is_ipv6 != has_brackets || !IpAddress::parse(place.address)) reject_listen(text);
    return place;
}

// Beside the file of SQLite, otherwise where programs keep their state (XDG Base Directory Specification).
std::filesystem::path default_journal_dir(const store::DatabaseUrl& url) {
    if (url.backend == store::Backend::sqlite)
        return std::filesystem::absolute(url.target).string() + ".scans";
    const auto state = config::process_environment("XDG_STATE_HOME");
    if (state && std::filesystem::path(*state).is_absolute())
        return std::filesystem::path(*state) / "qrgen" / "scans";
    const auto home = config::process_environment("HOME");
    return std::filesystem::path(home.value_or("/var/lib")) /
           (home ? ".local/state/qrgen/scans" : "qrgen/scans");
}

std::optional<std::filesystem::path> optional_path(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional<std::filesystem::path>(text);
}

http::ServerOptions server_options(const Configuration& configuration) {
    const Place place = parse_listen(configuration.text("listen"));
    const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    const auto workers = static_cast<int>(configuration.integer("threads"));
    http::ServerOptions options;
    options.address = place.address;
    options.port = place.port;
    options.event_threads = std::min(cores, 16);
    options.workers = workers > 0 ? workers : std::max(8, 4 * cores);
    options.max_connections = static_cast<std::size_t>(configuration.integer("max_connections"));
    options.max_body = static_cast<std::size_t>(configuration.integer("max_body_size"));
    options.head_timeout = options.body_timeout =
        std::chrono::seconds(configuration.integer("request_timeout"));
    options.idle_timeout = std::chrono::seconds(configuration.integer("keep_alive"));
    return options;
}

AuthMode auth_mode(std::string_view text) {
    return text == "none" ? AuthMode::none : AuthMode::api_key;
}

FixedSettings read_fixed(const Configuration& configuration) {
    constexpr std::uint64_t megabyte = 1024 * 1024;
    FixedSettings settings;
    settings.database = store::DatabaseUrl::parse(configuration.text("database_url"));
    settings.database_pool = static_cast<int>(configuration.integer("database_pool"));
    settings.journal_dir =
        optional_path(configuration.text("journal_dir")).value_or(default_journal_dir(settings.database));
    settings.journal_sync = std::chrono::seconds(configuration.integer("journal_sync"));
    settings.journal_bytes = static_cast<std::uint64_t>(configuration.integer("journal_limit")) * megabyte;
    settings.cache_size = static_cast<std::size_t>(configuration.integer("cache_size"));
    settings.log_dir = optional_path(configuration.text("log_dir"));
    settings.auth = auth_mode(configuration.text("auth"));
    settings.metrics_auth = auth_mode(configuration.text("metrics_auth"));
    settings.environment = configuration.text("environment");
    settings.login_failures = static_cast<int>(configuration.integer("login_failures"));
    settings.unknown_ids = static_cast<int>(configuration.integer("unknown_ids"));
    settings.drain_delay = std::chrono::seconds(configuration.integer("drain_delay"));
    settings.drain_timeout = std::chrono::seconds(configuration.integer("drain_timeout"));
    settings.server = server_options(configuration);
    return settings;
}

// A browser's Origin header is compared with these letter by letter, so a slash at the end would never match.
std::vector<std::string> read_origins(const std::vector<std::string>& entries) {
    for (const std::string& origin : entries) {
        const std::size_t host = origin.find("://");
        const bool is_origin = host != std::string::npos && host + 3 < origin.size() &&
                               origin.find('/', host + 3) == std::string::npos;
        if (origin != "*" && !is_origin) {
            throw Error(
                {Fault{"cors_origins", "'" + printable(origin) + "' is no web origin"}},
                "write it like https://example.com, without a slash at the end, or * for every origin");
        }
    }
    return entries;
}

ReloadableSettings read_reloadable(const Configuration& configuration) {
    ReloadableSettings settings;
    settings.redirect_rules = {configuration.text("base_url"),
                               configuration.list("allowed_redirect_domains")};
    const codes::RedirectPolicy checked(settings.redirect_rules);
    const auto proxies = configuration.list("trusted_proxies");
    settings.router = {TrustedProxies(proxies), read_origins(configuration.list("cors_origins"))};
    settings.privacy = {*scans::parse_ip_privacy(configuration.text("ip_privacy")),
                        configuration.text("do_not_track") == "honour"};
    settings.geoip_file = optional_path(configuration.text("geoip_file"));
    settings.has_access_log = configuration.text("access_log") == "on";
    settings.logo_file = optional_path(configuration.text("logo_file"));
    settings.retention = parse_calendar_span(configuration.text("retention"));
    settings.log_level = *parse_log_level(configuration.text("log_level"));
    return settings;
}

constexpr std::array<std::string_view, 10> reloadable_keys{"allowed_redirect_domains",
                                                           "trusted_proxies",
                                                           "cors_origins",
                                                           "ip_privacy",
                                                           "do_not_track",
                                                           "geoip_file",
                                                           "access_log",
                                                           "logo_file",
                                                           "retention",
                                                           "log_level"};

}  // namespace

FixedSettings fixed_settings(const Configuration& configuration) {
    return config::telling_place(configuration, [&] { return read_fixed(configuration); });
}

std::string own_url(const Configuration& configuration) {
    const Place place =
        config::telling_place(configuration, [&] { return parse_listen(configuration.text("listen")); });
    std::string host = IpAddress::parse(place.address)->text();
    if (host == "0.0.0.0") host = "127.0.0.1";
    if (host == "::") host = "::1";
    if (host.find(':') != std::string::npos) host = "[" + host + "]";
    return "http://" + host + ":" + std::to_string(place.port);
}

ReloadableSettings reloadable_settings(const Configuration& configuration) {
    return config::telling_place(configuration, [&] { return read_reloadable(configuration); });
}

std::vector<std::string> fixed_differences(const Configuration& before, const Configuration& after) {
    std::vector<std::string> keys;
    for (const config::Setting& setting : config::settings()) {
        const bool is_reloadable =
            std::find(reloadable_keys.begin(), reloadable_keys.end(), setting.key) != reloadable_keys.end();
        if (!is_reloadable && before.text(setting.key) != after.text(setting.key))
            keys.emplace_back(setting.key);
    }
    return keys;
}

}  // namespace qrgen::daemon
