// SPDX-License-Identifier: MIT
//
// Whether the error budget says of logos what a decoder says: placements drawn in pixels, each predicted and
// read.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/qr/formats/raster.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/image.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/qr_reader.hpp"

namespace qrgen::qr {
namespace {

constexpr int placements = 640;
constexpr std::array size_classes{5, 15, 25, 35, 45};  // percent
constexpr std::size_t classes = size_classes.size() - 1;
constexpr std::size_t levels = 4;

// The same on every system, which the distributions of the standard library are not.
class Dice {
  public:
    explicit Dice(std::uint32_t seed) : engine_(seed) {}

    int below(int end) { return static_cast<int>(engine_() % static_cast<std::uint32_t>(end)); }
    double between(double low, double high) {
        return low + (high - low) * static_cast<double>(engine_()) / 4294967296.0;
    }

  private:
    std::mt19937 engine_;
};

template <typename Shade>
std::shared_ptr<const Logo> logo_of(Shade shade) {
    constexpr int side = 240;
    Image image = test::plain(side, side, 0x000000FF);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            std::fill_n(image.pixel(x, y), 3,
                        static_cast<std::uint8_t>(std::clamp<double>(shade(x, y), 0, 255)));
        }
    }
    return Logo::from_bytes(test::to_png(image));
}

// Black and white fields, `side` of them in a row.
std::shared_ptr<const Logo> noise(int side) {
    Dice dice(static_cast<std::uint32_t>(side));
    std::vector<int> fields;
    for (int i = 0; i < side * side; ++i) fields.push_back(255 * dice.below(2));
    return logo_of([&](int x, int y) {
        return fields[static_cast<std::size_t>(y * side / 240 * side + x * side / 240)];
    });
}

std::vector<std::shared_ptr<const Logo>> make_logos() {
    return {
        logo_of([](int, int) { return 0; }),
        logo_of([](int, int) { return 60; }),
        logo_of([](int, int) { return 255; }),
        logo_of([](int, int) { return 190; }),
        noise(6),
        noise(15),
        noise(120),
        logo_of([](int x, int y) { return (x + y) * 0.53; }),
        logo_of([](int x, int y) { return 255 - std::hypot(x - 120, y - 120) * 2; }),
        // Like a photograph: soft shapes of all brightnesses.
        logo_of([](int x, int y) {
            return 127 + 60 * std::sin(x / 37.0) + 45 * std::sin(y / 23.0) +
                   35 * std::sin((x + 2 * y) / 17.0);
        }),
    };
}

struct Placement {
    Symbol symbol;
    Picture picture;
    std::string content;
    double used;  // of the error correction, in the block that suffers most
};

class Placements {
  public:
    Placement make(std::size_t size_class, std::size_t level, bool near_the_edge) {
        for (int attempt = 0;; ++attempt) {
            const auto placement = try_to_make(size_class, static_cast<ErrorLevel>(level));
            if (!placement) continue;
            const bool is_near = placement->used > 0.7 && placement->used < 1.4;
            if (!near_the_edge || is_near || attempt > 40) return *placement;
        }
    }

  private:
    // nullopt if it covers function patterns, which the budget does not speak of.
    std::optional<Placement> try_to_make(std::size_t size_class, ErrorLevel level) {
        Picture picture{.size = ModuleScale{3 + dice_.below(4)}};
        picture.logo = logos_[static_cast<std::size_t>(dice_.below(static_cast<int>(logos_.size())))];
        picture.logo_placement.size = dice_.between(size_classes[size_class], size_classes[size_class + 1]);
        picture.logo_placement.padding = dice_.between(0, 1.5);
        if (dice_.below(2) == 0) {
            picture.logo_placement.x = dice_.between(15, 90);
            picture.logo_placement.y = dice_.between(15, 90);
        }
        const std::string content = test::letters(static_cast<std::size_t>(5 + dice_.below(60)), seed_++);
        const Symbol symbol = encode(content, {.level = level, .min_version = 2 + dice_.below(24)});
        if (logo_covers_function_patterns(symbol, picture)) return std::nullopt;
        double used = 0;
        for (const BlockErrors& block : count_errors(symbol, seen_under_logo(symbol, picture))) {
            used = std::max(used, static_cast<double>(block.wrong) / block.correctable);
        }
        return Placement{symbol, picture, content, used};
    }

    const std::vector<std::shared_ptr<const Logo>> logos_ = make_logos();
    Dice dice_{1};
    std::uint32_t seed_ = 1;
};

bool is_read(const Placement& placement) {
    return test::read_with_zxing(test::to_image(draw_pixels(placement.symbol, placement.picture))) ==
           placement.content;
}

struct Tally {
    int placements = 0;
    int predicted = 0;
    int read = 0;
    int disagreements = 0;

    void add(bool is_predicted, bool was_read) {
        ++placements;
        predicted += is_predicted;
        read += was_read;
        disagreements += is_predicted != was_read;
    }
};

void print_row(const char* name, const std::string& level, const Tally& tally) {
    std::printf("%-12s %-5s %10d %10d %10d %13d\n", name, level.c_str(), tally.placements, tally.predicted,
                tally.read, tally.disagreements);
}

TEST(LogoAgreementTest, TheBudgetPredictsWhatADecoderReads) {
    Placements all;
    std::array<std::array<Tally, levels>, classes> table;
    Tally near_the_edge;
    Tally total;
    for (std::size_t i = 0; i < placements; ++i) {
        const std::size_t size_class = i % classes;
        const std::size_t level = i / classes % levels;
        const Placement placement = all.make(size_class, level, i % 3 == 0);
        const bool predicted = placement.used <= 1;
        const bool read = is_read(placement);
        table[size_class][level].add(predicted, read);
        total.add(predicted, read);
        if (placement.used > 0.7 && placement.used < 1.4) near_the_edge.add(predicted, read);
    }

    std::printf("%-12s %-5s %10s %10s %10s %13s\n", "logo size", "level", "placements", "predicted", "read",
                "disagreements");
    for (std::size_t size_class = 0; size_class < classes; ++size_class) {
        const std::string name = std::to_string(size_classes[size_class]) + " to " +
                                 std::to_string(size_classes[size_class + 1]) + " %";
        for (std::size_t level = 0; level < levels; ++level) {
            print_row(name.c_str(), std::string(1, to_char(static_cast<ErrorLevel>(level))),
                      table[size_class][level]);
        }
    }
    print_row("near budget", "", near_the_edge);
    print_row("all", "", total);

    EXPECT_GE(total.placements, 500);
    EXPECT_GE(near_the_edge.placements, total.placements / 4) << "too many placements are clear from afar";
    EXPECT_GT(total.predicted, total.placements / 4);
    EXPECT_LT(total.predicted, total.placements * 3 / 4);
    EXPECT_LE(200 * total.disagreements, total.placements) << "the budget must be right in 99.5 %";
}

}  // namespace
}  // namespace qrgen::qr
