// SPDX-License-Identifier: MIT
//
// A QR code or Micro QR symbol (ISO/IEC 18004): the square of dark and light modules, without quiet zone,
// colours or pixels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::qr {

enum class SymbolKind {
    qr,     // versions 1 to 40, three finder patterns
    micro,  // versions M1 to M4, one finder pattern
};

/// Modules along one side: 17 + 4 × version, for Micro QR 9 + 2 × version.
constexpr int symbol_size(SymbolKind kind, int version) noexcept {
    return kind == SymbolKind::qr ? 17 + 4 * version : 9 + 2 * version;
}

/// The width of the quiet zone that the standard asks for, in modules (ISO/IEC 18004, section 6.3.8).
constexpr int needed_quiet_zone(SymbolKind kind) noexcept {
    return kind == SymbolKind::qr ? 4 : 2;
}

/// "7", "M3".
std::string version_name(SymbolKind kind, int version);

/// ISO/IEC 18004 section 7.5.1: about 7, 15, 25 and 30 % of the codewords can be restored.
enum class ErrorLevel { low, medium, quartile, high };

/// 'l', 'm', 'q', 'h'.
char to_char(ErrorLevel level) noexcept;

/// Accepts l, m, q, h in either case; nullopt for anything else.
std::optional<ErrorLevel> parse_error_level(std::string_view text) noexcept;

/// Immutable; safe to share between threads.
class Symbol {
  public:
    /// `modules` holds size × size bytes row by row, non-zero for dark; size as symbol_size() says.
    Symbol(int version, ErrorLevel level, std::vector<std::uint8_t> modules,
           SymbolKind kind = SymbolKind::qr);

    SymbolKind kind() const noexcept { return kind_; }
    int version() const noexcept { return version_; }  // 1 to 40; Micro QR 1 to 4
    ErrorLevel level() const noexcept { return level_; }
    int size() const noexcept { return symbol_size(kind_, version_); }  // modules, without quiet zone

    /// Column x from the left, row y from the top. False outside of the symbol: the quiet zone is light.
    bool is_dark(int x, int y) const noexcept {
        return x >= 0 && y >= 0 && x < size() && y < size() &&
               modules_[static_cast<std::size_t>(y) * static_cast<std::size_t>(size()) +
                        static_cast<std::size_t>(x)] != 0;
    }

  private:
    SymbolKind kind_;
    int version_;
    ErrorLevel level_;
    std::vector<std::uint8_t> modules_;
};

}  // namespace qrgen::qr
