// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/transfer/export_rows.hpp"
#include "core/transfer/file_sources.hpp"
#include "core/transfer/foreign_values.hpp"
#include "core/transfer/record_file.hpp"
#include "core/transfer/source_errors.hpp"

namespace qrgen::transfer {
namespace {

constexpr auto how_to_export = "qrgen export makes such files";

[[noreturn]] void reject_file(const std::string& message, const std::string& hint = how_to_export) {
    reject_source(message, hint);
}

class OwnNdjson final : public Source {
  public:
    explicit OwnNdjson(std::unique_ptr<records::RecordReader> reader)
        : file_(std::move(reader), NameForm::exact) {}

    void read(Intake& intake, Scans) override {
        require_header();
        while (file_.next()) {
            if (is_complete_) reject_file("the export goes on behind its last record");
            guarded(file_, intake, [&] { take(intake); });
        }
        pass_on(intake);
        if (is_complete_) return;
        throw Error(ErrorKind::failure, "the export is cut off: its last record is missing",
                    "what it holds was taken; write it anew and import that to get the rest");
    }

  private:
    void require_header() {
        if (!file_.next()) reject_file("the file is empty");
        if (!file_.fault().empty() || file_.value("record") != "header" ||
            file_.value("format") != export_format)
            reject_file("this is no export of qrgen: it does not begin with a header");
        const auto version = foreign_number(file_.value("version").value_or(""));
        if (version == export_version) return;
        reject_file("the export has format version " + printable(file_.value("version").value_or("none")) +
                        ", and this qrgen reads " + std::to_string(export_version),
                    "use the qrgen that wrote it, or a newer one");
    }

    void take(Intake& intake) {
        const std::string record = file_.value("record").value_or("");
        if (record == "history" && code_) {
            take_history(intake);
            return;
        }
        pass_on(intake);
        if (record == "code") {
            is_history_wanted_ = false;  // unless the code can be read
            code_ = ForeignCode{.code = read_code_row(values_of(file_))};
            is_history_wanted_ = true;
        } else if (record == "history") {
            // Of a code that was refused: that was told.
            if (is_history_wanted_) throw Error({Fault{"history", "does not follow its code"}});
        } else if (record == "scan") {
            intake.take(read_scan_row(values_of(file_)));
        } else if (record == "day") {
            intake.take(read_day_row(values_of(file_)));
        } else if (record == "end") {
            is_complete_ = true;
        } else {
            throw Error({Fault{"record", "'" + printable(record) + "' is not known"}});
        }
    }

    void take_history(Intake& intake) {
        store::HistoryRow row = read_history_row(values_of(file_));
        if (row.code_id == code_->code.id) {
            code_->history.push_back(std::move(row.entry));
        } else {
            pass_on(intake);
            throw Error({Fault{"history", "does not follow its code"}});
        }
    }

    void pass_on(Intake& intake) {
        if (code_) intake.take(*std::move(code_));
        code_.reset();
    }

    RecordFile file_;
    std::optional<ForeignCode> code_;  // whose history may follow
    bool is_history_wanted_ = true;
    bool is_complete_ = false;
};

class OwnCsv final : public Source {
  public:
    explicit OwnCsv(std::unique_ptr<records::RecordReader> reader)
        : file_(std::move(reader), NameForm::exact) {}

    void read(Intake& intake, Scans) override {
        bool is_there = file_.next();
        const ExportTable table = which();
        for (; is_there; is_there = file_.next()) guarded(file_, intake, [&] { take(intake, table); });
    }

  private:
    void take(Intake& intake, ExportTable table) {
        const Values values = values_of(file_);
        switch (table) {
            case ExportTable::codes: return intake.take(ForeignCode{.code = read_code_row(values)});
            case ExportTable::history: return intake.take(read_history_row(values));
            case ExportTable::scans: return intake.take(read_scan_row(values));
            case ExportTable::days: return intake.take(read_day_row(values));
        }
    }

    // The table is told by a column that no other has.
    ExportTable which() const {
        constexpr std::array signs{
            std::pair{"qr_type", ExportTable::codes}, std::pair{"revision", ExportTable::history},
            std::pair{"event_id", ExportTable::scans}, std::pair{"day", ExportTable::days}};
        const auto sign = std::find_if(signs.begin(), signs.end(),
                                       [&](const auto& s) { return file_.has_column(s.first); });
        if (sign == signs.end()) reject_file("this is no table of an export of qrgen");
        const auto missing = file_.missing(required_columns(sign->second));
        if (!missing.empty()) reject_file("the table has no column " + missing.front());
        return sign->second;
    }

    RecordFile file_;
};

}  // namespace

std::unique_ptr<Source> own_file(std::unique_ptr<records::RecordReader> reader,
                                 records::RecordSyntax syntax) {
    if (syntax == records::RecordSyntax::csv) return std::make_unique<OwnCsv>(std::move(reader));
    return std::make_unique<OwnNdjson>(std::move(reader));
}

}  // namespace qrgen::transfer
