// SPDX-License-Identifier: MIT
#include "cmd/commands/render.hpp"

#include "cmd/input.hpp"
#include "cmd/picture_options.hpp"

namespace qrgen::cmd {
namespace {

class Render final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("CONTENT", content_, "what the code says; - or nothing: standard input");
        picture_.setup(app);
        app.add_flag("--binary", binary_, "encode the bytes as they are, whether they are text or not");
    }

    ExitCode run(const Context& context) override {
        PictureJob job(picture_, context);
        codes::Code code;
        picture_.apply_to(code);
        code.content = read_content(content_, binary_ ? LineEnd::keep : LineEnd::strip);
        job.render(code, binary_ ? qr::ContentKind::bytes : qr::ContentKind::text);
        job.deliver();
        return ExitCode::ok;
    }

  private:
    std::optional<std::string> content_;
    PictureOptions picture_;
    bool binary_ = false;
};

}  // namespace

std::unique_ptr<Command> make_render() {
    return std::make_unique<Render>();
}

}  // namespace qrgen::cmd
