// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::daemon {

/// 32 hexadecimal digits that are the same for the same bytes, in every run and on every machine: FNV-1a of
/// 128 bits (RFC 9923). Tells versions of one thing apart; it is no protection against somebody who wants two
/// to look the same.
std::string fingerprint(std::string_view bytes);

}  // namespace qrgen::daemon
