// SPDX-License-Identifier: MIT
#include "core/transfer/sources.hpp"

#include "core/base/text.hpp"
#include "core/records/byte_source.hpp"
#include "core/transfer/database_sources.hpp"
#include "core/transfer/file_sources.hpp"
#include "core/transfer/source_errors.hpp"

namespace qrgen::transfer {
namespace {

using records::RecordSyntax;

std::unique_ptr<records::RecordReader> open_csv(const std::string& file) {
    return records::open_records(RecordSyntax::csv, records::open_bytes(file));
}

[[noreturn]] void reject_kind(const std::string& system, const std::string& wanted) {
    reject_source("of " + system + " only " + wanted + " can be read", "see qrgen-import(1)");
}

bool is_sql_file(const std::string& file) {
    return to_lower_ascii(file).ends_with(".sql");
}

}  // namespace

bool is_database_url(std::string_view place) {
    const std::size_t colon = place.find("://");
    if (colon == std::string_view::npos) return false;
    const std::string_view scheme = place.substr(0, colon);
    return scheme.find('/') == std::string_view::npos && !scheme.empty();
}

std::unique_ptr<Source> open_own_export(const std::string& file, std::optional<RecordSyntax> syntax) {
    if (is_database_url(file)) reject_kind("qrgen", "an export");
    if (!syntax) syntax = records::syntax_of_file(file);
    const RecordSyntax known = syntax.value_or(RecordSyntax::ndjson);
    return own_file(records::open_records(known, records::open_bytes(file)), known);
}

std::unique_ptr<Source> open_mvp(const std::string& place) {
    if (is_database_url(place)) return mvp_database(place);
    return mvp_file(open_csv(place));
}

std::unique_ptr<Source> open_shortener(Shortener shortener, const std::string& place, const Clock& now) {
    const bool is_url = is_database_url(place);
    switch (shortener) {
        case Shortener::shlink:
            if (is_url) return shlink_database(place, now);
            break;
        case Shortener::yourls:
            if (is_url) reject_kind("YOURLS", "a dump (.sql) or CSV");
            if (is_sql_file(place)) return yourls_dump(place, now);
            break;
        case Shortener::kutt:
            if (!is_url) reject_kind("Kutt", "a database on PostgreSQL");
            return kutt_database(place, now);
        case Shortener::bitly:
            if (is_url) reject_kind("Bitly", "CSV");
            break;
    }
    return link_file(shortener, open_csv(place), now);
}

}  // namespace qrgen::transfer
