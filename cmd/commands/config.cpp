// SPDX-License-Identifier: MIT
#include "cmd/commands/config.hpp"

#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/store/migrator.hpp"

namespace qrgen::cmd {
namespace {

std::string shown_value(const config::Setting& setting, const std::string& value) {
    return setting.secret ? store::hide_password(value) : value;
}

class ConfigShow final : public Command {
  public:
    void setup(CLI::App& app) override { records_.setup(app); }

    ExitCode run(const Context& context) override {
        RecordList list;
        list.fields = {"key", "value", "origin", "source"};
        for (const config::Setting& setting : config::settings()) {
            const config::Value& value = context.configuration.value(setting.key);
            list.items.push_back({{"key", setting.key},
                                  {"value", shown_value(setting, value.text)},
                                  {"origin", to_string(value.origin)},
                                  {"source", value.source}});
        }
        list.total = static_cast<std::int64_t>(list.items.size());
        records_.print(list, list.fields);
        return ExitCode::ok;
    }

  private:
    RecordOptions records_;
};

class ConfigCheck final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_flag("--connect", connect_, "also connect to the database and look at its schema");
    }

    ExitCode run(const Context& context) override {
        const config::Configuration& configuration = context.configuration;
        redirect_rules(configuration);
        store::Store store = open_store(configuration);
        context.log.info(
            "configuration: " + (configuration.file().empty() ? "no file" : configuration.file()) + ", ok");
        if (connect_) check_database(store, context);
        return ExitCode::ok;
    }

  private:
    static void check_database(store::Store& store, const Context& context) {
        const std::string server = store.ping();
        std::size_t pending = 0;
        for (const auto& migration : store::Migrator(store).status())
            pending += migration.applied_at ? 0U : 1U;
        const std::string schema =
            pending == 0 ? "schema up to date" : std::to_string(pending) + " migration(s) pending";
        context.log.info("database: " + server + ", " + schema);
    }

    bool connect_ = false;
};

}  // namespace

std::unique_ptr<Command> make_config_show() {
    return std::make_unique<ConfigShow>();
}
std::unique_ptr<Command> make_config_check() {
    return std::make_unique<ConfigCheck>();
}

}  // namespace qrgen::cmd
