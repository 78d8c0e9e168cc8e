// SPDX-License-Identifier: MIT
#include "core/codes/code_picture.hpp"

namespace qrgen::codes {

qr::Picture picture_of(const Code& code) {
    qr::Picture picture;
    picture.size = qr::PixelWidth{code.size * qr::pixels_per_size_unit};
    picture.border = code.border;
    // What is stored was checked; what somebody else wrote into the database may be anything.
    picture.fill = qr::parse_colour(code.fill_color).value_or(qr::black);
    picture.back = qr::parse_colour(code.back_color).value_or(qr::white);
    return picture;
}

}  // namespace qrgen::codes
