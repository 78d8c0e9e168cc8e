// SPDX-License-Identifier: MIT
#include "core/qr/picture/scan_risks.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace qrgen::qr {
namespace {

std::string two_decimals(double value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, 2).ptr;
    return {text.data(), end};
}

std::string contrast_risk(double contrast) {
    if (contrast < 0) {
        return "dark modules are brighter than light ones by up to " + two_decimals(-contrast) +
               " of 1: many scanners do not read inverted codes";
    }
    return "the contrast between light and dark is " + two_decimals(contrast) + " of 1, less than " +
           two_decimals(min_contrast);
}

std::string quiet_zone_risk(int border, int needed) {
    return "the quiet zone is " + std::to_string(border) + (border == 1 ? " module" : " modules") +
           " wide, less than the " + std::to_string(needed) + " that scanners rely on";
}

}  // namespace

double contrast(const Picture& picture) noexcept {
    const Colour ground = blend(picture.back, white);
    const Colour data_ground = blend(picture.data_light.value_or(transparent), ground);
    const double light = std::min(luma(ground), luma(data_ground));

    double dark = 0;
    const auto add = [&](Colour colour) {
        // Some of these lie on the one ground, some on the other, and fill lies on both.
        for (const Colour below : {ground, data_ground}) dark = std::max(dark, luma(blend(colour, below)));
    };
    add(picture.fill);
    if (picture.gradient) {
        add(picture.gradient->end);
    } else if (picture.data_dark) {
        add(*picture.data_dark);
    }
    if (picture.finder) add(*picture.finder);
    if (picture.alignment) add(*picture.alignment);
    return light - dark;
}

std::vector<std::string> scan_risks(const Picture& picture, SymbolKind kind) {
    std::vector<std::string> risks;
    const double difference = contrast(picture);
    if (difference < min_contrast) risks.push_back(contrast_risk(difference));
    const int needed = needed_quiet_zone(kind);
    if (picture.border < needed) risks.push_back(quiet_zone_risk(picture.border, needed));
    return risks;
}

}  // namespace qrgen::qr
