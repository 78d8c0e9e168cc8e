// SPDX-License-Identifier: MIT
#include "tests/unit/qr/verify/drawn.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>

#include "core/qr/symbol/codewords.hpp"

namespace qrgen::qr {
namespace {

void set(Image& picture, int x, int y, int level) {
    std::fill_n(picture.pixel(x, y), 3, static_cast<std::uint8_t>(std::clamp(level, 0, 255)));
}

// Each pixel is the mean of 16 points; `origin` tells where a point comes from.
Image warped(const Image& picture, int width, int height, const std::function<Point(Point)>& origin) {
    constexpr int points = 4;
    Image result = blank(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            int sum = 0;
            for (int i = 0; i < points * points; ++i) {
                const Point from = origin({x + (i % points + 0.5) / points, y + (i / points + 0.5) / points});
                const int column = static_cast<int>(std::floor(from.x));
                const int row = static_cast<int>(std::floor(from.y));
                const bool is_inside =
                    column >= 0 && row >= 0 && column < picture.width && row < picture.height;
                sum += is_inside ? *picture.pixel(column, row) : 255;
            }
            set(result, x, y, sum / (points * points));
        }
    }
    return result;
}

}  // namespace

Image blank(int width, int height, int level) {
    Image picture{width, height,
                  std::vector<std::uint8_t>(
                      4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 255)};
    if (level != 255) return relevelled(picture, [level](int, int, int) { return level; });
    return picture;
}

Image draw(const Symbol& symbol, const Drawing& drawing) {
    const int width = (symbol.size() + 2 * drawing.quiet) * drawing.module;
    return relevelled(blank(width, width), [&](int x, int y, int) {
        const bool dark =
            symbol.is_dark(x / drawing.module - drawing.quiet, y / drawing.module - drawing.quiet);
        return dark ? drawing.dark : drawing.light;
    });
}

void paste(Image& onto, const Image& picture, int x, int y) {
    for (int row = 0; row < picture.height; ++row) {
        std::copy_n(picture.pixel(0, row), 4 * picture.width, onto.pixel(x, y + row));
    }
}

Symbol qr_symbol(std::string_view content, ErrorLevel level, int min_version) {
    EncodeOptions options;
    options.level = level;
    options.min_version = min_version;
    return encode(content, options);
}

Symbol micro_symbol(std::string_view content, ErrorLevel level, int min_version) {
    EncodeOptions options;
    options.level = level;
    options.min_version = min_version;
    options.symbol = SymbolKind::micro;
    return encode(content, options);
}

Symbol with_wrong(const Symbol& symbol, const std::vector<Place>& places) {
    std::vector<std::uint8_t> modules;
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) modules.push_back(symbol.is_dark(x, y) ? 1 : 0);
    }
    for (const Place& place : places)
        modules[static_cast<std::size_t>(place.y * symbol.size() + place.x)] ^= 1;
    return {symbol.version(), symbol.level(), std::move(modules), symbol.kind()};
}

std::vector<Place> modules_of_block(const Symbol& symbol, int block, int count) {
    const CodewordMap map(symbol.version(), symbol.level());
    std::vector<Place> places;
    for (std::size_t i = 0; i < map.codewords().size() && static_cast<int>(places.size()) < count; ++i) {
        if (map.codewords()[i].block != block) continue;
        const ModulePlace module = map.modules_of(i)[i % 8];
        places.push_back({module.x, module.y});
    }
    return places;
}

Image relevelled(const Image& picture, const std::function<int(int x, int y, int level)>& level) {
    Image result = picture;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) set(result, x, y, level(x, y, *picture.pixel(x, y)));
    }
    return result;
}

Image inverted(const Image& picture) {
    return relevelled(picture, [](int, int, int level) { return 255 - level; });
}

Image mirrored(const Image& picture) {
    return relevelled(picture,
                      [&](int x, int y, int) { return int{*picture.pixel(picture.width - 1 - x, y)}; });
}

Image turned(const Image& picture, double degrees) {
    const double angle = degrees * std::numbers::pi / 180;
    const double cosine = std::cos(angle);
    const double sine = std::sin(angle);
    const int width = static_cast<int>(std::ceil(picture.width * (std::abs(cosine) + std::abs(sine)) - 1e-6));
    return warped(picture, width, width, [&](Point to) {
        const double x = to.x - width / 2.0;
        const double y = to.y - width / 2.0;
        return Point{cosine * x + sine * y + picture.width / 2.0,
                     -sine * x + cosine * y + picture.height / 2.0};
    });
}

Image seen_from_left(const Image& picture, double share) {
    const double width = picture.width;
    const double less = width * share / 2;
    const Perspective place(width, {Point{0, 0}, {width, less}, {width, width - less}, {0, width}});
    // The inverse, by steps towards the point that is seen at `to`.
    return warped(picture, picture.width, picture.height, [&](Point to) {
        Point from = to;
        for (int i = 0; i < 20; ++i) {
            const Point seen = place(from.x, from.y);
            from = {from.x + to.x - seen.x, from.y + to.y - seen.y};
        }
        return from;
    });
}

Image resized_roughly(const Image& picture, int width) {
    return relevelled(blank(width, width), [&](int x, int y, int) {
        const int column = static_cast<int>((x + 0.5) * picture.width / width);
        const int row = static_cast<int>((y + 0.5) * picture.height / width);
        return int{*picture.pixel(column, row)};
    });
}

Image noisy(const Image& picture, double deviation) {
    std::mt19937 random(1);
    std::normal_distribution<double> noise(0, deviation);
    return relevelled(
        picture, [&](int, int, int level) { return static_cast<int>(std::lround(level + noise(random))); });
}

}  // namespace qrgen::qr
