// SPDX-License-Identifier: MIT
#include "core/transfer/link_rows.hpp"

#include <utility>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/base/text.hpp"
#include "core/transfer/foreign_values.hpp"

namespace qrgen::transfer {
namespace {

std::optional<std::string> first_of(const Values& values, const std::vector<std::string>& columns) {
    for (const std::string& column : columns) {
        if (auto value = values(column)) return value;
    }
    return std::nullopt;
}

// Shlink's web client, and the file that Shlink itself imports.
const LinkColumns shlink_columns{.target = {"longurl", "originalurl"},
                                 .short_code = {"shortcode", "slug"},
                                 .short_url = {"shorturl"},
                                 .domain = {"domain"},
                                 .title = {"title"},
                                 .created_at = {"createdat", "datecreated"},
                                 .clicks = {"visits", "visitscount"},
                                 .tags = {"tags"}};

// The columns of the table yourls_url, and the words that plugins have for them.
const LinkColumns yourls_columns{.target = {"url", "longurl"},
                                 .short_code = {"keyword"},
                                 .short_url = {"shorturl"},
                                 .domain = {},
                                 .title = {"title"},
                                 .created_at = {"timestamp", "date"},
                                 .clicks = {"clicks"},
                                 .tags = {}};

const LinkColumns bitly_columns{
    .target = {"longurl", "destinationurl", "destination"},
    .short_code = {},
    .short_url = {"customlink", "custombitlinks", "link", "bitlink", "shortlink", "shorturl", "id"},
    .domain = {},
    .title = {"title"},
    .created_at = {"createdat", "created", "createddate", "datecreated"},
    .clicks = {"clicks", "totalclicks", "engagements", "totalengagements"},
    .tags = {"tags"}};

}  // namespace

std::string_view to_string(Shortener shortener) noexcept {
    switch (shortener) {
        case Shortener::shlink: return "shlink";
        case Shortener::yourls: return "yourls";
        case Shortener::kutt: return "kutt";
        case Shortener::bitly: break;
    }
    return "bitly";
}

std::string code_id_of(Shortener shortener, const std::string& domain, const std::string& short_code) {
    return derived_uuid({to_string(shortener), "code", domain, short_code});
}

ForeignCode code_of(Shortener shortener, const Link& link, Timestamp now) {
    ForeignCode foreign{.code = {}, .fault = link.fault, .notes = link.notes};
    codes::Code& code = foreign.code;
    code.type = codes::CodeType::dynamic_code;
    code.id = link.id && is_uuid(*link.id) ? to_lower_ascii(*link.id)
                                           : code_id_of(shortener, link.domain, link.short_code);
    if (!link.short_code.empty()) code.short_id = link.short_code;
    code.redirect_url = link.target;
    code.title = link.title;
    code.description = link.description;
    code.tags = link.tags;
    code.status = link.is_active ? codes::CodeStatus::active : codes::CodeStatus::disabled;
    const auto created = link.created_at ? foreign_time(*link.created_at) : std::nullopt;
    if (link.created_at && !created)
        foreign.notes.push_back("time of creation '" + printable(*link.created_at) + "' is not understood");
    code.created_at = code.updated_at = created.value_or(now);
    const auto clicks = link.clicks ? foreign_number(*link.clicks) : std::nullopt;
    if (link.clicks && !clicks)
        foreign.notes.push_back("clicks '" + printable(*link.clicks) + "' are no number");
    code.scan_count = clicks.value_or(0);
    return foreign;
}

store::StoredScan scan_of(Shortener shortener, const Visit& visit) {
    const auto time = visit.time ? foreign_time(*visit.time) : std::nullopt;
    if (!time) throw Error({Fault{"time", "is missing or not understood"}});
    store::StoredScan scan;
    scan.event_id = derived_uuid({to_string(shortener), "visit", visit.id, visit.code_id});
    scan.code_id = visit.code_id;
    scan.scanned_at = *time;
    scan.ip_address = visit.ip_address.value_or("");
    scan.user_agent = visit.user_agent.value_or("");
    scan.referrer = visit.referrer == "direct" ? std::string() : visit.referrer.value_or("");
    if (visit.country && !visit.country->empty()) scan.country = visit.country;
    if (visit.is_bot) scan.is_bot = foreign_flag(*visit.is_bot);
    return scan;
}

const LinkColumns& link_columns(Shortener shortener) {
    if (shortener == Shortener::shlink) return shlink_columns;
    return shortener == Shortener::yourls ? yourls_columns : bitly_columns;
}

Link read_link(Shortener shortener, const Values& values) {
    const LinkColumns& columns = link_columns(shortener);
    const auto short_url = first_of(values, columns.short_url);
    const ShortLink parts = parse_short_link(short_url.value_or(""));
    Link link;
    // YOURLS has one domain, which its tables do not tell.
    if (shortener != Shortener::yourls)
        link.domain = to_lower_ascii(first_of(values, columns.domain).value_or(parts.host));
    link.short_code = first_of(values, columns.short_code).value_or(parts.path);
    // Its web client takes it from the URL as it stands there.
    if (shortener == Shortener::shlink) link.short_code = percent_decoded(link.short_code);
    link.target = first_of(values, columns.target);
    link.title = first_of(values, columns.title);
    link.created_at = first_of(values, columns.created_at);
    link.clicks = first_of(values, columns.clicks);
    link.tags = foreign_list(first_of(values, columns.tags).value_or(""));
    return link;
}

}  // namespace qrgen::transfer
