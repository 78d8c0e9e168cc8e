// SPDX-License-Identifier: MIT
#include "cmd/commands/serve.hpp"

#include "cmd/daemon_library.hpp"
#include "cmd/version.hpp"

namespace qrgen::cmd {
namespace {

class Serve final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_flag("--migrate", migrate_, "bring the database to the schema of this qrgen first");
    }

    ExitCode run(const Context& context) override {
        daemon_library().serve({.configuration = context.configuration,
                                .log_level = context.log_level,
                                .migrate = migrate_,
                                .version = std::string(version),
                                .reload = context.reload_configuration});
        return ExitCode::ok;
    }

  private:
    bool migrate_ = false;
};

}  // namespace

std::unique_ptr<Command> make_serve() {
    return std::make_unique<Serve>();
}

}  // namespace qrgen::cmd
