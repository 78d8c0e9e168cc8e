// SPDX-License-Identifier: MIT
#include "core/transfer/sources.hpp"

#include <algorithm>
#include <utility>

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

constexpr std::size_t first_bytes = 4096;

RecordSyntax syntax_of(std::string_view beginning) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
    beginning = trim(beginning);
    return beginning.empty() || beginning.front() == '{' ? RecordSyntax::ndjson : RecordSyntax::csv;
}

// First the bytes that were read already.
records::ByteSource continued(std::string beginning, records::ByteSource rest) {
    return [beginning = std::move(beginning), rest = std::move(rest),
            offset = std::size_t{0}](std::span<char> buffer) mutable {
        if (offset == beginning.size()) return rest(buffer);
        const std::size_t count = std::min(buffer.size(), beginning.size() - offset);
        std::copy_n(beginning.data() + offset, count, buffer.data());
        offset += count;
        return count;
    };
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

std::unique_ptr<Source> open_own_export(const std::string& file) {
    if (is_database_url(file)) reject_kind("qrgen", "an export");
    records::ByteSource source = records::open_bytes(file);
    std::string beginning(first_bytes, '\0');
    beginning.resize(source(beginning));
    const RecordSyntax syntax = syntax_of(beginning);
    return own_file(records::open_records(syntax, continued(std::move(beginning), std::move(source))),
                    syntax);
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
