// SPDX-License-Identifier: MIT
#include "core/qr/symbol/symbol.hpp"

#include <utility>

namespace qrgen::qr {

char to_char(ErrorLevel level) noexcept {
    switch (level) {
        case ErrorLevel::low: return 'l';
        case ErrorLevel::medium: return 'm';
        case ErrorLevel::quartile: return 'q';
        case ErrorLevel::high: return 'h';
    }
    return 'm';
}

std::optional<ErrorLevel> parse_error_level(std::string_view text) noexcept {
    if (text.size() != 1) return std::nullopt;
    switch (text.front()) {
        case 'l':
        case 'L': return ErrorLevel::low;
        case 'm':
        case 'M': return ErrorLevel::medium;
        case 'q':
        case 'Q': return ErrorLevel::quartile;
        case 'h':
        case 'H': return ErrorLevel::high;
        default: return std::nullopt;
    }
}

std::string version_name(SymbolKind kind, int version) {
    return (kind == SymbolKind::micro ? "M" : "") + std::to_string(version);
}

Symbol::Symbol(int version, ErrorLevel level, std::vector<std::uint8_t> modules, SymbolKind kind)
    : kind_(kind), version_(version), level_(level), modules_(std::move(modules)) {}

}  // namespace qrgen::qr
