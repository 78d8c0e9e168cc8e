// SPDX-License-Identifier: MIT
//
// From the command table to a parser: the tree of subcommands, the options all of them share, and help.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cmd/command.hpp"

namespace qrgen::cmd {

/// What the options that every command has were set to.
struct CommonOptions {
    std::optional<std::string> config_file;
    bool quiet = false;
    int verbose = 0;
    ColourChoice colour = ColourChoice::automatic;
    std::map<std::string, std::string, std::less<>> settings;  // flags of the settings table, by key
};

/// Not copyable: the parser points into it.
class CommandLine {
  public:
    CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    /// What is to be done after parse().
    enum class Action { run, show_help, show_version };

    /// Throws Error(usage), with a suggestion where one is near.
    Action parse(int argc, const char* const* argv);

    const CommonOptions& common() const noexcept { return common_; }
    Command& command() const { return *command_; }  // only after Action::run
    std::string help() const;                       // of the command that was named

    /// Long and short option names of a command ("--output", "-o"), for completion.
    static std::vector<std::string> option_names(const CommandRow& row);

  private:
    CLI::App* add_group(std::string_view name);
    void add_command(const CommandRow& row);
    void select(const CommandRow& row, CLI::App& app);
    Error usage_error(const CLI::ParseError& error) const;
    Error unexpected_argument() const;
    const CLI::App* deepest() const;

    CLI::App app_;
    CommonOptions common_;
    const CommandRow* row_ = nullptr;
    std::unique_ptr<Command> command_;
};

}  // namespace qrgen::cmd
