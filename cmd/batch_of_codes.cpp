// SPDX-License-Identifier: MIT
#include "cmd/batch_of_codes.hpp"

#include <iostream>

#include "cmd/terminal.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"

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
    if (!list.items.empty()) {
        for (const auto& member : list.items.front().items()) list.fields.push_back(member.key());
    }
    options.print(list, {});
}

}  // namespace

ExitCode for_each_code(const References& references, const RecordOptions& options,
                       const std::function<Record(const std::string& reference)>& work) {
    if (!references.is_list) {
        options.print(work(references.items.front()));
        return ExitCode::ok;
    }
    RecordList list;
    ExitCode result = ExitCode::ok;
    for (const std::string& reference : references.items) {
        try {
            list.items.push_back(work(reference));
        } catch (const Error& error) {
            if (!concerns_one_item(error)) {
                print(list, options);
                throw;
            }
            std::cerr << "qrgen: error: " << printable(reference) << ": " << printable(error.message()) << '\n';
            result = ExitCode::some_failed;
        }
    }
    print(list, options);
    return result;
}

}  // namespace qrgen::cmd
