// SPDX-License-Identifier: MIT
#include "cmd/commands/import.hpp"

#include <functional>
#include <utility>

#include "cmd/database.hpp"
#include "cmd/import_report.hpp"
#include "cmd/input.hpp"
#include "cmd/record_options.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/scans/ip_privacy.hpp"
#include "core/transfer/sources.hpp"

namespace qrgen::cmd {
namespace {

using transfer::Shortener;
using transfer::Source;

// What differs from one source to another.
struct Kind {
    const char* argument_help;
    bool is_own_export = false;
    bool has_scans = false;  // that are only taken if they are asked for
    bool has_url = false;
    std::function<std::unique_ptr<Source>(const std::string& place)> open;
};

constexpr auto url_variable = "QRGEN_IMPORT_URL";
constexpr auto url_file_variable = "QRGEN_IMPORT_URL_FILE";

class Import final : public Command {
  public:
    explicit Import(Kind kind) : kind_(std::move(kind)) {}

    void setup(CLI::App& app) override {
        auto* const source = app.add_option("SOURCE", source_, kind_.argument_help);
        if (!kind_.has_url) source->required();
        if (kind_.has_scans) app.add_flag("--scans", scans_, "also the scans that the source has recorded");
        app.add_flag("-n,--dry-run", dry_run_, "only show what would be done");
        if (!kind_.is_own_export) {
            app.add_option("--actor", actor_, "who does this, for the history; default: the user")
                ->type_name("NAME");
        }
        records_.setup(app);
    }

    ExitCode run(const Context& context) override {
        const std::string place = source_place();
        store::Store store = open_store(context.configuration);
        transfer::ImportRules rules = rules_for(context);
        const std::unique_ptr<Source> source = kind_.open(place);
        ImportReport report(records_.format());
        transfer::Importer importer(store, std::move(rules),
                                    [&](const transfer::ImportResult& result) { report.add(result); });
        try {
            importer.run(*source, scans_ ? transfer::Scans::with : transfer::Scans::without);
        } catch (const Error&) {
            if (report.has_records()) report.finish(importer.summary(), context, dry_run_);
            throw;
        }
        report.finish(importer.summary(), context, dry_run_);
        const bool is_all_taken = importer.summary().refused == 0 && importer.summary().refused_scans == 0;
        return is_all_taken ? ExitCode::ok : ExitCode::some_failed;
    }

  private:
    // A password is better in a variable or a file than among the arguments, which others can see.
    std::string source_place() const {
        if (source_) return *source_;
        if (const auto url = config::process_environment(url_variable)) return *url;
        if (const auto file = config::process_environment(url_file_variable))
            return std::string(trim(read_value(*file)));
        throw Error(ErrorKind::usage, "the source is missing",
                    std::string("give it as an argument, or its URL in ") + url_variable +
                        " or in a file that " + url_file_variable + " names");
    }

    transfer::ImportRules rules_for(const Context& context) const {
        const auto rules = redirect_rules(context.configuration);
        std::string base_url = rules.base_url;
        while (base_url.ends_with('/')) base_url.pop_back();
        transfer::ImportRules result{.policy = codes::RedirectPolicy(rules),
                                     .base_url = std::move(base_url),
                                     .actor = actor_name(actor_),
                                     .is_own_export = kind_.is_own_export,
                                     .is_dry_run = dry_run_};
        result.ip_privacy = scans::parse_ip_privacy(context.configuration.text("ip_privacy"))
                                .value_or(scans::IpPrivacy::truncate);
        return result;
    }

    const Kind kind_;
    std::optional<std::string> source_;
    std::optional<std::string> actor_;
    bool scans_ = false;
    bool dry_run_ = false;
    RecordOptions records_;
};

std::unique_ptr<Command> make_import(Shortener shortener, const char* argument_help, bool has_url,
                                     bool has_scans) {
    return std::make_unique<Import>(Kind{.argument_help = argument_help,
                                         .has_scans = has_scans,
                                         .has_url = has_url,
                                         .open = [shortener](const std::string& place) {
                                             return transfer::open_shortener(shortener, place, system_now);
                                         }});
}

}  // namespace

std::unique_ptr<Command> make_import_qrgen() {
    return std::make_unique<Import>(
        Kind{.argument_help = "file that qrgen export wrote; -: standard input",
             .is_own_export = true,
             .open = [](const std::string& place) { return transfer::open_own_export(place); }});
}

std::unique_ptr<Command> make_import_mvp() {
    return std::make_unique<Import>(
        Kind{.argument_help =
                 "URL of its database on PostgreSQL, or a CSV file of one of its tables; -: standard input",
             .has_scans = true,
             .has_url = true,
             .open = [](const std::string& place) { return transfer::open_mvp(place); }});
}

std::unique_ptr<Command> make_import_shlink() {
    return make_import(Shortener::shlink,
                       "URL of its database on PostgreSQL, or a CSV file; -: standard input", true, true);
}

std::unique_ptr<Command> make_import_yourls() {
    return make_import(Shortener::yourls,
                       "dump of its database (*.sql), or a CSV file; -: CSV on standard input", false, true);
}

std::unique_ptr<Command> make_import_kutt() {
    return make_import(Shortener::kutt, "URL of its database on PostgreSQL", true, true);
}

std::unique_ptr<Command> make_import_bitly() {
    return make_import(Shortener::bitly, "CSV file; -: standard input", false, false);
}

}  // namespace qrgen::cmd
