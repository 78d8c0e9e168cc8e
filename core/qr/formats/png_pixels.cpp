// SPDX-License-Identifier: MIT
#include "core/qr/formats/png_pixels.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/png_writer.hpp"

namespace qrgen::qr {
namespace {

using Byte = std::uint8_t;
using Row = std::span<const Byte>;

constexpr std::size_t max_palette = 256;

bool same(Row row, Row other) {
    return std::equal(row.begin(), row.end(), other.begin(), other.end());
}

// Numbers for colours in the order in which they come.
class PaletteBuilder {
  public:
    // Into as many numbers as the row has pixels of four bytes; false if it has one colour too many.
    bool number_row(Row pixels, Byte* numbers) {
        for (std::size_t i = 0; i < pixels.size(); i += 4) {
            std::uint32_t colour = 0;
            std::memcpy(&colour, pixels.data() + i, sizeof colour);
            if (last_ == nullptr || colour != last_->colour) {
                last_ = find(colour);
                if (last_ == nullptr) return false;
            }
            *numbers++ = last_->number;
        }
        return true;
    }

    std::vector<Colour> colours() const {
        std::vector<Colour> palette(colours_);
        for (const Slot& slot : slots_) {
            if (!slot.used) continue;
            std::array<Byte, 4> pixel{};
            std::memcpy(pixel.data(), &slot.colour, pixel.size());
            palette[slot.number] = {pixel[0], pixel[1], pixel[2], pixel[3]};
        }
        return palette;
    }

  private:
    struct Slot {
        bool used = false;
        Byte number = 0;
        std::uint32_t colour = 0;  // the pixel's bytes
    };

    // A new one if there is none yet; nullptr if there is no number left.
    const Slot* find(std::uint32_t colour) {
        std::size_t at = (colour * 0x9E3779B1U) >> 22;  // Knuth's multiplicative hash; the upper ten bits
        while (slots_[at].used && slots_[at].colour != colour) at = (at + 1) % slots_.size();
        if (!slots_[at].used) {
            if (colours_ == max_palette) return nullptr;
            slots_[at] = {.used = true, .number = static_cast<Byte>(colours_++), .colour = colour};
        }
        return &slots_[at];
    }

    std::array<Slot, 1024> slots_{};  // four times as many as are used, so that few collide
    std::size_t colours_ = 0;
    const Slot* last_ = nullptr;
};

struct PalettePixels {
    std::vector<Colour> palette;
    std::vector<Byte> numbers;
};

// nullopt if there are too many colours.
std::optional<PalettePixels> with_palette(const Image& image) {
    const auto width = static_cast<std::size_t>(image.width);
    PaletteBuilder builder;
    std::vector<Byte> numbers(image.rgba.size() / 4);
    Row above;
    for (std::size_t start = 0; start < numbers.size(); start += width) {
        const Row row(image.rgba.data() + 4 * start, 4 * width);
        Byte* const row_numbers = numbers.data() + start;
        if (same(row, above)) {
            std::copy_n(row_numbers - width, width, row_numbers);
        } else if (!builder.number_row(row, row_numbers)) {
            return std::nullopt;
        }
        above = row;
    }
    return PalettePixels{.palette = builder.colours(), .numbers = std::move(numbers)};
}

int bits_for(std::size_t colours) {
    for (const int bits : {1, 2, 4}) {
        if (colours <= std::size_t{1} << bits) return bits;
    }
    return 8;
}

// The leftmost pixel is in the highest bits (7.2).
void pack(Row pixels, int bits, Byte* packed) {
    const std::size_t per_byte = 8 / static_cast<std::size_t>(bits);
    for (std::size_t start = 0; start < pixels.size(); start += per_byte) {
        unsigned byte = 0;
        for (std::size_t i = start; i < start + per_byte; ++i) {
            byte = (byte << bits) | (i < pixels.size() ? pixels[i] : 0U);
        }
        *packed++ = static_cast<Byte>(byte);
    }
}

// Numbers of colours do not gain by filters, but rows that repeat the one above become zeros.
std::string write_palette(const Image& image, const PalettePixels& pixels, std::optional<int> dpi) {
    const PngHeader header{.width = image.width,
                           .height = image.height,
                           .bit_depth = bits_for(pixels.palette.size()),
                           .type = PngColourType::palette,
                           .palette = pixels.palette,
                           .dpi = dpi};
    const auto width = static_cast<std::size_t>(image.width);
    const std::size_t stride = 1 + header.row_bytes();
    std::vector<Byte> rows(stride * static_cast<std::size_t>(image.height));
    Row above;
    for (std::size_t y = 0; y < static_cast<std::size_t>(image.height); ++y) {
        const Row row(pixels.numbers.data() + y * width, width);
        Byte* line = rows.data() + y * stride;
        if (same(row, above)) {
            line[0] = static_cast<Byte>(PngFilter::up);
        } else {
            pack(row, header.bit_depth, line + 1);
        }
        above = row;
    }
    return write_png(header, rows);
}

int paeth(int left, int up, int corner) {
    const int to_left = std::abs(up - corner);
    const int to_up = std::abs(left - corner);
    const int to_corner = std::abs(left + up - 2 * corner);
    if (to_left <= to_up && to_left <= to_corner) return left;
    return to_up <= to_corner ? up : corner;
}

// Rows of whole bytes through the filter that leaves the smallest numbers (12.8).
class RowFilter {
  public:
    RowFilter(std::size_t row_bytes, std::size_t pixel_bytes)
        : pixel_bytes_(pixel_bytes), above_(row_bytes), best_(row_bytes), candidate_(row_bytes) {}

    void append(std::vector<Byte>& rows, Row row) {
        int least = -1;
        PngFilter chosen = PngFilter::none;
        const auto consider = [&](PngFilter filter, const auto& predict) {
            const int sum = apply(row, predict);
            if (least >= 0 && sum >= least) return;
            least = sum;
            chosen = filter;
            std::swap(best_, candidate_);
        };
        consider(PngFilter::up, [](int, int up, int) { return up; });
        if (least > 0) {
            consider(PngFilter::none, [](int, int, int) { return 0; });
            consider(PngFilter::sub, [](int left, int, int) { return left; });
            consider(PngFilter::average, [](int left, int up, int) { return (left + up) / 2; });
            consider(PngFilter::paeth, paeth);
        }
        rows.push_back(static_cast<Byte>(chosen));
        rows.insert(rows.end(), best_.begin(), best_.end());
        std::copy(row.begin(), row.end(), above_.begin());
    }

  private:
    // Into `candidate_`; returns the sum of the differences' sizes.
    template <typename Predict>
    int apply(Row row, const Predict& predict) {
        int sum = 0;
        const auto put = [&](std::size_t i, int prediction) {
            candidate_[i] = static_cast<Byte>(row[i] - prediction);
            sum += std::abs(static_cast<std::int8_t>(candidate_[i]));
        };
        // Nothing is to the left of the first pixel, which reads as zeros (9.2).
        for (std::size_t i = 0; i < pixel_bytes_; ++i) put(i, predict(0, above_[i], 0));
        for (std::size_t i = pixel_bytes_; i < row.size(); ++i) {
            put(i, predict(row[i - pixel_bytes_], above_[i], above_[i - pixel_bytes_]));
        }
        return sum;
    }

    std::size_t pixel_bytes_;
    std::vector<Byte> above_;
    std::vector<Byte> best_;
    std::vector<Byte> candidate_;
};

std::string write_channels(const Image& image, std::optional<int> dpi) {
    const bool alpha = has_alpha(image);
    const PngHeader header{.width = image.width,
                           .height = image.height,
                           .bit_depth = 8,
                           .type = alpha ? PngColourType::rgba : PngColourType::rgb,
                           .palette = {},
                           .dpi = dpi};
    const std::size_t row_bytes = header.row_bytes();
    const std::vector<Byte> pixels = alpha ? image.rgba : channels(image, 0, 3);
    RowFilter filter(row_bytes, alpha ? 4 : 3);
    std::vector<Byte> rows;
    rows.reserve((1 + row_bytes) * static_cast<std::size_t>(image.height));
    for (std::size_t i = 0; i < pixels.size(); i += row_bytes)
        filter.append(rows, {pixels.data() + i, row_bytes});
    return write_png(header, rows);
}

}  // namespace

std::string write_png(const Image& image, std::optional<int> dpi) {
    const std::optional<PalettePixels> pixels = with_palette(image);
    return pixels ? write_palette(image, *pixels, dpi) : write_channels(image, dpi);
}

}  // namespace qrgen::qr
