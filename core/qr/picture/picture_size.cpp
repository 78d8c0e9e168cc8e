// SPDX-License-Identifier: MIT
#include "core/qr/picture/picture_size.hpp"

namespace qrgen::qr {

std::string_view to_string(LengthUnit unit) noexcept {
    switch (unit) {
        case LengthUnit::millimetre: return "mm";
        case LengthUnit::centimetre: return "cm";
        case LengthUnit::inch: return "in";
    }
    return "mm";
}

double millimetres(const PhysicalWidth& width) noexcept {
    switch (width.unit) {
        case LengthUnit::millimetre: return width.value;
        case LengthUnit::centimetre: return width.value * 10;
        case LengthUnit::inch: return width.value * millimetres_per_inch;
    }
    return width.value;
}

}  // namespace qrgen::qr
