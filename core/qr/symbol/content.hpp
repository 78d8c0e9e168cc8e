// SPDX-License-Identifier: MIT
//
// What content may be, and the errors that say so.
#pragma once

#include <string>
#include <string_view>

#include "core/qr/symbol/capacity.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::qr {

/// Throws the error of field "content".
[[noreturn]] void refuse_content(std::string message, std::string hint = {});

/// Refuses empty content, and text that is not UTF-8 or holds NUL.
void require_encodable(std::string_view content, ContentKind kind);

/// "2331 bytes": the capacity, in the unit that counts for the content.
std::string limit_for(std::string_view content, ContentKind kind, const Capacity& capacity);

/// "error level M".
std::string level_name(ErrorLevel level);

}  // namespace qrgen::qr
