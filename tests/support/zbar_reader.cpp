// SPDX-License-Identifier: MIT
//
// Not in one file with ZXing: a macro of that one breaks zbar's headers.
#include <zbar.h>

#include "tests/support/qr_reader.hpp"

namespace qrgen::test {

std::optional<std::string> read_with_zbar(const Image& image) {
    const std::vector<std::uint8_t> shades = to_grey(image);
    zbar::ImageScanner scanner;
    scanner.set_config(zbar::ZBAR_NONE, zbar::ZBAR_CFG_ENABLE, 0);
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_ENABLE, 1);
    // Otherwise it guesses an encoding and converts.
    scanner.set_config(zbar::ZBAR_QRCODE, zbar::ZBAR_CFG_BINARY, 1);
    zbar::Image view(static_cast<unsigned>(image.width), static_cast<unsigned>(image.height), "Y800",
                     shades.data(), shades.size());
    if (scanner.scan(view) != 1) return std::nullopt;
    return view.symbol_begin()->get_data();
}

}  // namespace qrgen::test
