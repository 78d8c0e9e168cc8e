// SPDX-License-Identifier: MIT
#include "cmd/commands/migrate.hpp"

#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/store/migrator.hpp"

namespace qrgen::cmd {
namespace {

Record record_of(const store::MigrationState& migration) {
    return {{"version", migration.version},
            {"name", migration.name},
            {"state", migration.applied_at ? "applied" : "pending"},
            {"applied_at", migration.applied_at ? Record(format_rfc3339(*migration.applied_at)) : Record()},
            {"checksum", migration.checksum}};
}

void print(const std::vector<store::MigrationState>& migrations, const RecordOptions& records) {
    RecordList list;
    list.fields = {"version", "name", "state", "applied_at", "checksum"};
    for (const auto& migration : migrations) list.items.push_back(record_of(migration));
    list.total = static_cast<std::int64_t>(list.items.size());
    records.print(list, {"version", "name", "state", "applied_at"});
}

class MigrateStatus final : public Command {
  public:
    void setup(CLI::App& app) override { records_.setup(app); }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        print(store::Migrator(store).status(), records_);
        return ExitCode::ok;
    }

  private:
    RecordOptions records_;
};

class MigrateUp final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_flag("-n,--dry-run", dry_run_, "only show what would be applied");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        store::Migrator migrator(store);
        std::vector<store::MigrationState> migrations = dry_run_ ? migrator.status() : migrator.up();
        if (dry_run_)
            std::erase_if(migrations, [](const auto& migration) { return migration.applied_at.has_value(); });
        print(migrations, records_);
        if (migrations.empty()) context.log.info("the schema is up to date");
        return ExitCode::ok;
    }

  private:
    bool dry_run_ = false;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_migrate_status() {
    return std::make_unique<MigrateStatus>();
}
std::unique_ptr<Command> make_migrate_up() {
    return std::make_unique<MigrateUp>();
}

}  // namespace qrgen::cmd
