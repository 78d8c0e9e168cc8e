// SPDX-License-Identifier: MIT
//
// YOURLS's tables yourls_url and yourls_log (its prefix can be another one) in a dump; columns as
// yourls_create_sql_tables() of YOURLS 1.9 makes them.
#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/transfer/file_sources.hpp"
#include "core/transfer/source_errors.hpp"
#include "core/transfer/sql_dump.hpp"

namespace qrgen::transfer {
namespace {

using Columns = SqlDump::Columns;

struct Table {
    std::string ending;  // of its name, if the dump does not tell the columns
    Columns columns;
    Columns signs;  // columns by which it is known otherwise
};

const Table link_table{"url", {"keyword", "url", "title", "timestamp", "ip", "clicks"}, {"keyword", "url"}};
const Table visit_table{
    "log",
    {"click_id", "click_time", "shorturl", "referrer", "user_agent", "ip_address", "country_code"},
    {"click_time", "shorturl"}};

bool is_among(const Columns& columns, const std::string& name) {
    return std::find(columns.begin(), columns.end(), name) != columns.end();
}

bool is_table(const Table& table, const std::string& name, const Columns& columns) {
    if (columns.empty()) return name.ends_with(table.ending);
    return std::all_of(table.signs.begin(), table.signs.end(),
                       [&](const std::string& sign) { return is_among(columns, sign); });
}

std::optional<std::string> value_of(const SqlDump& dump, const Table& table, std::string_view name) {
    const Columns& columns = dump.columns().empty() ? table.columns : dump.columns();
    const auto place = std::find(columns.begin(), columns.end(), name);
    const auto index = static_cast<std::size_t>(place - columns.begin());
    if (place == columns.end() || index >= dump.values().size()) return std::nullopt;
    return dump.values()[index];
}

class YourlsDump final : public Source {
  public:
    YourlsDump(std::string file, const Clock& now) : file_(std::move(file)), now_(now()) {}

    void read(Intake& intake, Scans scans) override {
        const bool has_links = each_row(link_table, intake, [&](const SqlDump& dump) {
            intake.take(code_of(Shortener::yourls, link_of(dump), now_));
        });
        if (!has_links)
            reject_source("the dump has no row of a table of YOURLS's links",
                          "dump the table yourls_url, and yourls_log");
        if (scans == Scans::without) return;
        each_row(visit_table, intake,
                 [&](const SqlDump& dump) { intake.take(scan_of(Shortener::yourls, visit_of(dump))); });
    }

  private:
    template <typename OnRow>
    bool each_row(const Table& table, Intake& intake, const OnRow& on_row) const {
        SqlDump dump(records::open_bytes(file_), [&](const std::string& name, const Columns& columns) {
            return is_table(table, name, columns);
        });
        bool is_any = false;
        while (dump.next()) {
            is_any = true;
            guarded("line " + std::to_string(dump.line()), intake, [&] {
                const std::size_t columns =
                    dump.columns().empty() ? table.columns.size() : dump.columns().size();
                if (dump.values().size() != columns) {
                    throw Error(
                        {Fault{dump.table(), "has " + std::to_string(columns) + " columns, but the row has " +
                                                 std::to_string(dump.values().size()) + " values"}});
                }
                on_row(dump);
            });
        }
        return is_any;
    }

    static Link link_of(const SqlDump& dump) {
        const auto value = [&](std::string_view name) { return value_of(dump, link_table, name); };
        return {.short_code = value("keyword").value_or(""),
                .target = value("url"),
                .title = value("title"),
                .created_at = value("timestamp"),
                .clicks = value("clicks")};
    }

    static Visit visit_of(const SqlDump& dump) {
        const auto value = [&](std::string_view name) { return value_of(dump, visit_table, name); };
        return {.id = value("click_id").value_or(""),
                .code_id = code_id_of(Shortener::yourls, "", value("shorturl").value_or("")),
                .time = value("click_time"),
                .referrer = value("referrer"),
                .user_agent = value("user_agent"),
                .ip_address = value("ip_address"),
                .country = value("country_code")};
    }

    const std::string file_;
    const Timestamp now_;
};

}  // namespace

std::unique_ptr<Source> yourls_dump(const std::string& file, const Clock& now) {
    return std::make_unique<YourlsDump>(file, now);
}

}  // namespace qrgen::transfer
