// SPDX-License-Identifier: MIT
#include "core/qr/formats/txt.hpp"

#include <array>
#include <string_view>

namespace qrgen::qr {
namespace {

// Colours 16 and 231 are black and white of the 256 colour cube; unlike the first 16, no theme changes them.
constexpr std::string_view black_on_white = "\x1B[38;5;16;48;5;231m";
constexpr std::string_view dark_ground = "\x1B[48;5;16m";
constexpr std::string_view light_ground = "\x1B[48;5;231m";
constexpr std::string_view reset = "\x1B[0m";

std::string half_blocks(const Symbol& symbol, int border, bool colours) {
    // Light over light, light over dark, dark over light, dark over dark.
    constexpr std::array<std::string_view, 4> blocks{" ", "\u2584", "\u2580", "\u2588"};
    const int end = symbol.size() + border;
    std::string text;
    for (int y = -border; y < end; y += 2) {
        if (colours) text += black_on_white;
        for (int x = -border; x < end; ++x) {
            text += blocks[(symbol.is_dark(x, y) ? 2U : 0U) + (symbol.is_dark(x, y + 1) ? 1U : 0U)];
        }
        if (colours) text += reset;
        text += '\n';
    }
    return text;
}

std::string ascii(const Symbol& symbol, int border) {
    const int end = symbol.size() + border;
    std::string text;
    for (int y = -border; y < end; ++y) {
        for (int x = -border; x < end; ++x) text += symbol.is_dark(x, y) ? "##" : "  ";
        text += '\n';
    }
    return text;
}

std::string coloured_spaces(const Symbol& symbol, int border) {
    const int end = symbol.size() + border;
    std::string text;
    for (int y = -border; y < end; ++y) {
        std::string_view ground;
        for (int x = -border; x < end; ++x) {
            const std::string_view wanted = symbol.is_dark(x, y) ? dark_ground : light_ground;
            if (wanted != ground) text += wanted;
            ground = wanted;
            text += "  ";
        }
        text += reset;
        text += '\n';
    }
    return text;
}

}  // namespace

std::string render_txt(const Symbol& symbol, const Picture& picture) {
    const TextStyle& style = picture.text;
    if (style.charset == Charset::utf8) return half_blocks(symbol, picture.border, style.colours);
    return style.colours ? coloured_spaces(symbol, picture.border) : ascii(symbol, picture.border);
}

}  // namespace qrgen::qr
