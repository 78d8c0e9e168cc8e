// SPDX-License-Identifier: MIT
#include "cmd/commands/rollup.hpp"

#include <functional>

#include "cmd/database.hpp"
#include "cmd/record_options.hpp"
#include "core/base/clock.hpp"
#include "core/store/rollup_rebuild.hpp"

namespace qrgen::cmd {
namespace {

using std::chrono::sys_days;
using store::RollupDifferences;

bool is_right(const RollupDifferences& found) {
    return found.different == 0 && !found.has_wrong_sums;
}

Record record_of(sys_days month, const RollupDifferences& found, const char* state_of_wrong) {
    return {{"month", format_rfc3339(month).substr(0, 7)},
            {"days", found.days},
            {"different", found.different},
            {"state", is_right(found) ? "right" : state_of_wrong}};
}

// Looks at all months and prints them; returns whether all were right.
bool look_at_months(store::Store& store, const RecordOptions& records, const char* state_of_wrong,
                    const std::function<RollupDifferences(sys_days month)>& look) {
    std::vector<sys_days> months;
    store.read([&](store::Transaction& transaction) { months = store::RollupRebuild(transaction).months(); });
    RecordList list;
    list.fields = {"month", "days", "different", "state"};
    bool are_right = true;
    for (const sys_days month : months) {
        const RollupDifferences found = look(month);
        are_right = are_right && is_right(found);
        list.items.push_back(record_of(month, found, state_of_wrong));
    }
    list.total = static_cast<std::int64_t>(list.items.size());
    records.print(list, {"month", "days", "different", "state"});
    return are_right;
}

class RollupCheck final : public Command {
  public:
    void setup(CLI::App& app) override { records_.setup(app); }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        const bool are_right = look_at_months(store, records_, "wrong", [&](sys_days month) {
            RollupDifferences found;
            store.read([&](store::Transaction& transaction) {
                found = store::RollupRebuild(transaction).compare(month);
            });
            return found;
        });
        if (are_right) return ExitCode::ok;
        context.log.warning("some figures are not what the log says; qrgen rollup rebuild makes them anew");
        return ExitCode::verification_failed;
    }

  private:
    RecordOptions records_;
};

class RollupRebuild final : public Command {
  public:
    void setup(CLI::App& app) override { records_.setup(app); }

    ExitCode run(const Context& context) override {
        store::Store store = open_store(context.configuration);
        look_at_months(store, records_, "rebuilt", [&](sys_days month) {
            RollupDifferences found;
            store.write([&](store::Transaction& transaction) {
                found = store::RollupRebuild(transaction).rebuild(month);
            });
            return found;
        });
        return ExitCode::ok;
    }

  private:
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_rollup_check() {
    return std::make_unique<RollupCheck>();
}
std::unique_ptr<Command> make_rollup_rebuild() {
    return std::make_unique<RollupRebuild>();
}

}  // namespace qrgen::cmd
