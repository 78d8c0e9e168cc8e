// SPDX-License-Identifier: MIT
#include "core/transfer/file_sources.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/transfer/mvp_rows.hpp"
#include "core/transfer/record_file.hpp"
#include "core/transfer/source_errors.hpp"

namespace qrgen::transfer {
namespace {

class MvpFile final : public Source {
  public:
    explicit MvpFile(std::unique_ptr<records::RecordReader> reader)
        : file_(std::move(reader), NameForm::exact) {}

    void read(Intake& intake, Scans) override {
        bool is_there = file_.next();
        const bool has_scans = file_.has_column("qr_code_id");
        require_columns(has_scans ? mvp_scan_columns() : mvp_code_columns());
        for (; is_there; is_there = file_.next()) {
            guarded(file_, intake, [&] {
                if (has_scans) {
                    intake.take(mvp_scan(values_of(file_)));
                } else {
                    intake.take(mvp_code(values_of(file_)));
                }
            });
        }
    }

  private:
    void require_columns(const std::vector<std::string>& columns) const {
        const auto missing = file_.missing(columns);
        if (missing.empty()) return;
        reject_source(
            "this is no table of mvp_qr_gen: without column " + listed(missing),
            "write it in psql: \\copy qr_codes TO 'codes.csv' CSV HEADER, and the same for scan_logs");
    }

    RecordFile file_;
};

class LinkFile final : public Source {
  public:
    LinkFile(Shortener shortener, std::unique_ptr<records::RecordReader> reader, const Clock& now)
        : shortener_(shortener), file_(std::move(reader), NameForm::loose), now_(now()) {}

    void read(Intake& intake, Scans scans) override {
        if (scans == Scans::with) {
            throw Error(ErrorKind::usage,
                        "a CSV file of " + std::string(to_string(shortener_)) + " holds no scans",
                        "leave out --scans");
        }
        bool is_there = file_.next();
        require_columns();
        for (; is_there; is_there = file_.next()) {
            guarded(file_, intake,
                    [&] { intake.take(code_of(shortener_, read_link(shortener_, values_of(file_)), now_)); });
        }
    }

  private:
    bool has_one_of(const std::vector<std::string>& columns) const {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const std::string& column) { return file_.has_column(column); });
    }

    void require_columns() const {
        const LinkColumns& columns = link_columns(shortener_);
        std::vector<std::string> missing;
        if (!has_one_of(columns.target)) missing.push_back(columns.target.front());
        if (!has_one_of(columns.short_code) && !has_one_of(columns.short_url))
            missing.push_back((columns.short_code.empty() ? columns.short_url : columns.short_code).front());
        if (missing.empty()) return;
        reject_source("this is no export of " + std::string(to_string(shortener_)) + ": without column " +
                          listed(missing),
                      "the first line must name the columns");
    }

    const Shortener shortener_;
    RecordFile file_;
    const Timestamp now_;
};

}  // namespace

std::unique_ptr<Source> mvp_file(std::unique_ptr<records::RecordReader> reader) {
    return std::make_unique<MvpFile>(std::move(reader));
}

std::unique_ptr<Source> link_file(Shortener shortener, std::unique_ptr<records::RecordReader> reader,
                                  const Clock& now) {
    return std::make_unique<LinkFile>(shortener, std::move(reader), now);
}

}  // namespace qrgen::transfer
