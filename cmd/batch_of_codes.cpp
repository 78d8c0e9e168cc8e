// SPDX-License-Identifier: MIT
#include "cmd/batch_of_codes.hpp"

#include "cmd/error_report.hpp"
#include "cmd/record_printer.hpp"
#include "cmd/terminal.hpp"
#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

bool concerns_one_item(const Error& error) {
    return error.kind() == ErrorKind::not_found || error.kind() == ErrorKind::conflict ||
           error.kind() == ErrorKind::invalid;
}

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
