// SPDX-License-Identifier: MIT
#include "cmd/batch_of_codes.hpp"

#include "cmd/error_report.hpp"
#include "cmd/terminal.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

bool concerns_one_item(const Error& error) {
    return error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::conflict ||
           error.kind() == ErrorKind::invalid;
}

// Prints each record as soon as the work on it is done, so that an interruption hides nothing that has
// happened; JSON is one document and has to wait for the end. When the reader goes away, the work goes on all
// the same.
class RecordPrinter {
  public:
    RecordPrinter(RecordFormat format, const std::vector<std::string_view>& fields) : format_(format) {
        list_.fields = fields;
        if (format_ == RecordFormat::csv) write(csv_header(fields));
    }

    void add(const Record& record) {
        ++list_.total;
        switch (format_) {
            // A code has too many fields for the columns of a table: people get a block of lines for each.
            case RecordFormat::table:
                return write((list_.total > 1 ? "\n" : "") + format_record(record, format_));
            case RecordFormat::ndjson: return write(format_record(record, format_));
            case RecordFormat::csv: return write(csv_row(record));
            case RecordFormat::json: list_.items.push_back(record);
        }
    }

    void finish() {
        if (format_ == RecordFormat::json) write(format_list(list_, format_, {}, 0));
    }

    bool reader_is_gone() const noexcept { return reader_is_gone_; }

  private:
    void write(const std::string& text) {
        try {
            if (!reader_is_gone_) write_stdout(text);
        } catch (const ReaderGone&) {
            reader_is_gone_ = true;
        }
    }

    RecordFormat format_;
    RecordList list_;
    bool reader_is_gone_ = false;
};

// Among several, it must be told which code an error is about.
Error naming(const std::string& reference, const Error& error) {
    const bool is_named = error.message().find(reference) != std::string::npos;
    return {error.kind(), is_named ? error.message() : reference + ": " + error.message(), error.hint()};
}

}  // namespace

ExitCode for_each_code(const References& references, const RecordOptions& options,
                       const std::vector<std::string_view>& fields,
                       const std::function<Record(const std::string& reference)>& work) {
    if (!references.is_list) {
        options.print(work(references.items.front()));
        return ExitCode::ok;
    }
    RecordPrinter printer(options.format(), fields);
    std::size_t failures = 0;
    for (const std::string& reference : references.items) {
        try {
            printer.add(work(reference));
        } catch (const Error& error) {
            if (!concerns_one_item(error)) {
                printer.finish();
                throw;
            }
            report_error(naming(reference, error), ErrorStyle::text);
            ++failures;
        }
    }
    printer.finish();
    if (failures == 0 && printer.reader_is_gone()) throw ReaderGone();
    if (failures == 0) return ExitCode::ok;
    if (options.format() == RecordFormat::json) report_some_failed(failures, references.items.size());
    return ExitCode::some_failed;
}

}  // namespace qrgen::cmd
