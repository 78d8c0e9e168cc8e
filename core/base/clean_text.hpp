// SPDX-License-Identifier: MIT
//
// Making text that a stranger sent storable.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qrgen {

/// `text` as well-formed UTF-8 of at most `limit` bytes, without NUL and other control characters (C0, DEL,
/// C1): each of those, and each byte that is not well-formed, becomes U+FFFD. Cut between code points. Clean
/// text within the limit comes back as it is.
std::string clean_text(std::string_view text, std::size_t limit);

}  // namespace qrgen
