// SPDX-License-Identifier: MIT
#include "cmd/import_report.hpp"

#include <algorithm>
#include <utility>

#include "cmd/error_report.hpp"
#include "cmd/terminal.hpp"
#include "core/base/text.hpp"

namespace qrgen::cmd {
namespace {

Record text_or_null(const std::string& text) {
    return text.empty() ? Record() : Record(text);
}

std::string summary_text(const transfer::ImportSummary& summary, bool is_dry_run) {
    std::string text = is_dry_run ? "would be created: " : "created: ";
    text += std::to_string(summary.created) + ", unchanged: " + std::to_string(summary.unchanged) +
            ", skipped: " + std::to_string(summary.skipped) + ", refused: " + std::to_string(summary.refused);
    if (summary.scans + summary.known_scans + summary.refused_scans > 0) {
        text += "; scans: " + std::to_string(summary.scans) + " new, " + std::to_string(summary.known_scans) +
                " known, " + std::to_string(summary.refused_scans) + " of codes that are not here";
    }
    return text;
}

}  // namespace

ImportReport::ImportReport(RecordFormat format)
    : format_(format), printer_(format, {"action", "short_id", "id", "reason"}) {}

void ImportReport::add(const transfer::ImportResult& result) {
    const std::string action(to_string(result.action));
    const bool is_first = !std::exchange(has_records_, true);
    if (format_ != RecordFormat::table) {
        printer_.add({{"action", action},
                      {"short_id", text_or_null(result.short_id)},
                      {"id", text_or_null(result.id)},
                      {"reason", text_or_null(result.reason)}});
        return;
    }
    if (is_first) write_line("action", "short_id", "id", "reason");
    write_line(action, result.short_id, result.id, result.reason);
}

// The widths of later rows are not known yet.
void ImportReport::write_line(const std::string& action, const std::string& short_id, const std::string& id,
                              const std::string& reason) {
    constexpr int action_width = 9;
    constexpr int short_id_width = 12;
    constexpr int id_width = 36;
    std::string line = padded(action, action_width) + ' ' + padded(printable(short_id), short_id_width) +
                       ' ' + padded(printable(id), id_width) + ' ' + printable(reason);
    line.resize(line.find_last_not_of(' ') + 1);
    try {
        if (!is_gone_) write_stdout(line + '\n');
    } catch (const ReaderGone&) {
        is_gone_ = true;
    }
}

void ImportReport::finish(const transfer::ImportSummary& summary, const Context& context, bool is_dry_run) {
    if (format_ != RecordFormat::table) printer_.finish();
    context.log.info(summary_text(summary, is_dry_run));
    if (format_ == RecordFormat::json && summary.refused > 0) {
        report_some_failed(static_cast<std::size_t>(summary.refused),
                           static_cast<std::size_t>(summary.created + summary.unchanged + summary.skipped +
                                                    summary.refused));
    }
}

}  // namespace qrgen::cmd
