// SPDX-License-Identifier: MIT
#include "cmd/commands/scans.hpp"

#include <chrono>

#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/number_option.hpp"
#include "cmd/record_options.hpp"
#include "cmd/scan_printer.hpp"
#include "core/base/error.hpp"
#include "core/scans/moment.hpp"
#include "core/scans/scan_cursor.hpp"
#include "core/scans/scan_follower.hpp"
#include "core/scans/scan_pages.hpp"

namespace qrgen::cmd {
namespace {

const Choices<bool> yes_or_no{{"yes", true}, {"no", false}};

constexpr std::int64_t max_skip = 1'000'000'000'000;
constexpr std::int64_t rows_at_once = 1000;  // with --all
constexpr std::chrono::milliseconds poll_interval{1000};

class Scans final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("ID", id_, "id or short id of the code")->required();
        app.add_option("--from", times_.from, "only scans from this day or time on")->type_name("TIME");
        CLI::Option* to = app.add_option("--to", times_.to, "only scans up to this day, or before this time")
                              ->type_name("TIME");
        app.add_option("--time-zone", times_.time_zone, "where these are days; default UTC")
            ->type_name("ZONE");
        add_choice(app, "--genuine", query_.is_genuine, yes_or_no,
                   "only scans of the printed symbol (yes), or only others (no)")
            ->type_name("yes|no");
        add_choice(app, "--bots", query_.is_bot, yes_or_no,
                   "only programs' scans (yes), or only people's (no)")
            ->type_name("yes|no");
        CLI::Option* limit = add_number<std::int64_t>(app, "--limit", query_.limit, {1, 1000},
                                                      "scans to print, 1 to 1000; default 20");
        CLI::Option* skip = add_number<std::int64_t>(app, "--skip", query_.skip, {0, max_skip},
                                                     "leave out the first N scans");
        CLI::Option* cursor =
            app.add_option("--cursor", cursor_, "go on where an earlier page ended")->type_name("CURSOR");
        CLI::Option* all = app.add_flag("--all", all_, "print all of them, not only a page");
        CLI::Option* follow =
            app.add_flag("--follow", follow_, "then print new scans as they come, until interrupted");
        all->excludes(limit);
        for (CLI::Option* other : {to, skip, cursor, all}) follow->excludes(other);
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        if (follow_ && records_.format() == RecordFormat::json) {
            throw Error(ErrorKind::usage, "--follow never ends, and so would not a JSON document",
                        "use --ndjson");
        }
        read_query();
        store::Store store = open_store(context.configuration);
        if (follow_) {
            follow(store, context);
        } else if (all_) {
            print_all(store);
        } else {
            print_page(scans::list_scans(store, id_, query_), context);
        }
        return ExitCode::ok;
    }

  private:
    void read_query() {
        const scans::Times times = scans::read_times(times_);
        query_.from = times.from;
        query_.to = times.to;
        if (cursor_) query_.before = scans::parse_cursor(*cursor_);
    }

    void print_page(const store::ScanPage& page, const Context& context) const {
        if (records_.format() == RecordFormat::json) {
            const Record document = scans::to_json(page, query_);
            return write_stdout(document.dump(2, ' ', false, Record::error_handler_t::replace) + '\n');
        }
        ScanPrinter printer(records_.format());
        for (const store::StoredScan& scan : page.items) printer.add(scan);
        printer.finish();
        if (page.next) context.log.info("there are more: --cursor " + scans::to_text(*page.next));
    }

    void print_all(store::Store& store) {
        query_.limit = rows_at_once;
        ScanPrinter printer(records_.format());
        do {
            store::ScanPage page = scans::list_scans(store, id_, query_);
            for (const store::StoredScan& scan : page.items) printer.add(scan);
            query_.before = std::move(page.next);
            query_.skip = 0;
        } while (query_.before);
        printer.finish();
    }

    // Until the reader goes away, which is an exception, or a signal ends the process.
    [[noreturn]] void follow(store::Store& store, const Context& context) {
        scans::ScanFollower follower(store, query_);
        auto found = follower.begin(id_, query_.limit, system_now());
        ScanPrinter printer(records_.format());
        bool is_away = false;
        for (;;) {
            for (const store::StoredScan& scan : found) printer.add(scan);
            if (found.empty() || is_away) wait_while_read(poll_interval);
            found = next_scans(follower, context, is_away);
        }
    }

    static std::vector<store::StoredScan> next_scans(scans::ScanFollower& follower, const Context& context,
                                                     bool& is_away) {
        try {
            auto found = follower.next();
            if (std::exchange(is_away, false)) context.log.warning("the database is back");
            return found;
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::unavailable) throw;
            if (!std::exchange(is_away, true)) context.log.warning(error.message() + "; trying again");
            return {};
        }
    }

    std::string id_;
    store::ScanQuery query_;
    scans::TimesWish times_;
    std::optional<std::string> cursor_;
    bool all_ = false;
    bool follow_ = false;
    RecordOptions records_;
};

}  // namespace

std::unique_ptr<Command> make_scans() {
    return std::make_unique<Scans>();
}

}  // namespace qrgen::cmd
