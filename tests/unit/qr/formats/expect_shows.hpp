// SPDX-License-Identifier: MIT
#pragma once

#include <gtest/gtest.h>

#include "core/qr/picture/layout.hpp"
#include "tests/support/image.hpp"

namespace qrgen::qr {

/// Every pixel has the colour that layout and symbol say, or one that differs by at most `tolerance` in each
/// channel.
inline void expect_shows(const test::Image& image, const Symbol& symbol, const Picture& picture,
                         int tolerance = 0) {
    const Layout layout = lay_out(symbol, picture);
    ASSERT_EQ(image.width, layout.width);
    ASSERT_EQ(image.height, layout.height);
    const auto module_at = [&](int pixel, int start) {
        return pixel < start ? -1 : (pixel - start) / layout.module;
    };
    const auto near = [&](int a, int b) { return std::abs(a - b) <= tolerance; };
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const bool dark = symbol.is_dark(module_at(x, layout.left), module_at(y, layout.top));
            const Colour expected = dark ? picture.fill : picture.back;
            const Colour seen = image.at(x, y);
            ASSERT_TRUE(near(seen.red, expected.red) && near(seen.green, expected.green) &&
                        near(seen.blue, expected.blue) && near(seen.alpha, expected.alpha))
                << x << ',' << y << ": " << to_string(seen) << " for " << to_string(expected);
        }
    }
}

}  // namespace qrgen::qr
