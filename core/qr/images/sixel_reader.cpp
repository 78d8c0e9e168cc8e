// SPDX-License-Identifier: MIT
#include "core/qr/images/sixel_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include <sixel.h>

#include "core/base/text.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

constexpr int sixel_height = 6;  // pixels, one above the other, in a character

// A picture that a program wrote paints each pixel once; this is room for odd ones.
constexpr std::int64_t max_paints_per_pixel = 16;

[[noreturn]] void refuse_broken() {
    refuse_picture("the sixel graphics are broken or truncated");
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Walks over the characters without painting, and throws at anything but a plain, complete picture within the
// limits: libsixel would take memory and time for whatever it is told (VT330/VT340 Programmer Reference
// Manual, chapter 14).
class Inspector {
  public:
    Inspector(std::string_view bytes, const ImageLimits& limits) : rest_(bytes), limits_(limits) {
        take_introducer();
        while (!at_end()) take_one();
        check_size(width_, height_, limits_);
        if (painted_ > max_paints_per_pixel * width_ * height_) {
            refuse_picture("the sixel graphics paint over themselves too often");
        }
        if (!trim(rest_).empty()) refuse_picture("there is more than one picture in the sixel graphics");
    }

  private:
    char take() {
        if (rest_.empty()) refuse_broken();
        const char c = rest_.front();
        rest_.remove_prefix(1);
        return c;
    }

    bool take_if(std::string_view wanted) {
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(wanted.size());
        return true;
    }

    void take_introducer() {
        if (!take_if("\x1BP")) refuse_broken();
        while (!rest_.empty() && (is_digit(rest_.front()) || rest_.front() == ';'))
            take_number_or_semicolon();
        if (take() != 'q') refuse_broken();
    }

    void take_number_or_semicolon() {
        if (!take_if(";")) take_number();
    }

    bool at_end() { return take_if("\x1B\\"); }

    std::int64_t take_number() {
        constexpr std::int64_t enough = 1'000'000;  // beyond any limit
        if (rest_.empty() || !is_digit(rest_.front())) refuse_broken();
        std::int64_t number = 0;
        while (!rest_.empty() && is_digit(rest_.front()))
            number = 10 * std::min(number, enough) + (take() - '0');
        return number;
    }

    void take_one() {
        const char c = take();
        if (c >= '?' && c <= '~') return paint(c, 1);
        switch (c) {
            case '!': return take_repetition();
            case '"': return take_raster_attributes();
            case '#': return take_colour();
            case '$': x_ = 0; return;
            case '-':
                x_ = 0;
                y_ += sixel_height;
                return;
            case '\r':
            case '\n': return;
            default: refuse_broken();
        }
    }

    void take_repetition() {
        const std::int64_t count = take_number();
        const char c = take();
        if (c < '?' || c > '~') refuse_broken();
        paint(c, std::max<std::int64_t>(count, 1));
    }

    void take_raster_attributes() {
        if (height_ > 0) refuse_broken();  // they come first, or the library begins anew
        std::int64_t values[4] = {take_number(), 0, 0, 0};
        for (int i = 1; i < 4 && take_if(";"); ++i) values[i] = take_number();
        grow(values[2], values[3]);
    }

    void take_colour() {
        take_number();
        for (int i = 1; i < 5 && take_if(";"); ++i) take_number();
    }

    void paint(char character, std::int64_t count) {
        x_ += count;
        grow(x_, y_ + sixel_height);
        if (character != '?') painted_ += sixel_height * count;
    }

    // Checks at every step: thus the figures stay small.
    void grow(std::int64_t width, std::int64_t height) {
        width_ = std::max(width_, width);
        height_ = std::max(height_, height);
        if (width_ > limits_.max_side || height_ > limits_.max_side) check_size(width_, height_, limits_);
    }

    std::string_view rest_;
    const ImageLimits& limits_;
    std::int64_t x_ = 0;
    std::int64_t y_ = 0;
    std::int64_t width_ = 0;
    std::int64_t height_ = 0;
    std::int64_t painted_ = 0;
};

struct Free {
    void operator()(unsigned char* memory) const noexcept { std::free(memory); }
};
using Memory = std::unique_ptr<unsigned char, Free>;

// The palette has three bytes a colour. What is beyond it was never painted.
void colour_pixels(const unsigned char* indices, const unsigned char* palette, int colours, Image& image) {
    for (std::size_t i = 0; i < image.rgba.size() / 4; ++i) {
        if (indices[i] >= colours) continue;
        const unsigned char* colour = palette + 3 * indices[i];
        std::copy_n(colour, 3, image.rgba.begin() + static_cast<std::ptrdiff_t>(4 * i));
        image.rgba[4 * i + 3] = 255;
    }
}

}  // namespace

Image read_sixel(std::string_view bytes, const ImageLimits& limits) {
    Inspector(bytes, limits);
    std::string copy(bytes);  // the library wants to be allowed to write
    unsigned char* indices = nullptr;
    unsigned char* palette = nullptr;
    int width = 0;
    int height = 0;
    int colours = 0;
    const SIXELSTATUS status =
        sixel_decode_raw(reinterpret_cast<unsigned char*>(copy.data()), static_cast<int>(copy.size()),
                         &indices, &width, &height, &palette, &colours, nullptr);
    const Memory free_indices(indices);
    const Memory free_palette(palette);
    if (SIXEL_FAILED(status)) refuse_broken();
    Image image = make_image(width, height, limits);
    colour_pixels(indices, palette, colours, image);
    return image;
}

}  // namespace qrgen::qr
