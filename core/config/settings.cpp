// SPDX-License-Identifier: MIT
#include "core/config/settings.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "core/base/calendar_span.hpp"
#include "core/base/log.hpp"
#include "core/base/text.hpp"

namespace qrgen::config {
namespace {

using enum SettingType;

constexpr std::array<std::string_view, 2> auth_choices{"api-key", "none"};
constexpr std::array<std::string_view, 2> log_format_choices{"text", "json"};
constexpr std::array<std::string_view, 2> switch_choices{"on", "off"};
constexpr std::array<std::string_view, 2> do_not_track_choices{"honour", "ignore"};
constexpr std::array<std::string_view, 3> ip_privacy_choices{"full", "truncate", "none"};

constexpr std::array table{
    Setting{.key = "database_url",
            .type = url,
            .fallback = "",
            .value_name = "URL",
            .summary = "where codes are stored: sqlite:///PATH or postgresql://...",
            .secret = true,
            .legacy_variable = "PG_DATABASE_URL"},
    Setting{.key = "database_pool",
            .type = integer,
            .fallback = "4",
            .value_name = "N",
            .summary = "database sessions at most, 1 to 100",
            .min = 1,
            .max = 100},
    Setting{.key = "base_url",
            .type = url,
            .fallback = "http://localhost:8000",
            .value_name = "URL",
            .summary = "public address that dynamic codes point to",
            .legacy_variable = "BASE_URL"},
    Setting{.key = "allowed_redirect_domains",
            .type = list,
            .fallback = "",
            .value_name = "LIST",
            .summary = "domains that dynamic codes may lead to; empty: every domain",
            .legacy_variable = "ALLOWED_REDIRECT_DOMAINS"},
    Setting{.key = "log_level",
            .type = SettingType::log_level,
            .fallback = "info",
            .value_name = "LEVEL",
            .summary = "least severe messages to show: trace, debug, info, warning, error",
            .legacy_variable = "LOG_LEVEL"},
    Setting{.key = "log_format",
            .type = choice,
            .fallback = "text",
            .value_name = "FORMAT",
            .summary = "form of the messages on standard error: text or json",
            .choices = log_format_choices},
    // For `qrgen serve`; known to every command, so that one file serves all.
    Setting{.key = "environment",
            .type = text,
            .fallback = "development",
            .value_name = "NAME",
            .summary = "name of the installation, as health answers tell it",
            .legacy_variable = "ENVIRONMENT"},
    Setting{.key = "listen",
            .type = text,
            .fallback = "127.0.0.1:8000",
            .value_name = "ADDRESS:PORT",
            .summary = "where the service listens"},
    Setting{.key = "log_dir",
            .type = text,
            .fallback = "",
            .value_name = "DIR",
            .summary = "directory for log files of the service; empty: standard error only"},
    Setting{.key = "trusted_proxies",
            .type = list,
            .fallback = "",
            .value_name = "LIST",
            .summary = "addresses or networks whose X-Forwarded-For is believed"},
    Setting{.key = "cors_origins",
            .type = list,
            .fallback = "",
            .value_name = "LIST",
            .summary = "web origins that may call the API from a browser"},
    Setting{.key = "auth",
            .type = choice,
            .fallback = "api-key",
            .value_name = "KIND",
            .summary = "what the API asks of its callers: api-key or none",
            .choices = auth_choices},
    Setting{.key = "metrics_auth",
            .type = choice,
            .fallback = "api-key",
            .value_name = "KIND",
            .summary = "what /metrics asks of its callers: api-key or none",
            .choices = auth_choices},
    Setting{.key = "logo_file",
            .type = text,
            .fallback = "",
            .value_name = "FILE",
            .summary = "picture for codes with a logo"},
    Setting{.key = "journal_dir",
            .type = text,
            .fallback = "",
            .value_name = "DIR",
            .summary = "directory of the scan journal; empty: beside the database"},
    Setting{.key = "cache_size",
            .type = integer,
            .fallback = "100000",
            .value_name = "N",
            .summary = "codes that the redirect cache holds, 0 to 10000000",
            .min = 0,
            .max = 10'000'000},
    Setting{.key = "ip_privacy",
            .type = choice,
            .fallback = "truncate",
            .value_name = "KIND",
            .summary = "how much of a scanner's address is kept: full, truncate or none",
            .choices = ip_privacy_choices},
    Setting{.key = "do_not_track",
            .type = choice,
            .fallback = "ignore",
            .value_name = "KIND",
            .summary = "what becomes of scans whose browser asks not to be tracked: honour or ignore",
            .choices = do_not_track_choices},
    Setting{.key = "geoip_file",
            .type = text,
            .fallback = "",
            .value_name = "FILE",
            .summary = "MaxMind database that tells countries and cities of addresses; empty: none"},
    Setting{.key = "retention",
            .type = span,
            .fallback = "",
            .value_name = "SPAN",
            .summary = "how long the service keeps scans in the log, such as 13months; empty: for ever"},
    Setting{.key = "threads",
            .type = integer,
            .fallback = "0",
            .value_name = "N",
            .summary = "worker threads of the service, 0 to 1024; 0: as many as fit the machine",
            .min = 0,
            .max = 1024},
    Setting{.key = "access_log",
            .type = choice,
            .fallback = "on",
            .value_name = "on|off",
            .summary = "whether every request is logged: on or off",
            .choices = switch_choices},
    Setting{.key = "journal_sync",
            .type = integer,
            .fallback = "1",
            .value_name = "SECONDS",
            .summary = "most scans a power cut may lose, in seconds; 0: none, each waits for the disk",
            .min = 0,
            .max = 3600},
    Setting{.key = "journal_limit",
            .type = integer,
            .fallback = "1024",
            .value_name = "MEGABYTES",
            .summary = "size the scan journal may grow to while the database is away",
            .min = 8,
            .max = 1'000'000},
    Setting{.key = "max_body_size",
            .type = integer,
            .fallback = "1048576",
            .value_name = "BYTES",
            .summary = "longest body of a request that is read",
            .min = 1024,
            .max = 104'857'600},
    Setting{.key = "max_connections",
            .type = integer,
            .fallback = "10000",
            .value_name = "N",
            .summary = "connections at the same time, 10 to 1000000",
            .min = 10,
            .max = 1'000'000},
    Setting{.key = "request_timeout",
            .type = integer,
            .fallback = "10",
            .value_name = "SECONDS",
            .summary = "time a client has to send the head of a request, and again for the body",
            .min = 1,
            .max = 3600},
    Setting{.key = "keep_alive",
            .type = integer,
            .fallback = "15",
            .value_name = "SECONDS",
            .summary = "time an idle connection is kept open",
            .min = 1,
            .max = 3600},
    Setting{.key = "drain_delay",
            .type = integer,
            .fallback = "0",
            .value_name = "SECONDS",
            .summary = "time between not being ready any more and the end of accepting requests",
            .min = 0,
            .max = 3600},
    Setting{.key = "drain_timeout",
            .type = integer,
            .fallback = "30",
            .value_name = "SECONDS",
            .summary = "time requests have to finish, and then the scan journal, when the service ends",
            .min = 1,
            .max = 3600},
    Setting{.key = "login_failures",
            .type = integer,
            .fallback = "10",
            .value_name = "N",
            .summary = "failed logins an address may make in a minute; 0: any number",
            .min = 0,
            .max = 1'000'000},
    Setting{.key = "unknown_ids",
            .type = integer,
            .fallback = "120",
            .value_name = "N",
            .summary = "unknown short ids an address may ask for in a minute; 0: any number",
            .min = 0,
            .max = 1'000'000},
};

std::string integer_fault(const Setting& setting, const std::string& value) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && end == value.data() + value.size() && number >= setting.min &&
        number <= setting.max) {
        return {};
    }
    return "must be a whole number from " + std::to_string(setting.min) + " to " +
           std::to_string(setting.max);
}

std::string choice_fault(const Setting& setting, const std::string& value) {
    if (std::find(setting.choices.begin(), setting.choices.end(), value) != setting.choices.end()) return {};
    std::string fault = "must be ";
    for (std::size_t i = 0; i < setting.choices.size(); ++i) {
        if (i > 0) fault += i + 1 == setting.choices.size() ? " or " : ", ";
        fault += setting.choices[i];
    }
    return fault;
}

}  // namespace

std::span<const Setting> settings() noexcept {
    return table;
}

const Setting* find_setting(std::string_view key) noexcept {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const Setting& s) { return s.key == key; });
    return found == table.end() ? nullptr : &*found;
}

std::string flag_of(const Setting& setting) {
    std::string flag = "--" + std::string(setting.key);
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
}

std::string variable_of(const Setting& setting) {
    std::string variable = "QRGEN_" + std::string(setting.key);
    for (char& c : variable) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    }
    return variable;
}

std::string setting_fault(const Setting& setting, const std::string& value) {
    if (find_invalid_utf8(value) || value.find('\0') != std::string::npos) return "must be UTF-8 text";
    switch (setting.type) {
        case integer: return integer_fault(setting, value);
        case choice: return choice_fault(setting, value);
        case SettingType::log_level:
            return parse_log_level(value) ? "" : "must be trace, debug, info, warning or error";
        case span: return value.empty() || parse_calendar_span(value) ? "" : std::string(calendar_span_rule);
        case text:
        case url:
        case list: return {};
    }
    return {};
}

}  // namespace qrgen::config
