// SPDX-License-Identifier: MIT
#include "core/qr/picture/picture.hpp"

namespace qrgen::qr {

bool is_plain(const Picture& picture) noexcept {
    return !picture.data_dark && !picture.data_light && !picture.finder && !picture.alignment &&
           !picture.gradient && picture.module_shape == ModuleShape::square &&
           picture.finder_shape == FinderShape::square && !picture.logo && !picture.caption &&
           picture.frame.shape == FrameShape::none;
}

}  // namespace qrgen::qr
