// SPDX-License-Identifier: MIT
#include "core/qr/formats/scaled_image.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/qr/picture/colour.hpp"

namespace qrgen::qr {
namespace {

// What one pixel of the target takes of the source's pixels (or rows) from `first` on. The weights' sum is
// the part of the target's pixel that the image covers.
struct Share {
    int first = 0;
    std::vector<float> weights = {};
};

// In one direction: the source's `count` pixels are stretched to [start, start + length).
class Stretch {
  public:
    Stretch(int count, double start, double length) : count_(count), start_(start), length_(length) {}

    Share share_of(int pixel) const {
        const double covered = std::min(pixel + 1.0, start_ + length_) - std::max(1.0 * pixel, start_);
        if (covered <= 0) return {};
        return count_ > length_ ? averaged(pixel) : interpolated(pixel, covered);
    }

  private:
    Share averaged(int pixel) const {
        const double ratio = count_ / length_;
        const double from = std::max((pixel - start_) * ratio, 0.0);
        const double to = std::min((pixel + 1 - start_) * ratio, 1.0 * count_);
        Share share{.first = std::min(static_cast<int>(from), count_ - 1)};
        for (int i = share.first; i < std::min(std::ceil(to), 1.0 * count_); ++i) {
            const double overlap = std::min(to, i + 1.0) - std::max(from, 1.0 * i);
            share.weights.push_back(static_cast<float>(std::max(overlap, 0.0) / ratio));
        }
        return share;
    }

    Share interpolated(int pixel, double covered) const {
        const double centre = std::clamp((pixel + 0.5 - start_) * count_ / length_ - 0.5, 0.0, count_ - 1.0);
        const int first = std::min(static_cast<int>(centre), std::max(count_ - 2, 0));
        const double second = centre - first;
        Share share{.first = first, .weights = {static_cast<float>(covered * (1 - second))}};
        if (first + 1 < count_) share.weights.push_back(static_cast<float>(covered * second));
        return share;
    }

    int count_;
    double start_;
    double length_;
};

// Colours with alpha multiplied in: only so can they be averaged.
struct Sum {
    float red = 0;
    float green = 0;
    float blue = 0;
    float alpha = 0;

    void add(const Sum& other, float weight) {
        red += other.red * weight;
        green += other.green * weight;
        blue += other.blue * weight;
        alpha += other.alpha * weight;
    }

    Colour colour() const {
        if (alpha <= 0) return transparent;
        const auto channel = [](float value) {
            return static_cast<std::uint8_t>(std::clamp(std::lround(value), 0L, 255L));
        };
        return {channel(red / alpha), channel(green / alpha), channel(blue / alpha), channel(255 * alpha)};
    }
};

Sum to_sum(const std::uint8_t* pixel) {
    const float alpha = static_cast<float>(pixel[3]) / 255;
    return {static_cast<float>(pixel[0]) * alpha, static_cast<float>(pixel[1]) * alpha,
            static_cast<float>(pixel[2]) * alpha, alpha};
}

class Stretcher {
  public:
    Stretcher(const Image& source, const Box& box)
        : source_(source), down_(source.height, box.y, box.height) {
        const Stretch across(source.width, box.x, box.width);
        const int width = static_cast<int>(std::ceil(box.x + box.width));
        for (int x = 0; x < width; ++x) columns_.push_back(across.share_of(x));
    }

    void append_row(Image& image, int y) {
        std::vector<Sum> sums(columns_.size());
        const Share share = down_.share_of(y);
        for (std::size_t i = 0; i < share.weights.size(); ++i) {
            const std::vector<Sum>& row = narrowed(share.first + static_cast<int>(i));
            for (std::size_t x = 0; x < sums.size(); ++x) sums[x].add(row[x], share.weights[i]);
        }
        for (const Sum& sum : sums) append(image, sum.colour());
    }

  private:
    struct Row {
        int number = -1;
        std::vector<Sum> sums = {};
    };

    static void append(Image& image, Colour colour) {
        for (const std::uint8_t channel : {colour.red, colour.green, colour.blue, colour.alpha}) {
            image.rgba.push_back(channel);
        }
    }

    // A row of the source in the result's columns. Neighbouring rows of the result share one or two.
    const std::vector<Sum>& narrowed(int number) {
        Row& row = rows_[number % 2 == 0 ? 0 : 1];
        if (row.number == number) return row.sums;
        row.number = number;
        row.sums.assign(columns_.size(), Sum{});
        for (std::size_t x = 0; x < columns_.size(); ++x) {
            int at = columns_[x].first;
            for (const float weight : columns_[x].weights) {
                row.sums[x].add(to_sum(source_.pixel(at++, number)), weight);
            }
        }
        return row.sums;
    }

    const Image& source_;
    Stretch down_;
    std::vector<Share> columns_;
    std::array<Row, 2> rows_;
};

}  // namespace

Image stretched(const Image& source, const Box& box) {
    if (source.width < 1 || source.height < 1 || box.width <= 0 || box.height <= 0) return {};
    Image image{.width = static_cast<int>(std::ceil(box.x + box.width)),
                .height = static_cast<int>(std::ceil(box.y + box.height)),
                .rgba = {}};
    image.rgba.reserve(4 * static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
    Stretcher stretcher(source, box);
    for (int y = 0; y < image.height; ++y) stretcher.append_row(image, y);
    return image;
}

void paint_over(Image& target, const Image& image, int left, int top) {
    const int right = std::min(left + image.width, target.width);
    const int bottom = std::min(top + image.height, target.height);
    for (int y = std::max(top, 0); y < bottom; ++y) {
        for (int x = std::max(left, 0); x < right; ++x) {
            const std::uint8_t* above = image.pixel(x - left, y - top);
            std::uint8_t* pixel = target.pixel(x, y);
            const Colour result =
                blend({above[0], above[1], above[2], above[3]}, {pixel[0], pixel[1], pixel[2], pixel[3]});
            pixel[0] = result.red;
            pixel[1] = result.green;
            pixel[2] = result.blue;
            pixel[3] = result.alpha;
        }
    }
}

}  // namespace qrgen::qr
