// SPDX-License-Identifier: MIT
#include "cmd/commands/update.hpp"

#include "cmd/batch_of_codes.hpp"
#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/base/error.hpp"
#include "core/codes/code_json.hpp"

namespace qrgen::cmd {
namespace {

const Choices<codes::CodeStatus> statuses{{"active", codes::CodeStatus::active},
                                          {"disabled", codes::CodeStatus::disabled}};

class Update final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", ids_, "ids or short ids; - reads them from standard input, one a line")
            ->required();
        app.add_option("--redirect-url", changes_.redirect_url, "new target of a dynamic code")
            ->type_name("URL");
        app.add_option("--title", changes_.title, "new title; '' removes it")->type_name("TEXT");
        app.add_option("--description", changes_.description, "new description; '' removes it")
            ->type_name("TEXT");
        app.add_option("--tag", tags_, "new tags instead of all old ones, one --tag each; '' removes all")
            ->type_name("TAG")
            ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
            ->expected(1)
            ->allow_extra_args(false);
        add_choice(app, "--status", changes_.status, statuses,
                   "active, or disabled: the code is kept but leads nowhere")
            ->type_name("STATUS");
        app.add_option("--actor", actor_, "who does this, for the history; default: the user")
            ->type_name("NAME");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        if (!tags_.empty()) {
            std::erase(tags_, "");
            changes_.tags = tags_;
        }
        if (!changes_.redirect_url && !changes_.title && !changes_.description && !changes_.tags &&
            !changes_.status) {
            throw Error(ErrorKind::usage, "nothing to change was given",
                        "use --redirect-url, --title, --description, --tag or --status");
        }
        const References references = read_references(ids_);
        CodeDatabase database(context.configuration);
        return for_each_code(references, records_, code_field_names(), [&](const std::string& id) {
            return codes::to_json(database.codes().update(id, changes_, actor_name(actor_)));
        });
    }

  private:
    std::vector<std::string> ids_;
    codes::CodeChanges changes_;
    std::vector<std::string> tags_;
    std::optional<std::string> actor_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_update() {
    return std::make_unique<Update>();
}

}  // namespace qrgen::cmd
