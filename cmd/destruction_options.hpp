// SPDX-License-Identifier: MIT
//
// The options --yes and --dry-run of every command that takes something away for good, and asking.
#pragma once

#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

#include "cmd/command.hpp"

namespace qrgen::cmd {

/// What is done, in the three forms that messages need.
struct Verb {
    std::string_view infinitive;  // "delete"
    std::string_view gerund;      // "deleting"
    std::string_view participle;  // "deleted"
};

class DestructionOptions {
  public:
    explicit DestructionOptions(Verb verb) : verb_(verb) {}

    void setup(CLI::App& app);

    bool dry_run() const noexcept { return dry_run_; }

    /// Throws Error(usage) if the user would have to be asked and there is no terminal to do it on. To be
    /// called before anything is read, so that a script learns at once what it forgot.
    void require_confirmable() const;

    /// Asks, if the user has to be asked: "Delete 3 THINGS?". After a no it says that nothing was done.
    bool is_confirmed(std::size_t count, std::string_view things, const Context& context) const;
    bool is_confirmed(std::string_view things, const Context& context) const;  // "Delete THINGS?"

  private:
    Verb verb_;
    bool yes_ = false;
    bool dry_run_ = false;
};

}  // namespace qrgen::cmd
