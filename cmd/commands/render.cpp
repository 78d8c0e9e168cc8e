// SPDX-License-Identifier: MIT
#include "cmd/commands/render.hpp"

#include "cmd/content_options.hpp"
#include "cmd/picture/picture_job.hpp"
#include "cmd/picture/picture_options.hpp"

namespace qrgen::cmd {
namespace {

class Render final : public Command {
  public:
    void setup(CLI::App& app) override {
        content_.setup(app, ContentOptions::Bytes::offered);
        picture_.setup(app);
    }

    ExitCode run(const Context& context) override {
        PictureJob job(picture_, context);
        codes::Code code;
        picture_.apply_to(code);
        code.content = content_.read();
        job.render(code, content_.is_binary() ? qr::ContentKind::bytes : qr::ContentKind::text);
        job.deliver();
        return ExitCode::ok;
    }

  private:
    ContentOptions content_;
    PictureOptions picture_;
};

}  // namespace

std::unique_ptr<Command> make_render() {
    return std::make_unique<Render>();
}

}  // namespace qrgen::cmd
