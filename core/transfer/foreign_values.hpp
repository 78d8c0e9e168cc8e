// SPDX-License-Identifier: MIT
//
// Values as other systems write them, made into ours.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.hpp"

namespace qrgen::transfer {

/// The same UUID (version 8, RFC 9562 section 5.8) for the same parts, such as the system, the kind of thing
/// and its key there.
std::string derived_uuid(std::initializer_list<std::string_view> parts);

/// RFC 3339 and what databases make of it (a space for the T, offsets +00 and +0000; without offset UTC), or
/// seconds since 1970.
std::optional<Timestamp> foreign_time(std::string_view text);

/// Decimal digits; nullopt for anything else and what is too large.
std::optional<std::int64_t> foreign_number(std::string_view text);

/// 1, t, true, yes and 0, f, false, no.
std::optional<bool> foreign_flag(std::string_view text);

/// As far as a tag of ours can have it: lower case, everything but a-z, 0-9, _ and - a -, at most 32
/// characters; empty if nothing is left.
std::string foreign_tag(std::string_view text);

/// The items of a list that | , or ; separates.
std::vector<std::string> foreign_list(std::string_view text);

/// "#RRGGBB" for that and for the sixteen names of HTML 4; nullopt for anything else.
std::optional<std::string> foreign_colour(std::string_view text);

/// What is no encoding stays.
std::string percent_decoded(std::string_view text);

/// Host (lower case, without port) and path of a short URL with or without scheme, decoded, without slashes
/// at the path's ends; query and fragment are left out.
struct ShortLink {
    std::string host;
    std::string path;
};
ShortLink parse_short_link(std::string_view url);

/// At most `length` code points; the rest is cut off.
std::string shortened(const std::string& text, std::size_t length);

}  // namespace qrgen::transfer
