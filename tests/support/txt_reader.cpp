// SPDX-License-Identifier: MIT
#include "tests/support/txt_reader.hpp"

#include <stdexcept>

#include "core/qr/images/txt_reader.hpp"

namespace qrgen::test {

Image read_txt(std::string_view text, int scale) {
    if (!text.ends_with('\n')) throw std::runtime_error("no line feed at the end");
    return to_image(qr::read_txt(text, scale, {}));
}

}  // namespace qrgen::test
