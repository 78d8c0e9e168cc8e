// SPDX-License-Identifier: MIT
//
// What a subcommand is. One command is one source pair in cmd/commands, one row in the command table, one man
// page and one test file.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cmd/exit_code.hpp"
#include "cmd/terminal.hpp"
#include "core/base/log.hpp"
#include "core/config/configuration.hpp"

namespace qrgen::cmd {

/// What every command is given to run with.
struct Context {
    const config::Configuration& configuration;
    const Log& log;
    ColourChoice colour = ColourChoice::automatic;
    bool quiet = false;                      // nothing but errors is wanted
    std::optional<LogLevel> log_level = {};  // by -q and -v, which go before the setting
    std::function<config::Configuration()> reload_configuration = {};  // from the same sources; throws Error
};

class Command {
  public:
    virtual ~Command() = default;

    /// Declares options and arguments, which the command's members receive. No input or output here.
    virtual void setup(CLI::App& app) = 0;

    /// Whether run() looks at the configuration: without, a faulty one is no reason to fail.
    virtual bool uses_configuration() const { return true; }

    /// Does the work, after the command line was understood. Failures are thrown as Error.
    virtual ExitCode run(const Context& context) = 0;
};

struct CommandRow {
    std::string_view name;     // "list"; with two words the noun and the verb: "config show"
    std::string_view summary;  // one line
    std::string_view usage;    // arguments as in the synopsis: "[OPTIONS] ID..."
    std::span<const std::string_view> examples;  // whole command lines; tests run them
    std::span<const std::string_view> settings;  // keys of the settings that have a flag here
    std::span<const ExitCode> exit_codes;        // those that the command can end with
    std::unique_ptr<Command> (*make)();
};

}  // namespace qrgen::cmd
