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

// A code has too many fields for the columns of a table, so people get a block of lines for each.
void print_blocks(const RecordList& list) {
    std::string text;
    for (const Record& item : list.items) {
        text += (text.empty() ? "" : "\n") + format_record(item, RecordFormat::table);
    }
    write_stdout(text);
}

void print(RecordList& list, const RecordOptions& options) {
    if (options.format() == RecordFormat::table) return print_blocks(list);
    list.total = static_cast<std::int64_t>(list.items.size());
    options.print(list, {});
}

}  // namespace

ExitCode for_each_code(const References& references, const RecordOptions& options,
                       const std::vector<std::string_view>& fields,
                       const std::function<Record(const std::string& reference)>& work) {
    if (!references.is_list) {
        options.print(work(references.items.front()));
        return ExitCode::ok;
    }
    RecordList list;
    list.fields = fields;
    std::size_t failures = 0;
    for (const std::string& reference : references.items) {
        try {
            list.items.push_back(work(reference));
        } catch (const Error& error) {
            if (!concerns_one_item(error)) {
                print(list, options);
                throw;
            }
            report_error(Error(error.kind(), reference + ": " + error.message()), ErrorStyle::text);
            ++failures;
        }
    }
    print(list, options);
    if (failures == 0) return ExitCode::ok;
    if (options.format() == RecordFormat::json) {
        report_some_failed(failures, references.items.size());
    }
    return ExitCode::some_failed;
}

}  // namespace qrgen::cmd
