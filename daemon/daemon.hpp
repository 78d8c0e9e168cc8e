// SPDX-License-Identifier: MIT
//
// What the command line sees of the service. It is a library of its own inside of the program, loaded when it
// is used (cmd/daemon_library.hpp), because Poco would double the start-up time of every other command.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/log.hpp"
#include "core/config/configuration.hpp"

namespace qrgen::daemon {

struct ServeOptions {
    const config::Configuration& configuration;
    std::optional<LogLevel> log_level = {};         // goes before the setting
    bool migrate = false;                           // bring the database to our schema first
    std::string version;                            // of the program
    std::function<config::Configuration()> reload;  // reads the configuration again; throws Error
};

struct HealthQuestion {
    const config::Configuration& configuration;  // tells where the service listens
    std::optional<std::string> url = {};         // of the service, "http://127.0.0.1:8000"; goes before that
    int timeout_seconds = 5;
};

struct HealthAnswer {
    bool is_healthy = false;
    std::string message;  // one line
};

/// The functions of the library. Exceptions are Error, as everywhere.
struct Entry {
    /// Runs until a signal ends it; returns when all is written down. Throws Error if it cannot start.
    void (*serve)(const ServeOptions& options);

    /// Asks a running service; never throws because it is away. Throws Error if the URL, or where the service
    /// listens, makes no sense.
    HealthAnswer (*ask_health)(const HealthQuestion& question);
};

}  // namespace qrgen::daemon
