// SPDX-License-Identifier: MIT
#include "core/qr/formats/pixel_row.hpp"

#include <cstddef>

namespace qrgen::qr {
namespace {

using Byte = std::uint8_t;

// The bits [from, to).
void flip_bits(Byte* row, int from, int to) {
    const auto first = static_cast<std::size_t>(from / 8);
    const auto last = static_cast<std::size_t>(to / 8);
    const auto head = static_cast<Byte>(0xFF >> (from % 8));
    const auto tail = static_cast<Byte>(0xFF00 >> (to % 8));
    if (first == last) {
        row[first] = static_cast<Byte>(row[first] ^ (head & tail));
        return;
    }
    row[first] = static_cast<Byte>(row[first] ^ head);
    for (std::size_t i = first + 1; i < last; ++i) row[i] = static_cast<Byte>(~row[i]);
    if (tail != 0) row[last] = static_cast<Byte>(row[last] ^ tail);
}

}  // namespace

void flip_dark_pixels(std::uint8_t* row, const Symbol& symbol, int y, const Layout& layout) {
    int x = 0;
    while (x < symbol.size()) {
        const int start = x;
        const bool dark = symbol.is_dark(x, y);
        while (x < symbol.size() && symbol.is_dark(x, y) == dark) ++x;
        if (dark) flip_bits(row, layout.left + start * layout.module, layout.left + x * layout.module);
    }
}

}  // namespace qrgen::qr
