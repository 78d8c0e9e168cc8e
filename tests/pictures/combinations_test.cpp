// SPDX-License-Identifier: MIT
//
// Every combination of format, error level, module shape, finder shape and logo, and with them every pair of
// values of all other properties of a picture, decoded by zxing to exactly its content.
#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/format.hpp"
#include "core/qr/formats/png_pixels.hpp"
#include "core/qr/images/read_image.hpp"
#include "core/qr/picture/logo_fit.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/image.hpp"
#include "tests/support/qr_reader.hpp"

namespace qrgen::qr {
namespace {

// The properties of a picture; a plan has one value of each, counted from 0.
enum Property { format, level, shape, finder, logo, gradient, colours, caption, frame, content, scale };
constexpr std::array<int, 11> value_counts{8, 4, 4, 3, 3, 3, 5, 3, 3, 5, 3};
constexpr std::size_t crossed = 5;  // of the first ones every combination is made

using Plan = std::array<int, value_counts.size()>;
using Pair = std::array<int, 4>;  // property and value, twice

std::vector<Pair> pairs_of(const Plan& plan) {
    std::vector<Pair> pairs;
    for (int a = 0; a < static_cast<int>(plan.size()); ++a) {
        for (int b = a + 1; b < static_cast<int>(plan.size()); ++b) {
            pairs.push_back({a, plan[static_cast<std::size_t>(a)], b, plan[static_cast<std::size_t>(b)]});
        }
    }
    return pairs;
}

// Of some random completions the one with most pairs that are new.
Plan complete(Plan plan, const std::set<Pair>& seen, std::mt19937& random) {
    Plan best = plan;
    int most = -1;
    for (int attempt = 0; attempt < 8; ++attempt) {
        for (std::size_t i = crossed; i < plan.size(); ++i) {
            plan[i] = static_cast<int>(random() % static_cast<unsigned>(value_counts[i]));
        }
        int fresh = 0;
        for (const Pair& pair : pairs_of(plan)) fresh += !seen.contains(pair);
        if (fresh <= most) continue;
        most = fresh;
        best = plan;
    }
    return best;
}

std::vector<Plan> make_plans() {
    std::mt19937 random(1);
    std::vector<Plan> plans;
    std::set<Pair> seen;
    int combinations = 1;
    for (std::size_t i = 0; i < crossed; ++i) combinations *= value_counts[i];
    for (int number = 0; number < combinations; ++number) {
        Plan plan{};
        int rest = number;
        for (std::size_t i = 0; i < crossed; ++i) {
            plan[i] = rest % value_counts[i];
            rest /= value_counts[i];
        }
        plan = complete(plan, seen, random);
        for (const Pair& pair : pairs_of(plan)) seen.insert(pair);
        plans.push_back(plan);
    }
    return plans;
}

std::size_t count_all_pairs() {
    std::size_t count = 0;
    for (std::size_t a = 0; a < value_counts.size(); ++a) {
        for (std::size_t b = a + 1; b < value_counts.size(); ++b) {
            count += static_cast<std::size_t>(value_counts[a] * value_counts[b]);
        }
    }
    return count;
}

constexpr std::array<const char*, 8> format_list{"png", "svg", "jpeg", "webp", "pdf", "eps", "sixel", "kitty"};

// A disc in two colours on nothing, as PNG and as SVG.
std::shared_ptr<const Logo> disc_logo(bool as_svg) {
    const std::string svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 60 60\"><circle cx=\"30\" cy=\"30\" r=\"30\" "
        "fill=\"#C00000\"/><circle cx=\"30\" cy=\"30\" r=\"18\" fill=\"#FFE0A0\"/></svg>";
    return Logo::from_bytes(as_svg ? svg : write_png(read_image(svg, {.vector_width = 120}), std::nullopt));
}

std::string content_of(int number, std::uint32_t seed) {
    switch (number) {
        case 0: return "https://example.com/" + std::to_string(seed);
        case 1: return "Größe 漢字 😀 " + test::letters(20, seed);
        case 2: return std::string(90, static_cast<char>('0' + seed % 10)) + "7";
        case 3: return test::letters(150, seed);
        default: return "WIFI:T:WPA;S:Guests;P:pass\\;word;;";
    }
}

void colour(Picture& picture, int number, std::string_view format_name) {
    const bool alpha = format_name != "jpeg" && format_name != "sixel";
    switch (number) {
        case 0: return;
        case 1:
            picture.fill = {0x0B, 0x3D, 0x91};
            picture.back = {0xFF, 0xF4, 0xD6};
            return;
        case 2:
            if (alpha) picture.back = transparent;
            picture.finder = Colour{0x80, 0, 0};
            return;
        case 3:
            picture.data_dark = Colour{0x20, 0x60, 0x20};
            picture.data_light = Colour{0xE8, 0xF8, 0xE8};
            return;
        default: picture.alignment = Colour{0x60, 0, 0x60}; return;
    }
}

Picture picture_of(const Plan& plan, std::string_view format_name) {
    static const std::array<std::shared_ptr<const Logo>, 2> logos{disc_logo(false), disc_logo(true)};
    Picture picture;
    picture.size = ModuleScale{4 + 2 * plan[scale]};
    picture.module_shape = static_cast<ModuleShape>(plan[shape]);
    picture.finder_shape = static_cast<FinderShape>(plan[finder]);
    colour(picture, plan[colours], format_name);
    if (plan[gradient] > 0) {
        picture.gradient = Gradient{.kind = static_cast<GradientKind>(plan[gradient] - 1),
                                    .end = {0x70, 0x10, 0x50},
                                    .angle = 30 * plan[scale]};
    }
    if (plan[logo] > 0) {
        picture.logo = logos[static_cast<std::size_t>(plan[logo] - 1)];
        picture.logo_placement.size = 10 + 5 * plan[logo];
    }
    if (plan[caption] > 0) {
        picture.caption = Caption{.text = "Scan me, then read this longer line of text",
                                  .side = static_cast<CaptionSide>(plan[caption] - 1)};
    }
    picture.frame.shape = static_cast<FrameShape>(plan[frame]);
    return picture;
}

test::Image on_white(const Image& pixels) {
    test::Image image(pixels.width, pixels.height, white);
    for (int y = 0; y < pixels.height; ++y) {
        for (int x = 0; x < pixels.width; ++x) {
            const std::uint8_t* const pixel = pixels.pixel(x, y);
            image.at(x, y) = blend({pixel[0], pixel[1], pixel[2], pixel[3]}, white);
        }
    }
    return image;
}

std::string described(const Plan& plan) {
    std::string text = format_list[static_cast<std::size_t>(plan[format])];
    for (const int value : plan) text += " " + std::to_string(value);
    return text;
}

TEST(CombinationsTest, have_every_pair_of_values) {
    std::set<Pair> seen;
    for (const Plan& plan : make_plans()) {
        for (const Pair& pair : pairs_of(plan)) seen.insert(pair);
    }
    EXPECT_EQ(seen.size(), count_all_pairs());
}

TEST(CombinationsTest, scan_to_exactly_their_content) {
    std::map<std::string, int> read;
    std::uint32_t seed = 0;
    for (const Plan& plan : make_plans()) {
        SCOPED_TRACE(described(plan));
        const Format& chosen = *find_format(format_list[static_cast<std::size_t>(plan[format])]);
        const std::string text = content_of(plan[content], ++seed);
        const Picture picture = picture_of(plan, chosen.name);
        const Symbol symbol = encode_for(picture, text, {.level = static_cast<ErrorLevel>(plan[level])});
        const std::string bytes = chosen.render(symbol, picture);
        const auto found = test::read_with_zxing(on_white(read_image(bytes)));
        EXPECT_EQ(found, text);
        read[std::string(chosen.name)] += found == text;
    }
    int total = 0;
    for (const auto& [name, count] : read) {
        std::printf("%-6s %4d pictures read\n", name.c_str(), count);
        total += count;
    }
    std::printf("total  %4d\n", total);
    EXPECT_GE(total, 1000);
}

}  // namespace
}  // namespace qrgen::qr
