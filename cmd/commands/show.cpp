// SPDX-License-Identifier: MIT
#include "cmd/commands/show.hpp"

#include "cmd/batch_of_codes.hpp"
#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/codes/code_json.hpp"

namespace qrgen::cmd {
namespace {

class Show final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", ids_, "ids or short ids; - reads them from standard input, one a line")
            ->required();
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        const References references = read_references(ids_);
        CodeDatabase database(context.configuration);
        return for_each_code(references, records_, code_field_names(), [&](const std::string& id) {
            return codes::to_json(database.codes().find(id));
        });
    }

  private:
    std::vector<std::string> ids_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_show() {
    return std::make_unique<Show>();
}

}  // namespace qrgen::cmd
