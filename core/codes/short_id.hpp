// SPDX-License-Identifier: MIT
//
// Short ids: the last part of the URL that is printed in a dynamic code.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/random.hpp"

namespace qrgen::codes {

/// 8 characters, each with the same probability, out of 31 lower-case letters and digits that are not
/// mistaken for each other when typed from paper (no 0 1 i l o).
std::string make_short_id(const RandomSource& random);

/// What is wrong with a short id that a user wants, as text for a Fault; nullopt if nothing is. 3 to 64 of
/// [a-z0-9_-], and not of the form of a UUID, because commands take both in the same place.
std::optional<std::string> short_id_fault(std::string_view short_id);

inline constexpr std::size_t max_served_short_id = 255;  // bytes

/// Why no short URL can lead to such an id; nullopt if one can. Codes that were printed elsewhere have ids
/// that nobody could choose here: 1 to 255 bytes of UTF-8 without white space, control characters and / \ ? #
/// %. In lower case, as far as ASCII goes, because that is how ids are stored and looked for.
std::optional<std::string> served_short_id_fault(std::string_view short_id);

/// The id as it stands in a URL: all but unreserved characters (RFC 3986 section 2.3) percent-encoded.
std::string short_id_in_url(std::string_view short_id);

}  // namespace qrgen::codes
