// SPDX-License-Identifier: MIT
#include "cmd/commands/healthcheck.hpp"

#include "cmd/daemon_library.hpp"
#include "cmd/number_option.hpp"

namespace qrgen::cmd {
namespace {

// Where a service with this setting can be asked from the same machine: "0.0.0.0:8000" listens everywhere.
std::string url_of(const std::string& listen) {
    const std::size_t colon = listen.rfind(':');
    const std::string host = listen.substr(0, colon);
    const std::string port = colon == std::string::npos ? "" : listen.substr(colon);
    const bool is_everywhere = host.empty() || host == "*" || host == "0.0.0.0";
    return "http://" + (is_everywhere ? "127.0.0.1" : host == "[::]" ? "[::1]" : host) + port;
}

class Healthcheck final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("--url", url_, "address of the service; default: where it listens by the configuration")
            ->type_name("URL");
        add_number<int>(app, "--timeout", timeout_, {1, 300}, "seconds to wait for an answer, 1 to 300; default 5");
    }

    ExitCode run(const Context& context) override {
        const std::string url = url_.value_or(url_of(context.configuration.text("listen")));
        const daemon::HealthAnswer answer =
            daemon_library().ask_health({.url = url, .timeout_seconds = timeout_});
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
