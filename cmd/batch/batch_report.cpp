// SPDX-License-Identifier: MIT
#include "cmd/batch/batch_report.hpp"

#include <utility>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/records/record_reader.hpp"

namespace qrgen::cmd {
namespace {

using batch::Item;
using batch::PictureState;

const std::vector<std::string_view> fields{"line",      "key",  "action",  "id",   "short_id",
                                           "short_url", "file", "picture", "error"};

// Reasons that are told on standard error; the others stand in records and files only.
constexpr std::int64_t most_told_refusals = 20;

Record text_or_null(const std::string& text) {
    return text.empty() ? Record() : Record(text);
}

Record picture_record(PictureState state) {
    switch (state) {
        case PictureState::none: return {};
        case PictureState::kept: return "kept";
        case PictureState::wanted: return "wanted";
        case PictureState::written: break;
    }
    return "written";
}

Record record_of(const Item& item, const std::string& base_url, bool dry_run) {
    const codes::Code& code = item.code;
    const bool has_code = !item.is_refused();
    // Ids that were only drawn to see that it could be done will not be drawn again.
    const bool has_ids = has_code && !(dry_run && item.action == batch::Action::created);
    const bool has_short_id = has_ids || (has_code && item.has_own_short_id);
    const std::string short_id = has_short_id ? code.short_id.value_or("") : "";
    return {{"line", item.row.line},
            {"key", text_or_null(item.row.key.value_or(""))},
            {"action", batch::to_string(item.action)},
            {"id", has_ids ? text_or_null(code.id) : Record()},
            {"short_id", text_or_null(short_id)},
            {"short_url", short_id.empty() ? Record() : Record(base_url + "/r/" + short_id)},
            {"file", has_code ? text_or_null(item.file) : Record()},
            {"picture", has_code ? picture_record(item.picture) : Record()},
            {"error", text_or_null(item.error)}};
}

Record record_of(const batch::VanishedCode& code) {
    return {{"line", nullptr},
            {"key", text_or_null(code.key)},
            {"action", "deleted"},
            {"id", code.id},
            {"short_id", text_or_null(code.short_id)},
            {"short_url", nullptr},
            {"file", nullptr},
            {"picture", nullptr},
            {"error", nullptr}};
}

std::string text_of(const Record& value) {
    return value.is_string() ? printable(value.get<std::string>()) : std::string();
}

void append_count(std::string& text, std::int64_t count, const char* what) {
    if (count != 0) text += (text.empty() ? "" : ", ") + std::to_string(count) + " " + what;
}

}  // namespace

BatchReport::BatchReport(const BatchReportOptions& options, const Context& context, std::string base_url)
    : options_(options), context_(context), base_url_(std::move(base_url)) {
    if (options.manifest) {
        const auto syntax = records::syntax_of_file(*options.manifest);
        if (!syntax) {
            throw Error(ErrorKind::usage,
                        "--manifest: the name '" + printable(*options.manifest) + "' does not tell a format",
                        "end it in .csv or .ndjson");
        }
        manifest_is_csv_ = *syntax == records::RecordSyntax::csv;
        manifest_ = std::make_unique<TextFile>(*options.manifest);
        manifest_->begin();
        if (manifest_is_csv_) manifest_->append(csv_header(fields));
    }
    if (options.errors) {
        errors_ = std::make_unique<TextFile>(*options.errors);
        errors_->begin();
    }
    if (options.uses_stdout && options.records.chosen()) {
        const RecordFormat format = options.records.format();
        if (format != RecordFormat::table) printer_.emplace(format, fields);
    }
}

void BatchReport::add(const Item& item) {
    count(item);
    if (has_readers()) print(record_of(item, base_url_, options_.dry_run));
    if (item.is_refused()) tell_refusal(item);
}

void BatchReport::add(const batch::VanishedCode& code) {
    ++totals_.deleted;
    if (has_readers()) print(record_of(code));
}

void BatchReport::count(const Item& item) {
    ++totals_.rows;
    switch (item.action) {
        case batch::Action::created: ++totals_.created; break;
        case batch::Action::updated: ++totals_.updated; break;
        case batch::Action::unchanged: ++totals_.unchanged; break;
        case batch::Action::drawn: ++totals_.drawn; break;
        case batch::Action::refused: ++totals_.refused; break;
    }
    if (item.picture == PictureState::written) ++totals_.pictures;
}

void BatchReport::tell_refusal(const Item& item) {
    if (errors_) {
        if (totals_.refused == 1) errors_->append(errors_header_);
        errors_->append(item.row.text);
    }
    if (totals_.refused <= most_told_refusals) {
        context_.log.error("line " + std::to_string(item.row.line) + ": " + item.error);
    } else if (totals_.refused == most_told_refusals + 1) {
        context_.log.error("more rows were refused; --errors FILE or --csv tells all of them");
    }
}

bool BatchReport::prints_lines() const {
    return !printer_ && options_.uses_stdout && !context_.quiet && !reader_is_gone_;
}

bool BatchReport::has_readers() const {
    return manifest_ || printer_ || prints_lines();
}

void BatchReport::print(const Record& record) {
    if (manifest_) manifest_->append(manifest_is_csv_ ? csv_row(record) : to_json_line(record) + '\n');
    if (printer_) printer_->add(record);
    if (prints_lines()) print_line(record);
}

// For people: what happened, to whom, and where it is now. What was refused is told on standard error.
void BatchReport::print_line(const Record& record) {
    if (!record["error"].is_null()) return;
    std::string line = text_of(record["action"]);
    line.resize(9, ' ');
    const std::string name = text_of(record[record["key"].is_null() ? "id" : "key"]);
    for (const std::string& part : {name, text_of(record["short_url"]), text_of(record["file"])}) {
        if (!part.empty()) line += "  " + part;
    }
    try {
        write_stdout(line + '\n');
    } catch (const ReaderGone&) {
        reader_is_gone_ = true;
    }
}

void BatchReport::finish() {
    if (printer_) printer_->finish();
    if (manifest_) manifest_->commit();
    if (!errors_) return;
    if (totals_.refused == 0) errors_->append(errors_header_);
    errors_->commit();
}

std::string BatchReport::summary() const {
    std::string counts;
    append_count(counts, totals_.created, "created");
    append_count(counts, totals_.updated, "updated");
    append_count(counts, totals_.unchanged, "unchanged");
    append_count(counts, totals_.drawn, "drawn");
    append_count(counts, totals_.refused, "refused");
    append_count(counts, totals_.deleted, "deleted");
    std::string text = std::to_string(totals_.rows) + (totals_.rows == 1 ? " row" : " rows");
    if (!counts.empty()) text += ": " + counts;
    if (totals_.pictures > 0) {
        text += "; " + std::to_string(totals_.pictures) + (totals_.pictures == 1 ? " picture" : " pictures") +
                " written";
    }
    return options_.dry_run ? "nothing was done: " + text : text;
}

}  // namespace qrgen::cmd
