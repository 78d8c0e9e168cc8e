// SPDX-License-Identifier: MIT
#include "cmd/batch/batch_options.hpp"

#include <unistd.h>

#include "cmd/batch/row_pictures.hpp"
#include "cmd/choice_option.hpp"
#include "cmd/number_option.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/formats/format.hpp"

namespace qrgen::cmd {
namespace {

constexpr const char* pictures_group = "Where pictures go";
constexpr const char* storing_group = "Storing";
constexpr const char* running_group = "Running";

const Choices<records::RecordSyntax> syntaxes{{"csv", records::RecordSyntax::csv},
                                              {"ndjson", records::RecordSyntax::ndjson}};

constexpr int max_jobs = 256;
constexpr std::size_t max_set_length = 100;

void add_picture_places(CLI::App& app, BatchOptions& options) {
    CLI::Option* places[] = {
        app.add_option("--out-dir", options.out_dir, "a file for each picture, in DIR and folders of it")
            ->type_name("DIR"),
        app.add_option("--tar", options.tar, "all into one tar archive; - is standard output")
            ->type_name("FILE"),
        app.add_option("--zip", options.zip, "all into one ZIP archive; - is standard output")
            ->type_name("FILE"),
        app.add_option("--sheet-file", options.sheet_file,
                       "all onto pages of labels, a PDF file, see --sheet")
            ->type_name("FILE")};
    for (CLI::Option* one : places) {
        for (CLI::Option* other : places) {
            if (one != other) one->excludes(other);
        }
        one->group(pictures_group);
    }
    app.add_flag("--force", options.force, "overwrite files that no earlier run has made")
        ->group(pictures_group);
    app.add_option(
           "-f,--format", options.format,
           "format of pictures: " + qr::format_names(", ") + "; default: by the name in column file, png")
        ->type_name("FORMAT")
        ->group(pictures_group);
    app.add_option("--name-template", options.name_template,
                   "names of pictures, of {key}, {id}, {short_id}, {line}, {format}; default {key}.{format}")
        ->type_name("TEXT")
        ->group(pictures_group);
}

void add_storing(CLI::App& app, BatchOptions& options) {
    CLI::Option* no_store =
        app.add_flag("--no-store", options.no_store, "only make pictures; no database is touched")
            ->group(storing_group);
    CLI::Option* set =
        app.add_option("--set", options.set, "name of the set that the keys of this file belong to")
            ->type_name("NAME")
            ->group(storing_group);
    app.add_flag("--prune", options.prune, "delete codes of the set that are no longer in the file")
        ->needs(set)
        ->excludes(no_store)
        ->group(storing_group);
    app.add_flag("-y,--yes", options.yes, "do not ask before deleting")->group(storing_group);
    app.add_option("--actor", options.actor, "who does this, for the history; default: the user")
        ->type_name("NAME")
        ->group(storing_group);
}

void add_running(CLI::App& app, BatchOptions& options) {
    add_choice(app, "--input-format", options.syntax, syntaxes,
               "csv or ndjson; default: by FILE's ending or content")
        ->type_name("FORMAT")
        ->group(running_group);
    add_number<int>(app, "-j,--jobs", options.jobs, {1, max_jobs},
                    "threads, 1 to 256; default: one for each core")
        ->group(running_group);
    app.add_flag("-n,--dry-run", options.dry_run,
                 "only tell what would be created, updated, unchanged, refused")
        ->group(running_group);
    app.add_flag("--atomic", options.atomic, "all rows or, if one is refused, none")->group(running_group);
    app.add_option("--lock-file", options.lock_file, "do nothing, exit 5, if another run holds this lock")
        ->type_name("FILE")
        ->group(running_group);
    app.add_option("--manifest", options.report.manifest, "write all records to FILE, .csv or .ndjson")
        ->type_name("FILE")
        ->group(running_group);
    app.add_option("--errors", options.report.errors,
                   "write the refused rows to FILE, to be mended and fed again")
        ->type_name("FILE")
        ->group(running_group);
}

}  // namespace

void BatchOptions::setup(CLI::App& app) {
    app.add_option("FILE", input, "rows as CSV or NDJSON; - is standard input")->required();
    add_picture_places(app, *this);
    add_storing(app, *this);
    add_running(app, *this);
    picture.setup_for_many(app);
    sheet.setup(app, "--sheet");
    for (const char* option :
         {"--sheet", "--grid", "--first-label", "--crop-marks", "--outline", "--caption-template"}) {
        app.get_option(option)->needs(app.get_option("--sheet-file"));
    }
    report.records.setup(app);
}

const std::optional<std::string>& BatchOptions::single_file() const {
    if (tar) return tar;
    return zip ? zip : sheet_file;
}

void BatchOptions::check() const {
    if (no_store && !makes_pictures() && !dry_run) {
        throw Error(ErrorKind::usage, "--no-store without pictures does nothing",
                    "add --out-dir DIR, --tar or --zip");
    }
    if (writes_to_stdout() && report.records.chosen()) {
        throw Error(ErrorKind::usage, "pictures and records cannot both go to standard output",
                    "write one of them to a file: --manifest FILE has the records, too");
    }
    if (writes_to_stdout() && atomic) {
        throw Error(ErrorKind::usage, "--atomic: standard output cannot be taken back", "write to a file");
    }
    const bool can_ask = is_terminal(STDIN_FILENO) && is_terminal(STDERR_FILENO) && input != "-";
    if (prune && !yes && !dry_run && !can_ask) {
        throw Error(ErrorKind::usage, "--prune needs a confirmation, and there is no terminal to ask on",
                    "use --yes to delete, or --dry-run to see what would be deleted");
    }
    if (count_code_points(set) > max_set_length || printable(set) != set) {
        throw Error(ErrorKind::usage,
                    "--set: must be a text of at most 100 characters, without control characters");
    }
    picture_format();
}

const qr::Format* BatchOptions::picture_format() const {
    if (!format) return &qr::formats().front();
    if (const qr::Format* found = qr::find_format(*format)) return found;
    throw Error(ErrorKind::usage, "--format: there is no format '" + printable(*format) + "'",
                "the formats are " + qr::format_names(", "));
}

batch::RowDefaults BatchOptions::row_defaults() const {
    batch::RowDefaults defaults{.drawing_columns = drawing_columns(), .keep_text = report.errors.has_value()};
    defaults.code.size = picture.size.size;
    defaults.code.border = picture.border;
    defaults.code.fill_color = picture.fill_color;
    defaults.code.back_color = picture.back_color;
    defaults.code.error_level = picture.error_level;
    return defaults;
}

}  // namespace qrgen::cmd
