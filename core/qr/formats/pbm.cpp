// SPDX-License-Identifier: MIT
#include "core/qr/formats/pbm.hpp"

#include <cstdint>
#include <vector>

#include "core/qr/formats/pixel_row.hpp"
#include "core/qr/picture/layout.hpp"

namespace qrgen::qr {

std::string render_pbm(const Symbol& symbol, const Picture& picture) {
    const Layout layout = lay_out(symbol, picture);
    const auto stride = static_cast<std::size_t>((layout.width + 7) / 8);  // rows are whole bytes
    std::string pbm = "P4\n" + std::to_string(layout.width) + " " + std::to_string(layout.height) + "\n";
    const std::size_t size = pbm.size() + stride * static_cast<std::size_t>(layout.height);
    pbm.reserve(size);

    pbm.append(stride * static_cast<std::size_t>(layout.top), '\0');
    std::vector<std::uint8_t> row(stride);
    for (int y = 0; y < symbol.size(); ++y) {
        row.assign(stride, 0);
        flip_dark_pixels(row.data(), symbol, y, layout);
        for (int i = 0; i < layout.module; ++i) pbm.append(row.begin(), row.end());
    }
    pbm.resize(size, '\0');
    return pbm;
}

}  // namespace qrgen::qr
