// SPDX-License-Identifier: MIT
//
// Where a page of scans ends, as a short text that clients send back to get the next one. What is in it is
// nobody's business but ours.
#pragma once

#include <string>
#include <string_view>

#include "core/store/scan_log.hpp"

namespace qrgen::scans {

/// 32 characters that need no escaping in a URL: the time (microseconds since 1970, eight bytes, the first
/// the greatest) and the 16 bytes of the event id in base64url (RFC 4648, section 5). Requires a UUID.
std::string to_text(const store::ScanCursor& cursor);

/// Throws Error(invalid), field "cursor", for anything that to_text() does not write.
store::ScanCursor parse_cursor(std::string_view text);

}  // namespace qrgen::scans
