// SPDX-License-Identifier: MIT
//
// Links and visits of link shorteners: Shlink, YOURLS, Kutt and Bitly.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/transfer/export_rows.hpp"
#include "core/transfer/intake.hpp"

namespace qrgen::transfer {

enum class Shortener { shlink, yourls, kutt, bitly };

/// "shlink"
std::string_view to_string(Shortener shortener) noexcept;

/// A link as its system has it; texts as they stand there.
struct Link {
    std::string domain = {};  // empty: the only one, or the usual one
    std::string short_code = {};
    std::optional<std::string> target = {};
    std::optional<std::string> title = {};
    std::optional<std::string> description = {};
    std::optional<std::string> created_at = {};
    std::optional<std::string> clicks = {};
    std::vector<std::string> tags = {};
    std::optional<std::string> id = {};  // UUID that the link has there
    bool is_active = true;
    std::vector<std::string> notes = {};
    std::string fault = {};
};

/// `now` is when the code was made if the system does not say so.
ForeignCode code_of(Shortener shortener, const Link& link, Timestamp now);

/// The id that the code of this link has here.
std::string code_id_of(Shortener shortener, const std::string& domain, const std::string& short_code);

/// A click.
struct Visit {
    std::string id = {};  // there
    std::string code_id = {};
    std::optional<std::string> time = {};
    std::optional<std::string> referrer = {};
    std::optional<std::string> user_agent = {};
    std::optional<std::string> ip_address = {};
    std::optional<std::string> country = {};
    std::optional<std::string> is_bot = {};
};

/// Throws Error(invalid) if it has no time.
store::StoredScan scan_of(Shortener shortener, const Visit& visit);

/// The columns of CSV files, in the loose form, and what each means: one of a list is enough.
struct LinkColumns {
    std::vector<std::string> target;
    std::vector<std::string> short_code;
    std::vector<std::string> short_url;  // whose path is the short code
    std::vector<std::string> domain;
    std::vector<std::string> title;
    std::vector<std::string> created_at;
    std::vector<std::string> clicks;
    std::vector<std::string> tags;
};
const LinkColumns& link_columns(Shortener shortener);

Link read_link(Shortener shortener, const Values& values);

}  // namespace qrgen::transfer
