// SPDX-License-Identifier: MIT
#include "core/qr/formats/sixel.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <sixel.h>

#include "core/base/error.hpp"
#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/raster.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t max_colours = 256;

struct DitherUnref {
    void operator()(sixel_dither_t* dither) const noexcept { sixel_dither_unref(dither); }
};
using DitherPtr = std::unique_ptr<sixel_dither_t, DitherUnref>;

struct OutputUnref {
    void operator()(sixel_output_t* output) const noexcept { sixel_output_unref(output); }
};
using OutputPtr = std::unique_ptr<sixel_output_t, OutputUnref>;

void check(SIXELSTATUS status) {
    if (SIXEL_FAILED(status))
        throw Error(ErrorKind::failure, std::string("libsixel: ") + sixel_helper_format_error(status));
}

DitherPtr new_dither(std::size_t colours) {
    sixel_dither_t* dither = nullptr;
    check(sixel_dither_new(&dither, static_cast<int>(colours), nullptr));
    return DitherPtr(dither);
}

// Pixels as libsixel takes them, with the colours that it is to use.
struct Input {
    int width;
    int height;
    std::vector<std::uint8_t> pixels;
    DitherPtr dither;
};

std::uint32_t packed(const std::uint8_t* rgb) {
    return static_cast<std::uint32_t>(rgb[0]) << 16 | static_cast<std::uint32_t>(rgb[1]) << 8 | rgb[2];
}

// Each colour as it is; nullopt if there are too many for that.
std::optional<Input> with_own_palette(const Image& image) {
    std::unordered_map<std::uint32_t, std::uint8_t> indices;
    std::vector<std::uint8_t> palette;
    std::vector<std::uint8_t> pixels;
    pixels.reserve(image.rgba.size() / 4);
    // Pixels mostly are like the one before.
    std::uint32_t last = 0;
    std::uint8_t last_index = 0;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        const std::uint8_t* rgb = image.rgba.data() + i;
        const std::uint32_t colour = packed(rgb);
        if (colour != last || i == 0) {
            const auto [entry, is_new] =
                indices.try_emplace(colour, static_cast<std::uint8_t>(indices.size()));
            if (indices.size() > max_colours) return std::nullopt;
            if (is_new) palette.insert(palette.end(), rgb, rgb + 3);
            last = colour;
            last_index = entry->second;
        }
        pixels.push_back(last_index);
    }
    DitherPtr dither = new_dither(indices.size());
    sixel_dither_set_palette(dither.get(), palette.data());
    sixel_dither_set_pixelformat(dither.get(), SIXEL_PIXELFORMAT_PAL8);
    return Input{image.width, image.height, std::move(pixels), std::move(dither)};
}

// The nearest colours that libsixel finds.
Input with_reduced_colours(const Image& image) {
    std::vector<std::uint8_t> pixels = channels(image, 0, 3);
    DitherPtr dither = new_dither(max_colours);
    check(sixel_dither_initialize(dither.get(), pixels.data(), image.width, image.height,
                                  SIXEL_PIXELFORMAT_RGB888, SIXEL_LARGE_AUTO, SIXEL_REP_AUTO,
                                  SIXEL_QUALITY_AUTO));
    sixel_dither_set_pixelformat(dither.get(), SIXEL_PIXELFORMAT_RGB888);
    return {image.width, image.height, std::move(pixels), std::move(dither)};
}

Input draw(const Symbol& symbol, const Picture& picture) {
    Image image = draw_pixels(symbol, picture);
    flatten(image, white);
    std::optional<Input> input = with_own_palette(image);
    return input ? std::move(*input) : with_reduced_colours(image);
}

int append(char* data, int size, void* text) {
    static_cast<std::string*>(text)->append(data, static_cast<std::size_t>(size));
    return size;
}

}  // namespace

std::string render_sixel(const Symbol& symbol, const Picture& picture) {
    Input input = draw(symbol, picture);
    std::string text;
    sixel_output_t* output = nullptr;
    check(sixel_output_new(&output, append, &text, nullptr));
    const OutputPtr owner(output);
    constexpr int depth = 3;  // libsixel does not use it
    check(sixel_encode(input.pixels.data(), input.width, input.height, depth, input.dither.get(), output));
    text += '\n';  // what is printed next goes below
    return text;
}

}  // namespace qrgen::qr
