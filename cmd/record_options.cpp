// SPDX-License-Identifier: MIT
#include "cmd/record_options.hpp"

#include "cmd/terminal.hpp"

namespace qrgen::cmd {

void RecordOptions::setup(CLI::App& app) {
    struct Row {
        const char* name;
        RecordFormat format;
        const char* description;
    };
    const Row rows[] = {
        {"--table", RecordFormat::table, "print a table for people"},
        {"--json", RecordFormat::json, "print JSON"},
        {"--ndjson", RecordFormat::ndjson, "print one JSON object a line"},
        {"--csv", RecordFormat::csv, "print CSV with a header"},
    };
    std::vector<CLI::Option*> options;
    for (const Row& row : rows) {
        const RecordFormat format = row.format;
        CLI::Option* option = app.add_flag_callback(
            row.name, [this, format] { format_ = format; }, row.description);
        for (CLI::Option* other : options) option->excludes(other);
        options.push_back(option);
    }
}

void RecordOptions::print(const Record& record) const {
    write_stdout(format_record(record, format()));
}

void RecordOptions::print(const RecordList& list, const std::vector<std::string_view>& columns) const {
    write_stdout(format_list(list, format(), columns, terminal_width()));
}

}  // namespace qrgen::cmd
