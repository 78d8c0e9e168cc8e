// SPDX-License-Identifier: MIT
//
// What a batch tells about its rows: records on standard output and in the manifest, refused rows in a file
// of their own, and figures at the end.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cmd/command.hpp"
#include "cmd/record_options.hpp"
#include "cmd/record_printer.hpp"
#include "cmd/text_file.hpp"
#include "core/batch/item.hpp"
#include "core/batch/prune.hpp"

namespace qrgen::cmd {

struct BatchTotals {
    std::int64_t rows = 0;
    std::int64_t created = 0;
    std::int64_t updated = 0;
    std::int64_t unchanged = 0;
    std::int64_t drawn = 0;
    std::int64_t refused = 0;
    std::int64_t deleted = 0;
    std::int64_t pictures = 0;  // written by this run
};

struct BatchReportOptions {
    RecordOptions records{};
    std::optional<std::string> manifest{};
    std::optional<std::string> errors{};
    bool uses_stdout = true;
    bool dry_run = false;
};

/// Not thread-safe.
class BatchReport {
  public:
    /// Opens the files: throws what StagedFile throws, Error(usage) for a manifest whose name does not tell
    /// its format. `errors_header` is what a file of refused rows begins with. The context must outlive it.
    BatchReport(const BatchReportOptions& options, const Context& context, std::string base_url);

    /// What the file of refused rows begins with. Before the first refused row.
    void set_errors_header(std::string header) { errors_header_ = std::move(header); }

    void add(const batch::Item& item);
    void add(const batch::VanishedCode& code);

    /// Completes the files and the records.
    void finish();

    const BatchTotals& totals() const noexcept { return totals_; }

    /// "12 rows: 10 created, 2 refused; 10 pictures".
    std::string summary() const;

  private:
    void count(const batch::Item& item);
    void tell_refusal(const batch::Item& item);
    bool prints_lines() const;
    bool has_readers() const;
    void print(const Record& record);
    void print_line(const Record& record);

    BatchReportOptions options_;
    const Context& context_;
    std::string base_url_;
    std::optional<RecordPrinter> printer_;
    std::unique_ptr<TextFile> manifest_;
    bool manifest_is_csv_ = false;
    std::unique_ptr<TextFile> errors_;
    std::string errors_header_;
    BatchTotals totals_;
    bool reader_is_gone_ = false;
};

}  // namespace qrgen::cmd
