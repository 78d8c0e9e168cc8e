// SPDX-License-Identifier: MIT
#include "cmd/commands/image.hpp"

#include "cmd/database.hpp"
#include "cmd/picture/picture_job.hpp"
#include "cmd/picture/picture_options.hpp"

namespace qrgen::cmd {
namespace {

class Image final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", id_, "id or short id of the code")->required();
        picture_.setup(app, AppearanceDefaults::stored_code);
    }

    ExitCode run(const Context& context) override {
        PictureJob job(picture_, context);
        CodeDatabase database(context.configuration);
        codes::Code code = database.codes().find(id_);
        picture_.apply_to(code);
        job.render(code);
        job.deliver();
        return ExitCode::ok;
    }

  private:
    std::string id_;
    PictureOptions picture_;
};

}  // namespace

std::unique_ptr<Command> make_image() {
    return std::make_unique<Image>();
}

}  // namespace qrgen::cmd
