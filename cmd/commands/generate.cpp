// SPDX-License-Identifier: MIT
#include "cmd/commands/generate.hpp"

#include "cmd/content_options.hpp"
#include "cmd/database.hpp"
#include "cmd/input.hpp"
#include "cmd/picture/picture_job.hpp"
#include "cmd/picture/picture_options.hpp"
#include "cmd/record_options.hpp"
#include "core/base/error.hpp"
#include "core/codes/code_json.hpp"

namespace qrgen::cmd {
namespace {

// What both kinds of codes have in common: the options, storing, and the picture.
class Generate : public Command {
  public:
    void setup(CLI::App& app) final {
        setup_arguments(app);
        app.add_option("--title", title_, "title, at most 100 characters")->type_name("TEXT");
        app.add_option("--description", description_, "description, at most 500 characters")
            ->type_name("TEXT");
        app.add_option("--tag", tags_, "tag to find the code by; may be given several times")
            ->type_name("TAG")
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->expected(1)
            ->allow_extra_args(false);
        picture_.setup(app);
        app.add_option("--actor", actor_, "who does this, for the history; default: the user")
            ->type_name("NAME");
        records_.setup(app);
    }

    ExitCode run(const Context& context) final {
        if (picture_takes_stdout() && records_.chosen()) {
            throw Error(ErrorKind::usage, "the picture and the record cannot both go to standard output",
                        "write the picture to a file with -o FILE");
        }
        std::optional<PictureJob> picture;
        if (picture_.output || picture_.format) picture.emplace(picture_, context);
        CodeDatabase database(context.configuration);
        const codes::Code code =
            database.codes().create(wanted(), actor_name(actor_), [&](const codes::Code& made) {
                if (picture) {
                    picture->render(made);
                } else {
                    picture_.picture_of(made, context);  // a code that would not scan is not worth storing
                }
            });
        if (picture) deliver(*picture, code);
        report(code, database.codes().short_url(code), context);
        return ExitCode::ok;
    }

  protected:
    virtual void setup_arguments(CLI::App& app) = 0;
    virtual void add_arguments(codes::NewCode& wanted) = 0;

  private:
    codes::NewCode wanted() {
        codes::NewCode wanted;
        wanted.title = title_;
        wanted.description = description_;
        wanted.tags = tags_;
        picture_.apply_to(wanted);
        add_arguments(wanted);
        return wanted;
    }

    bool picture_takes_stdout() const {
        return picture_.output ? *picture_.output == "-" : picture_.format.has_value();
    }

    void deliver(PictureJob& picture, const codes::Code& code) const {
        try {
            picture.deliver();
        } catch (const Error& error) {
            throw Error(error.kind(),
                        "the code was stored as " + code.id + ", but not its picture: " + error.message(),
                        "qrgen image " + code.id + " -o FILE writes it");
        }
    }

    void report(const codes::Code& code, const std::string& short_url, const Context& context) const {
        if (picture_takes_stdout()) {
            context.log.info("stored " + code.id + (short_url.empty() ? "" : ", " + short_url));
        } else if (records_.chosen()) {
            records_.print(codes::to_json(code));
        } else {
            write_stdout(code.id + '\n' + (short_url.empty() ? "" : short_url + '\n'));
        }
    }

    std::optional<std::string> title_;
    std::optional<std::string> description_;
    std::vector<std::string> tags_;
    PictureOptions picture_;
    std::optional<std::string> actor_;
    RecordOptions records_;
};

class GenerateStatic final : public Generate {
  protected:
    void setup_arguments(CLI::App& app) override { content_.setup(app, ContentOptions::Bytes::refused); }
    void add_arguments(codes::NewCode& wanted) override {
        wanted.type = codes::CodeType::static_code;
        wanted.content = content_.read();
    }

  private:
    ContentOptions content_;
};

class GenerateDynamic final : public Generate {
  protected:
    void setup_arguments(CLI::App& app) override {
        app.add_option("URL", redirect_url_, "where the code leads; can be changed later")->required();
        app.add_option("--short-id", short_id_, "last part of the printed URL; default: 8 random characters")
            ->type_name("ID");
    }
    void add_arguments(codes::NewCode& wanted) override {
        wanted.type = codes::CodeType::dynamic_code;
        wanted.redirect_url = redirect_url_;
        wanted.short_id = short_id_;
    }

  private:
    std::string redirect_url_;
    std::optional<std::string> short_id_;
};

}  // namespace

std::unique_ptr<Command> make_generate_static() {
    return std::make_unique<GenerateStatic>();
}
std::unique_ptr<Command> make_generate_dynamic() {
    return std::make_unique<GenerateDynamic>();
}

}  // namespace qrgen::cmd
