// SPDX-License-Identifier: MIT
#include "cmd/commands/history.hpp"

#include "cmd/database.hpp"
#include "cmd/record_options.hpp"

namespace qrgen::cmd {
namespace {

Record text_or_null(const std::optional<std::string>& text) {
    return text ? Record(*text) : Record();
}

Record record_of(const codes::HistoryEntry& entry) {
    return {{"revision", entry.revision},  {"changed_at", format_rfc3339(entry.changed_at)},
            {"actor", entry.actor},        {"action", entry.action},
            {"field", entry.field},        {"from", text_or_null(entry.from)},
            {"to", text_or_null(entry.to)}};
}

class History final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", id_, "id or short id of the code, also of a deleted one")->required();
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        CodeDatabase database(context.configuration);
        RecordList list;
        list.fields = {"revision", "changed_at", "actor", "action", "field", "from", "to"};
        for (const auto& entry : database.codes().history(id_)) list.items.push_back(record_of(entry));
        list.total = static_cast<std::int64_t>(list.items.size());
        records_.print(list, list.fields);
        return ExitCode::ok;
    }

  private:
    std::string id_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_history() {
    return std::make_unique<History>();
}

}  // namespace qrgen::cmd
