// SPDX-License-Identifier: MIT
//
// Content to symbol, by libqrencode in its mixed mode (numeric, alphanumeric and byte segments as they pay).
#pragma once

#include <string_view>

#include "core/qr/symbol.hpp"

namespace qrgen::qr {

enum class ContentKind {
    text,   // UTF-8 without NUL; anything else is refused
    bytes,  // any bytes, encoded as one byte segment
};

struct EncodeOptions {
    ErrorLevel level = ErrorLevel::medium;
    int min_version = 1;  // 1 to 40; a larger one is taken when the content needs it
    bool boost = false;   // take the highest level that does not enlarge the symbol
    ContentKind kind = ContentKind::text;
};

/// Throws Error(invalid), field "content", if the content is empty, not UTF-8, holds NUL (as text), or does
/// not fit: the message then names the content's length and the limit at this level, the hint a level at
/// which it would fit, if there is one. Thread-safe.
Symbol encode(std::string_view content, const EncodeOptions& options);

}  // namespace qrgen::qr
