// SPDX-License-Identifier: MIT
#include "cmd/commands/stats.hpp"

#include <unistd.h>

#include "cmd/database.hpp"
#include "cmd/number_option.hpp"
#include "cmd/record_options.hpp"
#include "cmd/statistics_report.hpp"
#include "core/base/error.hpp"
#include "core/scans/statistics_json.hpp"

namespace qrgen::cmd {
namespace {

class Stats final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", id_, "id or short id of the code; without it, all codes together");
        CLI::Option* period =
            app.add_option(
                   "--period", wish_.period.period,
                   "today, yesterday, last7days, last30days (default), thisMonth, lastMonth or allTime")
                ->type_name("PERIOD");
        app.add_option("--from", wish_.period.from,
                       "first day (2026-01-31), or time with its offset, of the period")
            ->type_name("TIME")
            ->excludes(period);
        app.add_option("--to", wish_.period.to, "last day, or time where it ends; default today")
            ->type_name("TIME")
            ->excludes(period);
        app.add_option("--time-zone", wish_.period.time_zone,
                       "where days begin: Europe/Berlin or the like, local, or UTC (default)")
            ->type_name("ZONE");
        add_number<int>(app, "--top", wish_.top, {1, scans::most_top},
                        "entries of each list, 1 to 100; default 10");
        add_number<int>(app, "--dead-after", dead_after_, {0, scans::most_dead_after},
                        "days without a scan after which a code is dead; default 90");
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        if (id_ && dead_after_) {
            throw Error(ErrorKind::usage, "--dead-after is about all codes and takes no ID");
        }
        wish_.dead_after = dead_after_.value_or(scans::default_dead_after);
        store::Store store = open_store(context.configuration);
        const Timestamp now = system_now();
        print(id_ ? scans::to_json(scans::code_statistics(store, *id_, wish_, now))
                  : scans::to_json(scans::all_statistics(store, wish_, now)),
              context);
        return ExitCode::ok;
    }

  private:
    void print(const Record& statistics, const Context& context) const {
        switch (records_.format()) {
            case RecordFormat::json: records_.print(statistics); return;
            case RecordFormat::ndjson:
            case RecordFormat::csv: records_.print(series_records(statistics), {}); return;
            case RecordFormat::table: break;
        }
        const ChartStyle style{.width = terminal_width(),
                               .is_utf8 = locale_is_utf8(),
                               .colours = may_colour(STDOUT_FILENO, context.colour)};
        write_stdout(style.width > 0 ? drawn_report(statistics, style) : plain_report(statistics));
    }

    std::optional<std::string> id_;
    scans::StatisticsWish wish_;
    std::optional<int> dead_after_;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_stats() {
    return std::make_unique<Stats>();
}

}  // namespace qrgen::cmd
