// SPDX-License-Identifier: MIT
#include "core/qr/formats/page.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <variant>

#include "core/base/error.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/picture/layout.hpp"

namespace qrgen::qr {
namespace {

std::string joined(std::initializer_list<std::string> words) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += ' ';
        text += word;
    }
    return text;
}

void append_point(std::string& out, Spot spot) {
    append_decimal(out, spot.x, 3);
    out += ' ';
    append_decimal(out, spot.y, 3);
    out += ' ';
}

bool is_black_or_white(Colour colour) {
    colour.alpha = 255;
    return colour == black || colour == white;
}

std::string coordinates(const GradientPaint& gradient) {
    const Spot from = gradient.from;
    const Spot to = gradient.to;
    if (gradient.kind == GradientKind::linear) {
        return joined({modules(from.x), modules(from.y), modules(to.x), modules(to.y)});
    }
    const double radius = std::hypot(to.x - from.x, to.y - from.y);
    return joined({modules(from.x), modules(from.y), "0", modules(from.x), modules(from.y), modules(radius)});
}

}  // namespace

Page page_of(const Symbol& symbol, const Picture& picture) {
    const PrintSize size = vector_print_size(symbol, picture);
    const Page page{.width = size.width * points_per_millimetre,
                    .height = size.height * points_per_millimetre,
                    .module = size.module * points_per_millimetre};
    const double longest = std::max(page.width, page.height);
    if (longest > max_page_side) {
        throw Error(
            {Fault{"size", "a page cannot be larger than " +
                               decimal(max_page_side / points_per_millimetre, 0) + " mm, and this would be " +
                               decimal(longest / points_per_millimetre, 0) + " mm"}},
            "vectors can be enlarged where they are printed");
    }
    return page;
}

std::string points(double value) {
    return decimal(value, 4);
}

std::string modules(double value) {
    return decimal(value, 3);
}

std::string scene_to_page(const Page& page) {
    return scene_to_page(page.module, 0, page.height);
}

std::string scene_to_page(double module, double x, double y) {
    const std::string scale = decimal(module, 6);
    return joined({scale, "0", "0", "-" + scale, points(x), points(y)});
}

std::string image_to_scene(const Box& box) {
    return joined(
        {modules(box.width), "0", "0", modules(-box.height), modules(box.x), modules(box.y + box.height)});
}

void append_path(std::string& out, const Path& path) {
    const Spot* next = path.points().data();
    const auto append = [&](int count, const char* name) {
        for (; count > 0; --count) append_point(out, *next++);
        out += name;
    };
    for (const Path::Verb verb : path.verbs()) {
        switch (verb) {
            case Path::Verb::move: append(1, "m\n"); break;
            case Path::Verb::line: append(1, "l\n"); break;
            case Path::Verb::cubic: append(3, "c\n"); break;
            case Path::Verb::close: append(0, "h\n"); break;
        }
    }
}

Ink choose_ink(const Paint& paint, bool pure_black_ink) {
    if (!pure_black_ink) return Ink::rgb;
    const auto* gradient = std::get_if<GradientPaint>(&paint);
    const bool pure = gradient != nullptr
                          ? is_black_or_white(gradient->start) && is_black_or_white(gradient->end)
                          : is_black_or_white(std::get<Colour>(paint));
    return pure ? Ink::cmyk : Ink::rgb;
}

std::string_view name_of(Ink ink) {
    switch (ink) {
        case Ink::rgb: return "/DeviceRGB";
        case Ink::cmyk: return "/DeviceCMYK";
        case Ink::grey: return "/DeviceGray";
    }
    return "/DeviceRGB";
}

std::string components(Colour colour, Ink ink) {
    const auto share = [](std::uint8_t channel) { return decimal(channel / 255.0, 4); };
    switch (ink) {
        case Ink::rgb: return joined({share(colour.red), share(colour.green), share(colour.blue)});
        case Ink::cmyk: return colour.red == 0 ? "0 0 0 1" : "0 0 0 0";
        case Ink::grey: return share(colour.red);
    }
    return {};
}

std::string shading(const GradientPaint& gradient, Ink ink) {
    return std::string("<< /ShadingType ") + (gradient.kind == GradientKind::linear ? "2" : "3") +
           " /ColorSpace " + std::string(name_of(ink)) + " /Coords [" + coordinates(gradient) +
           "] /Extend [true true]\n/Function << /FunctionType 2 /Domain [0 1] /C0 [" +
           components(gradient.start, ink) + "] /C1 [" + components(gradient.end, ink) + "] /N 1 >> >>";
}

}  // namespace qrgen::qr
