// SPDX-License-Identifier: MIT
#include "cmd/commands/export.hpp"

#include "cmd/choice_option.hpp"
#include "cmd/database.hpp"
#include "cmd/output_file.hpp"
#include "core/base/error.hpp"
#include "core/records/record_reader.hpp"
#include "core/transfer/export.hpp"

namespace qrgen::cmd {
namespace {

using records::RecordSyntax;
using transfer::ExportTable;

const Choices<RecordSyntax> formats{{"ndjson", RecordSyntax::ndjson}, {"csv", RecordSyntax::csv}};
const Choices<ExportTable> tables{{"codes", ExportTable::codes},
                                  {"history", ExportTable::history},
                                  {"scans", ExportTable::scans},
                                  {"days", ExportTable::days}};

class Export final : public Command {
  public:
    void setup(CLI::App& app) override {
        app.add_option("-o,--output", output_, "file to write; default -, standard output")
            ->type_name("FILE");
        add_choice(app, "-f,--format", format_, formats,
                   "format of the file: ndjson, csv; default: by its ending, otherwise ndjson")
            ->type_name("FORMAT");
        app.add_flag("--scans", scans_, "also the scan log and its daily figures");
        add_choice(app, "--table", table_, tables,
                   "what a CSV file holds: codes (default), history, scans or days")
            ->type_name("TABLE");
        app.add_flag("--force", force_, "overwrite the file if it exists");
    }

    ExitCode run(const Context& context) override {
        const RecordSyntax syntax =
            format_.value_or(records::syntax_of_file(output_).value_or(RecordSyntax::ndjson));
        check(syntax);
        store::Store store = open_store(context.configuration);
        OutputFile file(output_, force_ ? Overwrite::allow : Overwrite::refuse);
        const auto sink = [&](std::string_view text) { file.write(text); };
        const auto counts = syntax == RecordSyntax::csv
                                ? transfer::export_csv(store, table_.value_or(ExportTable::codes), sink)
                                : transfer::export_ndjson(
                                      store, scans_ ? transfer::ScansToo::yes : transfer::ScansToo::no, sink);
        file.commit();
        report(counts, context);
        return ExitCode::ok;
    }

  private:
    void check(RecordSyntax syntax) const {
        if (syntax == RecordSyntax::csv && scans_) {
            throw Error(ErrorKind::usage, "--scans is for NDJSON: a CSV file holds one table",
                        "use --table scans and --table days");
        }
        if (syntax == RecordSyntax::ndjson && table_)
            throw Error(ErrorKind::usage, "--table is for CSV: NDJSON holds all tables", "use --format csv");
    }

    static void report(const transfer::ExportCounts& counts, const Context& context) {
        std::string text;
        const auto add = [&](std::int64_t count, const char* what) {
            if (count > 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
        };
        add(counts.codes, "codes");
        add(counts.history, "changes");
        add(counts.scans, "scans");
        add(counts.days, "days with scans");
        context.log.info("exported " + (text.empty() ? "nothing, there is nothing" : text));
    }

    std::string output_ = "-";
    std::optional<RecordSyntax> format_;
    std::optional<ExportTable> table_;
    bool scans_ = false;
    bool force_ = false;
};

}  // namespace

std::unique_ptr<Command> make_export() {
    return std::make_unique<Export>();
}

}  // namespace qrgen::cmd
