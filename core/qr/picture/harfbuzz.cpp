// SPDX-License-Identifier: MIT
#include "core/qr/picture/harfbuzz.hpp"

namespace qrgen::qr {

const Harfbuzz& harfbuzz() {
    static const Harfbuzz loaded;
    return loaded;
}

}  // namespace qrgen::qr
