// SPDX-License-Identifier: MIT
#include "core/qr/picture/logo.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/text.hpp"
#include "core/qr/picture/svg_check.hpp"

namespace qrgen::qr {
namespace {

constexpr int drawn_svg_side = 1024;  // pixels

[[noreturn]] void refuse(std::string message, std::string hint = {}) {
    throw Error({Fault{"logo", std::move(message)}}, std::move(hint));
}

// Reads it, with errors that are about the logo.
Image read_logo(std::string_view bytes, const ImageLimits& limits) {
    try {
        return read_image(bytes, limits);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        refuse(error.faults().front().message, error.hint());
    }
}

// The drawing's proportions are known only when it is drawn; a tall one is drawn again, as wide as it may be.
Image draw(std::string_view bytes) {
    constexpr int most_times_as_high = 16;
    ImageLimits limits{.max_side = most_times_as_high * drawn_svg_side, .vector_width = drawn_svg_side};
    Image image = read_logo(bytes, limits);
    if (image.height <= drawn_svg_side) return image;
    limits.vector_width = std::max(1, drawn_svg_side * drawn_svg_side / image.height);
    return read_logo(bytes, limits);
}

Image pixels_of(std::string_view bytes, ImageType type) {
    if (type != ImageType::svg) {
        return read_logo(
            bytes, {.max_side = max_logo_side, .max_pixels = std::int64_t{max_logo_side} * max_logo_side});
    }
    check_svg(bytes);
    return draw(bytes);
}

bool can_be_logo(ImageType type) noexcept {
    return type == ImageType::png || type == ImageType::jpeg || type == ImageType::webp ||
           type == ImageType::svg;
}

}  // namespace

Logo::Logo(std::string bytes, ImageType type, Image pixels)
    : bytes_(std::move(bytes)), type_(type), pixels_(std::move(pixels)) {}

std::shared_ptr<const Logo> Logo::from_bytes(std::string bytes) {
    if (bytes.empty()) refuse("it is empty: 0 bytes");
    if (bytes.size() > max_logo_bytes) {
        refuse(std::to_string(bytes.size()) + " bytes are more than the limit of " +
               std::to_string(max_logo_bytes));
    }
    const ImageType type = image_type(bytes);
    if (!can_be_logo(type)) refuse("it is no PNG, JPEG, WebP or SVG picture");
    Image pixels = pixels_of(bytes, type);
    return std::shared_ptr<const Logo>(new Logo(std::move(bytes), type, std::move(pixels)));
}

std::string_view Logo::media_type() const noexcept {
    switch (type_) {
        case ImageType::jpeg: return "image/jpeg";
        case ImageType::webp: return "image/webp";
        case ImageType::svg: return "image/svg+xml";
        default: return "image/png";
    }
}

double Logo::aspect() const noexcept {
    return static_cast<double>(pixels_.width) / pixels_.height;
}

std::shared_ptr<const Logo> load_logo(const std::filesystem::path& file) {
    std::string bytes = read_file(file, max_logo_bytes);
    try {
        return Logo::from_bytes(std::move(bytes));
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid) throw;
        refuse(printable(file.string()) + ": " + error.faults().front().message, error.hint());
    }
}

LogoLayout lay_out_logo(int symbol_size, double aspect, const LogoPlacement& placement) {
    // What touches a module by less than this (in modules) does so by rounding.
    constexpr double tolerance = 1e-6;
    const double longer_side = placement.size / 100 * symbol_size;
    const double width = aspect >= 1 ? longer_side : longer_side * aspect;
    const double height = aspect >= 1 ? longer_side / aspect : longer_side;
    const Box image{.x = std::clamp(placement.x / 100 * symbol_size - width / 2, 0.0, symbol_size - width),
                    .y = std::clamp(placement.y / 100 * symbol_size - height / 2, 0.0, symbol_size - height),
                    .width = width,
                    .height = height};
    const auto first = [&](double edge) {
        return std::max(0, static_cast<int>(std::floor(edge - placement.padding + tolerance)));
    };
    const auto end = [&](double edge) {
        return std::min(symbol_size, static_cast<int>(std::ceil(edge + placement.padding - tolerance)));
    };
    return {.image = image,
            .cleared = {.left = first(image.x),
                        .top = first(image.y),
                        .right = end(image.x + width),
                        .bottom = end(image.y + height)}};
}

}  // namespace qrgen::qr
