// SPDX-License-Identifier: MIT
#include "cmd/commands/purge.hpp"

#include <chrono>

#include "cmd/database.hpp"
#include "cmd/destruction_options.hpp"
#include "cmd/record_options.hpp"
#include "core/base/calendar_span.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/store/scan_purge.hpp"

namespace qrgen::cmd {
namespace {

using std::chrono::sys_days;

CalendarSpan required_span(const std::optional<std::string>& option, const std::string& setting) {
    if (!option && setting.empty()) {
        throw Error(ErrorKind::usage, "nothing says how old the scans to be removed are",
                    "use --older-than, for example --older-than 13months, or the setting retention");
    }
    const std::string& text = option ? *option : setting;
    if (const auto span = parse_calendar_span(text)) return *span;
    throw Error(ErrorKind::usage,
                "--older-than " + std::string(calendar_span_rule) + ", not '" + printable(text) + "'");
}

std::string date_of(sys_days day) {
    return format_rfc3339(day).substr(0, 10);
}

class Purge final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("--older-than", older_than_,
                       "age of the scans to be removed: 90days, 26weeks, 13months, 2years; default: the "
                       "setting retention")
            ->type_name("SPAN");
        destruction_.setup(app);
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        const CalendarSpan span = required_span(older_than_, context.configuration.text("retention"));
        destruction_.require_confirmable();
        const auto today = std::chrono::floor<std::chrono::days>(system_now());
        const sys_days cut = day_before(today, span);
        store::Store store = open_store(context.configuration);
        store::ScanPurge purge(store, cut);
        if (destruction_.dry_run()) {
            print(purge.count(), cut);
        } else if (destruction_.is_confirmed("all scans of before " + date_of(cut), context)) {
            print(purge.run(), cut);
            store::forget_visitors(store, today);
        }
        return ExitCode::ok;
    }

  private:
    void print(const store::PurgedScans& purged, sys_days cut) const {
        records_.print(
            Record{{"before", date_of(cut)}, {"scans", purged.rows}, {"partitions", purged.partitions}});
    }

    std::optional<std::string> older_than_;
    DestructionOptions destruction_{{"remove", "removing", "removed"}};
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_purge() {
    return std::make_unique<Purge>();
}

}  // namespace qrgen::cmd
