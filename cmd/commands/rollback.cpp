// SPDX-License-Identifier: MIT
#include "cmd/commands/rollback.hpp"

#include "cmd/database.hpp"
#include "cmd/input.hpp"
#include "cmd/number_option.hpp"
#include "cmd/record_options.hpp"
#include "core/codes/code_json.hpp"

namespace qrgen::cmd {
namespace {

class Rollback final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", id_, "id or short id of the code, also of a deleted one")->required();
        add_number<std::int64_t>(app, "--revision", revision_, {1, 1'000'000'000},
                                 "go back to revision N; default: the one before the last");
        app.add_option("--actor", actor_, "who does this, for the history; default: the user")
            ->type_name("NAME");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        CodeDatabase database(context.configuration);
        records_.print(codes::to_json(database.codes().rollback(id_, revision_, actor_name(actor_))));
        return ExitCode::ok;
    }

  private:
    std::string id_;
    std::optional<std::int64_t> revision_;
    std::optional<std::string> actor_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_rollback() {
    return std::make_unique<Rollback>();
}

}  // namespace qrgen::cmd
