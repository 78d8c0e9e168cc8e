// SPDX-License-Identifier: MIT
//
// Content to symbol, by libqrencode in its mixed mode (numeric, alphanumeric and byte segments as they pay).
#pragma once

#include <string_view>

#include "core/qr/symbol/symbol.hpp"

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
    // Micro QR: the smallest of M1 to M4 that holds the content at the level. min_version then counts from
    // M1; M1 only detects errors and is taken at level low alone, M4 is the only one with level quartile, and
    // level high does not exist.
    SymbolKind symbol = SymbolKind::qr;
};

/// Throws Error(invalid), field "content", if the content is empty, not UTF-8, holds NUL (as text), or does
/// not fit: the message then names the content's length and the limit at this level, the hint a level at
/// which it would fit, if there is one. For Micro QR also with field "error_level" at level high, and with
/// field "min_version" above 4. Thread-safe.
Symbol encode(std::string_view content, const EncodeOptions& options);

}  // namespace qrgen::qr
