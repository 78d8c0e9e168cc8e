// SPDX-License-Identifier: MIT
#include "cmd/commands/delete.hpp"

#include "cmd/batch_of_codes.hpp"
#include "cmd/database.hpp"
#include "cmd/destruction_options.hpp"
#include "cmd/record_options.hpp"

namespace qrgen::cmd {
namespace {

Record tombstone(const codes::Code& code) {
    return {{"id", code.id},
            {"short_id", code.short_id ? Record(*code.short_id) : Record()},
            {"deleted_at", code.deleted_at ? Record(format_rfc3339(*code.deleted_at)) : Record()}};
}

class Delete final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", ids_, "ids or short ids; - reads them from standard input, one a line")
            ->required();
        destruction_.setup(app);
        app.add_option("--actor", actor_, "who does this, for the history; default: the user")
            ->type_name("NAME");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        destruction_.require_confirmable();
        const References references = read_references(ids_);
        CodeDatabase database(context.configuration);
        if (!destruction_.is_confirmed(references.items.size(), "code(s)", context)) return ExitCode::ok;
        return for_each_code(
            references, records_, {"id", "short_id", "deleted_at"}, [&](const std::string& id) {
                return tombstone(destruction_.dry_run() ? database.codes().find(id)
                                                        : database.codes().remove(id, actor_name(actor_)));
            });
    }

  private:
    std::vector<std::string> ids_;
    DestructionOptions destruction_{{"delete", "deleting", "deleted"}};
    std::optional<std::string> actor_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_delete() {
    return std::make_unique<Delete>();
}

}  // namespace qrgen::cmd
