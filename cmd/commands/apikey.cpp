// SPDX-License-Identifier: MIT
#include "cmd/commands/apikey.hpp"

#include "cmd/batch_of_codes.hpp"
#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/destruction_options.hpp"
#include "cmd/record_options.hpp"
#include "core/access/api_key_service.hpp"

namespace qrgen::cmd {
namespace {

using access::ApiKey;
using access::Scope;

const Choices<Scope> scopes{{"read", Scope::read}, {"write", Scope::write}, {"admin", Scope::admin}};

const std::vector<std::string_view> fields{"id", "name", "scope", "created_at", "last_used_at", "revoked_at"};

Record time_or_null(const std::optional<Timestamp>& time) {
    return time ? Record(format_rfc3339(*time)) : Record();
}

// Without the hash: that is of no use to anybody but one who tries secrets.
Record record_of(const ApiKey& key) {
    return {{"id", key.id},
            {"name", key.name},
            {"scope", to_string(key.scope)},
            {"created_at", format_rfc3339(key.created_at)},
            {"last_used_at", time_or_null(key.last_used_at)},
            {"revoked_at", time_or_null(key.revoked_at)}};
}

class ApiKeyCreate final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("NAME", name_, "whose key it is or where it is used, for people")->required();
        add_choice(app, "--scope", scope_, scopes, "what it allows: read, write or admin; default read")
            ->type_name("SCOPE");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        const access::NewApiKey made = access::ApiKeyService(store).create(name_, scope_);
        if (records_.chosen()) {
            Record record = record_of(made.key);
            record["key"] = made.text;
            records_.print(record);
        } else {
            write_stdout(made.text + '\n');
        }
        context.log.info("keep the key now: only a hash of it is stored, it cannot be shown again");
        return ExitCode::ok;
    }

  private:
    std::string name_;
    Scope scope_ = Scope::read;
    RecordOptions records_;
};

class ApiKeyList final : public Command {
  public:
    void setup(CLI::App& app) override { records_.setup(app); }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        RecordList list;
        list.fields = fields;
        for (const ApiKey& key : access::ApiKeyService(store).list()) list.items.push_back(record_of(key));
        list.total = static_cast<std::int64_t>(list.items.size());
        records_.print(list, fields);
        return ExitCode::ok;
    }

  private:
    RecordOptions records_;
};

class ApiKeyRevoke final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", ids_, "ids of keys; - reads them from standard input, one a line")->required();
        destruction_.setup(app);
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        destruction_.require_confirmable();
        const References references = read_references(ids_);
        store::Store store = open_store(context.configuration);
        if (!destruction_.is_confirmed(references.items.size(), "API key(s)", context)) return ExitCode::ok;
        access::ApiKeyService keys(store);
        return for_each_code(references, records_, fields, [&](const std::string& id) {
            return record_of(destruction_.dry_run() ? keys.get(id) : keys.revoke(id));
        });
    }

  private:
    std::vector<std::string> ids_;
    DestructionOptions destruction_{{"revoke", "revoking", "revoked"}};
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_apikey_create() {
    return std::make_unique<ApiKeyCreate>();
}
std::unique_ptr<Command> make_apikey_list() {
    return std::make_unique<ApiKeyList>();
}
std::unique_ptr<Command> make_apikey_revoke() {
    return std::make_unique<ApiKeyRevoke>();
}

}  // namespace qrgen::cmd
