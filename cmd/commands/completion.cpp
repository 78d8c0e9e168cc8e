// SPDX-License-Identifier: MIT
#include "cmd/commands/completion.hpp"

#include "cmd/completion_script.hpp"

namespace qrgen::cmd {
namespace {

class Completion final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("SHELL", shell_, "bash, zsh or fish")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish"}).description(""));
    }

    ExitCode run(const Context&) override {
        write_stdout(completion_script(shell_));
        return ExitCode::ok;
    }

  private:
    std::string shell_;
};

}  // namespace

std::unique_ptr<Command> make_completion() { return std::make_unique<Completion>(); }

}  // namespace qrgen::cmd
