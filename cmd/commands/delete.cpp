// SPDX-License-Identifier: MIT
#include "cmd/commands/delete.hpp"

#include <unistd.h>

#include "cmd/batch_of_codes.hpp"
#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/base/error.hpp"

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
        app.add_flag("-y,--yes", yes_, "do not ask");
        app.add_flag("-n,--dry-run", dry_run_, "only show what would be deleted");
        app.add_option("--actor", actor_, "who does this, for the history; default: the user")
            ->type_name("NAME");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        require_confirmable();
        const References references = read_references(ids_);
        CodeDatabase database(context.configuration);
        if (!dry_run_ && !yes_ &&
            !confirm("Delete " + std::to_string(references.items.size()) + " code(s)?")) {
            context.log.info("nothing was deleted");
            return ExitCode::ok;
        }
        return for_each_code(references, records_, {"id", "short_id", "deleted_at"},
                             [&](const std::string& id) {
                                 return tombstone(dry_run_ ? database.codes().find(id)
                                                           : database.codes().remove(id, actor_name(actor_)));
                             });
    }

  private:
    // Before anything is read, so that a script learns at once what it forgot.
    void require_confirmable() const {
        const bool can_ask = is_terminal(STDIN_FILENO) && is_terminal(STDERR_FILENO);
        if (yes_ || dry_run_ || can_ask) return;
        throw Error(ErrorKind::usage, "deleting needs a confirmation, and there is no terminal to ask on",
                    "use --yes to delete, or --dry-run to see what would be deleted");
    }

    std::vector<std::string> ids_;
    bool yes_ = false;
    bool dry_run_ = false;
    std::optional<std::string> actor_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_delete() {
    return std::make_unique<Delete>();
}

}  // namespace qrgen::cmd
