// SPDX-License-Identifier: MIT
//
// The program: parses the command line, loads the configuration, runs one command and turns what is thrown
// into messages and exit codes.
#include <csignal>
#include <exception>
#include <new>
#include <optional>

#include "cmd/command_line.hpp"
#include "cmd/error_report.hpp"
#include "cmd/terminal.hpp"
#include "cmd/version.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

std::optional<LogLevel> wanted_log_level(const CommonOptions& common) {
    if (common.quiet) return LogLevel::error;
    if (common.verbose > 0) return common.verbose > 1 ? LogLevel::trace : LogLevel::debug;
    return std::nullopt;
}

ExitCode run_command(const CommandLine& command_line) {
    const CommonOptions& common = command_line.common();
    const auto load = [&common] {
        return config::Configuration::load({.flags = common.settings, .config_flag = common.config_file});
    };
    const auto configuration =
        command_line.command().uses_configuration() ? load() : config::Configuration::defaults();
    const auto format = configuration.text("log_format") == "json" ? LogFormat::json : LogFormat::text;
    const auto level = wanted_log_level(common);
    const Log log(level.value_or(*parse_log_level(configuration.text("log_level"))), format);
    for (const std::string& warning : configuration.warnings()) log.warning(warning);
    if (!configuration.file().empty()) log.debug("configuration file: " + configuration.file());
    return command_line.command().run({configuration, log, common.colour, common.quiet, level, load});
}

ExitCode run(CommandLine& command_line, int argc, const char* const* argv) {
    switch (command_line.parse(argc, argv)) {
        case CommandLine::Action::show_help: write_stdout(command_line.help()); return ExitCode::ok;
        case CommandLine::Action::show_version:
            write_stdout("qrgen " + std::string(version) + "\n");
            return ExitCode::ok;
        case CommandLine::Action::run: return run_command(command_line);
    }
    return ExitCode::failure;
}

// Errors may come before --json was parsed, so it is looked for among the arguments themselves.
bool wants_json(int argc, const char* const* argv) {
    for (int i = 1; i < argc; ++i) {
        const std::string_view argument = argv[i];
        if (argument == "--") return false;
        if (argument == "--json") return true;
    }
    return false;
}

ExitCode report(const Error& error, ErrorStyle style) {
    report_error(error, style);
    return exit_code_of(error.kind());
}

ExitCode guarded_main(int argc, const char* const* argv) {
    const ErrorStyle style = wants_json(argc, argv) ? ErrorStyle::text_and_json : ErrorStyle::text;
    try {
        CommandLine command_line;
        return run(command_line, argc, argv);
    } catch (const ReaderGone&) {
        return ExitCode::ok;
    } catch (const Error& error) {
        return report(error, style);
    } catch (const std::bad_alloc&) {
        return report(Error(ErrorKind::failure, "out of memory"), style);
    } catch (const std::exception& error) {
        return report(Error(ErrorKind::failure, std::string("internal error: ") + error.what(),
                            "this is a fault of qrgen; please report it"),
                      style);
    }
}

}  // namespace
}  // namespace qrgen::cmd

int main(int argc, char** argv) {
    qrgen::cmd::occupy_closed_streams();
    // Writing to a closed pipe or beyond `ulimit -f` is then an error that we see, not our sudden end.
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    return static_cast<int>(qrgen::cmd::guarded_main(argc, argv));
}
