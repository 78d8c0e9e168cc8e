// SPDX-License-Identifier: MIT
#include "core/qr/verify/measures.hpp"

#include <gtest/gtest.h>

#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

struct Measured {
    double contrast;
    double quiet_zone;
    double module_pixels;
};

Measured measure(const Image& picture, SymbolKind kind, const Corners& corners) {
    const Luminance luminance(picture);
    const SymbolGrid grid = find_grid(luminance, kind, corners);
    const ModuleSamples samples(luminance, grid);
    return {measure_contrast(samples), measure_quiet_zone(luminance, grid, samples.threshold()),
            measure_module_pixels(luminance, grid)};
}

// With the symbol where draw() puts it.
Measured measure(const Image& picture, const Drawing& drawing, const Symbol& symbol) {
    const double first = drawing.module * drawing.quiet;
    const double last = drawing.module * (drawing.quiet + symbol.size());
    return measure(picture, symbol.kind(), {Point{first, first}, {last, first}, {last, last}, {first, last}});
}

Measured measure(const Symbol& symbol, const Drawing& drawing) {
    return measure(draw(symbol, drawing), drawing, symbol);
}

TEST(Measures, ContrastIsTheDifferenceOfLumas) {
    const Symbol symbol = qr_symbol("contrast");
    EXPECT_DOUBLE_EQ(measure(symbol, {}).contrast, 1);
    EXPECT_DOUBLE_EQ(measure(symbol, {.dark = 51, .light = 204}).contrast, 0.6);
    EXPECT_NEAR(measure(symbol, {.dark = 100, .light = 126}).contrast, 0.1, 0.001);
}

TEST(Measures, ContrastIgnoresFewModulesOfOtherColours) {
    const Symbol symbol = qr_symbol("contrast", ErrorLevel::high, 5);
    const Drawing drawing{.dark = 80, .light = 200};
    Image picture = draw(symbol, drawing);
    paste(picture, blank(30, 30, 255), 100, 100);
    paste(picture, blank(30, 30, 0), 130, 100);
    EXPECT_NEAR(measure(picture, drawing, symbol).contrast, 120 / 255.0, 0.006);
}

TEST(Measures, QuietZoneEndsAtThePicturesEdge) {
    for (const int module : {1, 2, 3, 7, 40}) {
        for (const int quiet : {0, 1, 2, 4, 9}) {
            const Drawing drawing{.module = module, .quiet = quiet};
            EXPECT_NEAR(measure(qr_symbol("quiet"), drawing).quiet_zone, quiet, 1e-9)
                << module << " " << quiet;
        }
    }
}

TEST(Measures, QuietZoneIsLookedForUpToTenModules) {
    EXPECT_DOUBLE_EQ(measure(qr_symbol("quiet"), {.quiet = 15}).quiet_zone, 10);
}

TEST(Measures, QuietZoneEndsAtAnythingDarkOnAnySide) {
    const Drawing drawing{.module = 6, .quiet = 8};
    const Symbol symbol = qr_symbol("quiet");
    const Image picture = draw(symbol, drawing);
    const int middle = picture.width / 2;
    const int far = picture.width - 1;
    const auto with_bar = [&](int x, int y, int width, int height) {
        Image changed = picture;
        paste(changed, blank(width, height, 0), x, y);
        return measure(changed, drawing, symbol).quiet_zone;
    };
    EXPECT_NEAR(with_bar(middle, 48 - 18 - 6, 20, 6), 3, 1e-9);         // above
    EXPECT_NEAR(with_bar(middle, far - 48 + 1 + 12, 20, 6), 2, 1e-9);   // below
    EXPECT_NEAR(with_bar(48 - 6 - 6, middle, 6, 20), 1, 1e-9);          // to the left
    EXPECT_NEAR(with_bar(far - 48 + 1 + 21, middle, 1, 20), 3.5, 0.1);  // to the right, a thin line
    EXPECT_NEAR(with_bar(middle, 48 - 6, 20, 6), 0, 1e-9);              // touching
    EXPECT_DOUBLE_EQ(with_bar(0, 0, 12, 12), 8);                        // in the corner it does not matter
    EXPECT_DOUBLE_EQ(with_bar(middle, 30, 1, 1), 8);                    // nor does a speck
}

TEST(Measures, ModulePixelsAreThoseOfTheNarrowestModule) {
    const Symbol symbol = qr_symbol("pixels", ErrorLevel::medium, 3);
    for (const int module : {1, 2, 5, 16}) {
        EXPECT_DOUBLE_EQ(measure(symbol, {.module = module}).module_pixels, module);
    }
    EXPECT_DOUBLE_EQ(measure(micro_symbol("1", ErrorLevel::low, 2), {.module = 4}).module_pixels, 4);
}

Measured measure_resized(const Symbol& symbol, int width) {
    const Image resized = resized_roughly(draw(symbol, {.module = 6}), width);
    const double unit = static_cast<double>(width) / (symbol.size() + 8);
    const double first = 4 * unit;
    const double last = (4 + symbol.size()) * unit;
    return measure(resized, SymbolKind::qr,
                   {Point{first, first}, {last, first}, {last, last}, {first, last}});
}

TEST(Measures, ModulePixelsOfABadlyResizedPictureAreFewer) {
    const Symbol symbol = qr_symbol("pixels", ErrorLevel::medium, 3);
    EXPECT_DOUBLE_EQ(measure_resized(symbol, (symbol.size() + 8) * 5 / 2).module_pixels, 2);
}

TEST(Measures, QuietZoneDoesNotEndAtTheRaggedEdgeOfABadlyResizedSymbol) {
    const Symbol symbol = qr_symbol("ragged", ErrorLevel::medium, 4);
    for (int width = 90; width <= 150; ++width) {
        EXPECT_NEAR(measure_resized(symbol, width).quiet_zone, 4, 0.4) << width;
    }
}

}  // namespace
}  // namespace qrgen::qr
