// SPDX-License-Identifier: MIT
#include "core/qr/images/pbm_reader.hpp"

#include <algorithm>
#include <cstdint>

#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

bool is_space(char c) noexcept {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// White space, and comments from # to the line's end.
void skip_space(std::string_view& rest) {
    for (;;) {
        if (rest.starts_with('#')) {
            rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
        } else if (!rest.empty() && is_space(rest.front())) {
            rest.remove_prefix(1);
        } else {
            return;
        }
    }
}

std::int64_t take_number(std::string_view& rest) {
    skip_space(rest);
    if (rest.empty() || !is_digit(rest.front())) {
        refuse_picture("the PBM file is broken: its width and height are missing");
    }
    constexpr std::int64_t enough = 1'000'000'000;  // beyond any limit, and squared still a number
    std::int64_t number = 0;
    for (; !rest.empty() && is_digit(rest.front()); rest.remove_prefix(1)) {
        number = std::min(enough, 10 * number + (rest.front() - '0'));
    }
    return number;
}

void set(Image& image, std::size_t pixel, bool is_dark) {
    const auto shade = static_cast<std::uint8_t>(is_dark ? 0 : 255);
    const auto place = image.rgba.begin() + static_cast<std::ptrdiff_t>(4 * pixel);
    std::fill_n(place, 3, shade);
    place[3] = 255;
}

// Eight pixels a byte, each row beginning with a new one.
void read_bits(std::string_view rest, Image& image) {
    const auto width = static_cast<std::size_t>(image.width);
    const std::size_t row_bytes = (width + 7) / 8;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
        const std::string_view row = rest.substr(y * row_bytes, row_bytes);
        for (std::size_t x = 0; x < width; ++x) {
            set(image, y * width + x, (row[x / 8] >> (7 - x % 8) & 1) != 0);
        }
    }
}

// One digit a pixel, with or without space between them.
void read_digits(std::string_view rest, Image& image) {
    for (std::size_t pixel = 0; pixel < image.rgba.size() / 4; ++pixel) {
        skip_space(rest);
        if (rest.empty()) refuse_picture("the PBM file is truncated");
        if (rest.front() != '0' && rest.front() != '1') {
            refuse_picture("the PBM file is broken: its pixels are not all 0 and 1");
        }
        set(image, pixel, rest.front() == '1');
        rest.remove_prefix(1);
    }
}

}  // namespace

Image read_pbm(std::string_view bytes, const ImageLimits& limits) {
    const bool is_binary = bytes.starts_with("P4");
    std::string_view rest = bytes.substr(2);
    const std::int64_t width = take_number(rest);
    const std::int64_t height = take_number(rest);
    check_size(width, height, limits);
    if (rest.empty() || !is_space(rest.front())) refuse_picture("the PBM file is truncated");
    rest.remove_prefix(1);
    const std::int64_t fewest_bytes = is_binary ? (width + 7) / 8 * height : width * height;
    if (static_cast<std::int64_t>(rest.size()) < fewest_bytes) refuse_picture("the PBM file is truncated");

    Image image = make_image(width, height, limits);
    is_binary ? read_bits(rest, image) : read_digits(rest, image);
    return image;
}

}  // namespace qrgen::qr
