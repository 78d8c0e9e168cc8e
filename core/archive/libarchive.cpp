// SPDX-License-Identifier: MIT
#include "core/archive/libarchive.hpp"

namespace qrgen::archive {

const Libarchive& libarchive() {
    static const Libarchive loaded;
    return loaded;
}

}  // namespace qrgen::archive
