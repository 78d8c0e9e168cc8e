// SPDX-License-Identifier: MIT
//
// What PDF and EPS have in common, seen by Poppler and Ghostscript.
#include "core/qr/formats/page.hpp"

#include <cmath>
#include <functional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/eps.hpp"
#include "core/qr/formats/pdf.hpp"
#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/module_role.hpp"
#include "tests/support/command.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/print_reader.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr int scale = 4;  // CSS pixels per module in these tests
constexpr int border = 4;
constexpr Colour cream{0xFF, 0xF4, 0xCC};
constexpr Colour navy{0x00, 0x00, 0x80};
constexpr Colour rust{0xB0, 0x40, 0x00};

struct PrintFormat {
    const char* name;
    std::string (*render)(const Symbol&, const Picture&);
    test::Image (*rasterise)(std::string_view file, int dpi);
};

void PrintTo(const PrintFormat& format, std::ostream* out) {
    *out << format.name;
}

class PageTest : public ::testing::TestWithParam<PrintFormat> {
  protected:
    std::string render(Picture picture) const {
        picture.size = ModuleScale{scale};
        return GetParam().render(symbol_, picture);
    }

    test::Image rasterise(const Picture& picture) const {
        return GetParam().rasterise(render(picture), css_dpi);
    }

    // `expected` is asked for each module of the symbol and quiet zone, and the pixels around its centre
    // looked at.
    void expect_modules(const Picture& picture, int tolerance,
                        const std::function<Colour(int x, int y)>& expected) const {
        const test::Image image = rasterise(picture);
        const int units = symbol_.size() + 2 * border;
        ASSERT_EQ(image.width, scale * units);
        ASSERT_EQ(image.height, scale * units);
        for (int y = -border; y < symbol_.size() + border; ++y) {
            for (int x = -border; x < symbol_.size() + border; ++x) {
                const Colour wanted = expected(x, y);
                for (const int offset : {1, 2}) {
                    const Colour seen =
                        image.at(scale * (x + border) + offset, scale * (y + border) + offset);
                    ASSERT_LE(difference(seen, wanted), tolerance)
                        << x << ',' << y << ": " << to_string(seen) << " for " << to_string(wanted);
                }
            }
        }
    }

    static int difference(Colour a, Colour b) {
        return std::max({std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
    }

    static Colour mix(Colour a, Colour b, double share) {
        const auto channel = [&](int from, int to) {
            return static_cast<std::uint8_t>(std::lround(from + (to - from) * share));
        };
        return {channel(a.red, b.red), channel(a.green, b.green), channel(a.blue, b.blue),
                channel(a.alpha, b.alpha)};
    }

    // Of a symbol with a gradient whose share of the end colour at a module's centre is known.
    void expect_gradient(const Picture& picture,
                         const std::function<double(double x, double y)>& share) const {
        const ModuleRoles roles(SymbolKind::qr, symbol_.version());
        expect_modules(picture, 6, [&](int x, int y) {
            if (!symbol_.is_dark(x, y)) return picture.back;
            if (roles.at(x, y) == ModuleRole::finder) return blend(picture.fill, picture.back);
            const double at = share(x + 0.5, y + 0.5);
            return blend(mix(picture.fill, picture.gradient->end, at), picture.back);
        });
    }

    const Symbol symbol_ = encode("https://example.com/", {.min_version = 7});
};

TEST_P(PageTest, shows_every_module) {
    const Picture picture{.fill = navy, .back = cream};
    expect_modules(picture, 1, [&](int x, int y) { return symbol_.is_dark(x, y) ? navy : cream; });
}

TEST_P(PageTest, transparent_background_is_paper) {
    const Picture picture{.fill = navy, .back = transparent};
    expect_modules(picture, 1, [&](int x, int y) { return symbol_.is_dark(x, y) ? navy : white; });
}

TEST_P(PageTest, linear_gradient) {
    const Picture picture{.fill = navy, .back = cream, .gradient = Gradient{.end = rust}};
    expect_gradient(picture, [&](double x, double) { return x / symbol_.size(); });
}

TEST_P(PageTest, gradient_downwards) {
    const Picture picture{.fill = navy, .back = cream, .gradient = Gradient{.end = rust, .angle = 90}};
    expect_gradient(picture, [&](double, double y) { return y / symbol_.size(); });
}

TEST_P(PageTest, radial_gradient) {
    const Picture picture{
        .fill = navy, .back = cream, .gradient = Gradient{.kind = GradientKind::radial, .end = rust}};
    const double half = symbol_.size() / 2.0;
    expect_gradient(
        picture, [&](double x, double y) { return std::hypot(x - half, y - half) / std::hypot(half, half); });
}

TEST_P(PageTest, logo_stands_upright_in_its_place) {
    // Red and green above, blue and yellow below.
    Image pixels = test::plain(40, 40, 0xFF0000FF);
    const auto paint = [&](int left, int top, Colour colour) {
        for (int y = top; y < top + 20; ++y) {
            for (int x = left; x < left + 20; ++x) {
                std::uint8_t* pixel = pixels.pixel(x, y);
                pixel[0] = colour.red;
                pixel[1] = colour.green;
                pixel[2] = colour.blue;
                pixel[3] = colour.alpha;
            }
        }
    };
    const Colour green{0, 160, 0};
    const Colour blue{0, 0, 255};
    const Colour half_yellow{255, 255, 0, 128};
    paint(20, 0, green);
    paint(0, 20, blue);
    paint(20, 20, half_yellow);
    const Picture picture{.back = cream, .logo = Logo::from_bytes(test::to_png(pixels))};

    const test::Image image = rasterise(picture);
    const int centre = image.width / 2;
    const int quarter = symbol_.size() * scale / 20;  // the logo takes a fifth of the symbol
    const auto seen = [&](int x, int y) { return image.at(centre + x * quarter, centre + y * quarter); };
    EXPECT_LE(difference(seen(-1, -1), {255, 0, 0}), 1);
    EXPECT_LE(difference(seen(1, -1), green), 1);
    EXPECT_LE(difference(seen(-1, 1), blue), 1);
    EXPECT_LE(difference(seen(1, 1), blend(half_yellow, cream)), 2);
    EXPECT_EQ(image.at(centre + 2 * quarter + scale / 2, centre), cream);  // cleared for padding
}

// Ghostscript's share of the page for each of the four inks.
std::string ink_coverage(std::string_view file) {
    return test::run("gs -q -dSAFER -dBATCH -dNOPAUSE -dEPSCrop -sDEVICE=inkcov -sOutputFile=- {}", file);
}

TEST_P(PageTest, black_in_black_ink_alone_if_wanted) {
    constexpr const char* black_only = " 0\\.00000 +0\\.00000 +0\\.00000 +0\\.[1-9][0-9]+ CMYK OK\n";
    EXPECT_THAT(ink_coverage(render(Picture{.pure_black_ink = true})), MatchesRegex(black_only));
    EXPECT_THAT(ink_coverage(render(Picture{.back = transparent, .pure_black_ink = true})),
                MatchesRegex(black_only));
    EXPECT_THAT(ink_coverage(render(Picture{.gradient = Gradient{.end = white}, .pure_black_ink = true})),
                MatchesRegex(black_only));
    EXPECT_THAT(ink_coverage(render(Picture{})), ::testing::Not(MatchesRegex(black_only)));
}

TEST_P(PageTest, other_colours_stay_as_they_are_beside_black_ink) {
    Picture picture{.finder = rust, .pure_black_ink = true};
    const ModuleRoles roles(SymbolKind::qr, symbol_.version());
    const auto is_finder = [&](int x, int y) {
        return symbol_.is_dark(x, y) && roles.at(x, y) == ModuleRole::finder;
    };
    const test::Image image = rasterise(picture);
    EXPECT_TRUE(is_finder(0, 0));
    EXPECT_LE(difference(image.at(scale * border + 2, scale * border + 2), rust), 1);
}

TEST_P(PageTest, same_input_same_bytes) {
    const Picture picture{.gradient = Gradient{.end = rust}, .module_shape = ModuleShape::connected};
    EXPECT_EQ(render(picture), render(picture));
}

TEST_P(PageTest, too_large_for_a_page) {
    const auto render_at = [&](int module) {
        return GetParam().render(symbol_, Picture{.size = ModuleScale{module}});
    };
    EXPECT_NO_THROW(render_at(360));  // 53 modules of 360 × 0.75 points are 14310 points
    try {
        render_at(370);
        FAIL() << "was not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "size");
        EXPECT_THAT(error.message(), HasSubstr("5080 mm"));
        EXPECT_THAT(error.message(), HasSubstr("5188 mm"));
    }
    EXPECT_THROW(render_at(2'000'000'000), Error);
}

TEST_P(PageTest, as_large_as_asked_for) {
    const auto file = [&](double width, LengthUnit unit) {
        return GetParam().render(symbol_, Picture{.size = PhysicalWidth{width, unit}});
    };
    const std::string name = GetParam().name;
    const auto box = [&](const char* side) {
        const std::string sides = std::string("0 0 ") + side + " " + side;
        return name == "pdf" ? "/MediaBox [" + sides + "]" : "%%HiResBoundingBox: " + sides + "\n";
    };
    EXPECT_THAT(file(1, LengthUnit::inch), HasSubstr(box("72")));
    EXPECT_THAT(file(30, LengthUnit::millimetre), HasSubstr(box("85.0394")));
    EXPECT_THAT(file(2.54, LengthUnit::centimetre), HasSubstr(box("72")));
    EXPECT_THAT(GetParam().render(symbol_, Picture{.size = PixelWidth{250}}), HasSubstr(box("187.5")));
    EXPECT_THAT(GetParam().render(symbol_, Picture{.size = PixelWidth{250}, .dpi = 300}),
                HasSubstr(box("60")));
}

INSTANTIATE_TEST_SUITE_P(Formats, PageTest,
                         ::testing::Values(PrintFormat{"pdf", render_pdf, test::rasterise_pdf},
                                           PrintFormat{"eps", render_eps, test::rasterise_eps}),
                         [](const auto& parameter) { return parameter.param.name; });

}  // namespace
}  // namespace qrgen::qr
