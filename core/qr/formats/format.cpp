// SPDX-License-Identifier: MIT
#include "core/qr/formats/format.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/base/error.hpp"
#include "core/qr/formats/eps.hpp"
#include "core/qr/formats/jpeg.hpp"
#include "core/qr/formats/kitty.hpp"
#include "core/qr/formats/pbm.hpp"
#include "core/qr/formats/pdf.hpp"
#include "core/qr/formats/png.hpp"
#include "core/qr/formats/sixel.hpp"
#include "core/qr/formats/svg.hpp"
#include "core/qr/formats/txt.hpp"
#include "core/qr/formats/webp.hpp"

namespace qrgen::qr {
namespace {

constexpr std::array<std::string_view, 1> png_endings{"png"};
constexpr std::array<std::string_view, 1> svg_endings{"svg"};
constexpr std::array<std::string_view, 2> jpeg_endings{"jpg", "jpeg"};
constexpr std::array<std::string_view, 1> webp_endings{"webp"};
constexpr std::array<std::string_view, 1> pdf_endings{"pdf"};
constexpr std::array<std::string_view, 1> eps_endings{"eps"};
constexpr std::array<std::string_view, 1> txt_endings{"txt"};
constexpr std::array<std::string_view, 1> pbm_endings{"pbm"};
constexpr std::array<std::string_view, 2> sixel_endings{"sixel", "six"};

constexpr std::array table{
    Format{.name = "png",
           .endings = png_endings,
           .media_type = "image/png",
           .kind = FormatKind::raster,
           .is_text = false,
           .has_colour = true,
           .has_alpha = true,
           .is_lossy = false,
           .summary = "pixels, lossless",
           .render = render_png},
    Format{.name = "svg",
           .endings = svg_endings,
           .media_type = "image/svg+xml",
           .kind = FormatKind::vector,
           .is_text = true,
           .has_colour = true,
           .has_alpha = true,
           .is_lossy = false,
           .summary = "vectors, sharp at any size",
           .render = render_svg},
    Format{.name = "jpeg",
           .endings = jpeg_endings,
           .media_type = "image/jpeg",
           .kind = FormatKind::raster,
           .is_text = false,
           .has_colour = true,
           .has_alpha = false,
           .is_lossy = true,
           .summary = "pixels, for programs that read nothing better",
           .render = render_jpeg},
    Format{.name = "webp",
           .endings = webp_endings,
           .media_type = "image/webp",
           .kind = FormatKind::raster,
           .is_text = false,
           .has_colour = true,
           .has_alpha = true,
           .is_lossy = true,
           .summary = "pixels, lossless unless a quality is given",
           .render = render_webp},
    Format{.name = "pdf",
           .endings = pdf_endings,
           .media_type = "application/pdf",
           .kind = FormatKind::vector,
           .is_text = false,
           .has_colour = true,
           .has_alpha = true,
           .is_lossy = false,
           .summary = "vectors, one page of the exact size",
           .render = render_pdf},
    Format{.name = "eps",
           .endings = eps_endings,
           .media_type = "application/postscript",
           .kind = FormatKind::vector,
           .is_text = true,
           .has_colour = true,
           .has_alpha = false,
           .is_lossy = false,
           .summary = "vectors, for typesetting and print shops",
           .render = render_eps},
    Format{.name = "txt",
           .endings = txt_endings,
           .media_type = "text/plain; charset=utf-8",
           .kind = FormatKind::text,
           .is_text = true,
           .has_colour = false,
           .has_alpha = false,
           .is_lossy = false,
           .summary = "characters, for terminals",
           .render = render_txt},
    Format{.name = "pbm",
           .endings = pbm_endings,
           .media_type = "image/x-portable-bitmap",
           .kind = FormatKind::raster,
           .is_text = false,
           .has_colour = false,
           .has_alpha = false,
           .is_lossy = false,
           .summary = "pixels, black and white, for pipes",
           .render = render_pbm},
    Format{.name = "sixel",
           .endings = sixel_endings,
           .media_type = "text/plain; charset=us-ascii",
           .kind = FormatKind::raster,
           .is_text = true,
           .has_colour = true,
           .has_alpha = false,
           .is_lossy = false,
           .summary = "pixels on terminals with sixel graphics",
           .render = render_sixel},
    Format{.name = "kitty",
           .endings = {},
           .media_type = "text/plain; charset=us-ascii",
           .kind = FormatKind::raster,
           .is_text = true,
           .has_colour = true,
           .has_alpha = true,
           .is_lossy = false,
           .summary = "pixels on terminals with kitty's graphics",
           .render = render_kitty},
};

// `lower` is in lower case already.
bool equals_any_case(std::string_view lower, std::string_view text) noexcept {
    return std::equal(lower.begin(), lower.end(), text.begin(), text.end(), [](char a, char b) {
        return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + ('a' - 'A')) : b);
    });
}

bool has_ending(const Format& format, std::string_view ending) noexcept {
    return std::any_of(format.endings.begin(), format.endings.end(),
                       [&](std::string_view known) { return equals_any_case(known, ending); });
}

template <typename Predicate>
const Format* find_row(Predicate matches) noexcept {
    const auto found = std::find_if(table.begin(), table.end(), matches);
    return found == table.end() ? nullptr : &*found;
}

bool is_half_transparent(Colour colour) noexcept {
    return colour.alpha != 0 && colour.alpha != 255;
}

template <typename Predicate>
bool any_colour(const Picture& picture, Predicate matches) {
    const auto optional_matches = [&](const std::optional<Colour>& colour) {
        return colour && matches(*colour);
    };
    return matches(picture.fill) || matches(picture.back) || optional_matches(picture.data_dark) ||
           optional_matches(picture.data_light) || optional_matches(picture.finder) ||
           optional_matches(picture.alignment) || (picture.gradient && matches(picture.gradient->end));
}

bool needs_alpha(const Picture& picture) {
    const bool fades =
        picture.gradient && !(is_opaque(picture.fill) && is_opaque(picture.gradient->end));
    return fades || any_colour(picture, is_half_transparent);
}

// What not every format can show.
struct Feature {
    std::string_view name;  // in the plural
    bool (*is_in)(const Picture&);
    bool (*is_shown_by)(const Format&);
};

bool has_colour(const Format& format) {
    return format.has_colour;
}

constexpr std::array features{
    Feature{"half-transparent colours", needs_alpha, [](const Format& format) { return format.has_alpha; }},
    Feature{"transparent colours",
            [](const Picture& picture) {
                return any_colour(picture, [](Colour colour) { return colour.alpha == 0; });
            },
            [](const Format& format) { return format.has_alpha || format.kind == FormatKind::vector; }},
    Feature{"colours of single regions",
            [](const Picture& picture) {
                return picture.data_dark || picture.data_light || picture.finder || picture.alignment;
            },
            has_colour},
    Feature{"gradients", [](const Picture& picture) { return picture.gradient.has_value(); }, has_colour},
    Feature{"module and finder shapes",
            [](const Picture& picture) {
                return picture.module_shape != ModuleShape::square ||
                       picture.finder_shape != FinderShape::square;
            },
            has_colour},
    Feature{"logos", [](const Picture& picture) { return picture.logo != nullptr; }, has_colour},
    Feature{"captions", [](const Picture& picture) { return picture.caption.has_value(); }, has_colour},
    Feature{"frames", [](const Picture& picture) { return picture.frame.shape != FrameShape::none; },
            has_colour},
};

template <typename Predicate>
std::string names_of(std::string_view separator, Predicate matches) {
    std::string names;
    for (const Format& format : table) {
        if (!matches(format)) continue;
        if (!names.empty()) names += separator;
        names += format.name;
    }
    return names;
}

}  // namespace

void check_supported(const Format& format, const Picture& picture) {
    for (const Feature& feature : features) {
        if (!feature.is_in(picture) || feature.is_shown_by(format)) continue;
        throw Error(ErrorKind::usage, std::string(format.name) + " cannot show " + std::string(feature.name),
                    "these formats can: " + names_of(", ", feature.is_shown_by));
    }
}

std::span<const Format> formats() noexcept {
    return table;
}

std::string format_names(std::string_view separator) {
    return names_of(separator, [](const Format&) { return true; });
}

const Format* find_format(std::string_view name) noexcept {
    return find_row(
        [&](const Format& format) { return equals_any_case(format.name, name) || has_ending(format, name); });
}

const Format* format_of_file(std::string_view file_name) noexcept {
    file_name.remove_prefix(file_name.rfind('/') + 1);  // npos + 1 is 0
    const std::size_t dot = file_name.rfind('.');
    if (dot == std::string_view::npos || dot == 0)
        return nullptr;  // ".png" is a hidden file without an ending
    return find_row([&](const Format& format) { return has_ending(format, file_name.substr(dot + 1)); });
}

}  // namespace qrgen::qr
