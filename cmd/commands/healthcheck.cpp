// SPDX-License-Identifier: MIT
#include "cmd/commands/healthcheck.hpp"

#include "cmd/daemon_library.hpp"
#include "cmd/number_option.hpp"

namespace qrgen::cmd {
namespace {

class Healthcheck final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("--url", url_,
                       "address of the service; default: where it listens by the configuration")
            ->type_name("URL");
        add_number<int>(app, "--timeout", timeout_, {1, 300},
                        "seconds to wait for an answer, 1 to 300; default 5");
    }

    ExitCode run(const Context& context) override {
        const daemon::HealthAnswer answer = daemon_library().ask_health(
            {.configuration = context.configuration, .url = url_, .timeout_seconds = timeout_});
        if (!answer.is_healthy) throw Error(ErrorKind::failure, answer.message);
        if (!context.quiet) write_stdout(answer.message + '\n');
        return ExitCode::ok;
    }

  private:
    std::optional<std::string> url_;
    int timeout_ = 5;
};

}  // namespace

std::unique_ptr<Command> make_healthcheck() {
    return std::make_unique<Healthcheck>();
}

}  // namespace qrgen::cmd
