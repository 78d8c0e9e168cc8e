// SPDX-License-Identifier: MIT
#include "cmd/commands/completion.hpp"

#include "cmd/choice_option.hpp"
#include "cmd/completion_script.hpp"

namespace qrgen::cmd {
namespace {

const Choices<std::string> shells{{"bash", "bash"}, {"zsh", "zsh"}, {"fish", "fish"}};

class Completion final : public Command {
  public:
    void setup(CLI::App& app) override {
        add_choice(app, "SHELL", shell_, shells, "bash, zsh or fish")->required();
    }

    bool uses_configuration() const override { return false; }

    ExitCode run(const Context&) override {
        write_stdout(completion_script(shell_));
        return ExitCode::ok;
    }

  private:
    std::string shell_;
};

}  // namespace

std::unique_ptr<Command> make_completion() {
    return std::make_unique<Completion>();
}

}  // namespace qrgen::cmd
