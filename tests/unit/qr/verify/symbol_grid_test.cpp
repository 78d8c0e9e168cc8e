// SPDX-License-Identifier: MIT
#include "core/qr/verify/symbol_grid.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

Corners upright(const Symbol& symbol, const Drawing& drawing, double off = 0) {
    const double first = drawing.module * drawing.quiet + off;
    const double last = drawing.module * (drawing.quiet + symbol.size()) + off;
    return {Point{first, first}, {last, first}, {last, last}, {first, last}};
}

double farthest(const Corners& a, const Corners& b) {
    double most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::hypot(a[i].x - b[i].x, a[i].y - b[i].y));
    return most;
}

TEST(SymbolGrid, FindsEveryVersionFromItsCorners) {
    const Drawing drawing{.module = 3};
    for (int version = 1; version <= 40; ++version) {
        const Symbol symbol = qr_symbol("1", ErrorLevel::low, version);
        const SymbolGrid grid =
            find_grid(Luminance(draw(symbol, drawing)), SymbolKind::qr, upright(symbol, drawing));
        EXPECT_EQ(grid.version, version);
        EXPECT_DOUBLE_EQ(grid.agreement, 1);
    }
    for (int version = 1; version <= 4; ++version) {
        const Symbol symbol = micro_symbol("1", ErrorLevel::low, version);
        const SymbolGrid grid =
            find_grid(Luminance(draw(symbol, drawing)), SymbolKind::micro, upright(symbol, drawing));
        EXPECT_EQ(grid.version, version);
        EXPECT_DOUBLE_EQ(grid.agreement, 1);
    }
}

TEST(SymbolGrid, PutsInaccurateCornersRight) {
    for (const int version : {2, 5, 12}) {
        const Drawing drawing{.module = 8};
        const Symbol symbol = qr_symbol("1", ErrorLevel::low, version);
        const Luminance picture(draw(symbol, drawing));
        const Corners exact = upright(symbol, drawing);
        Corners about = upright(symbol, drawing, 2);
        about[1].x -= 3;
        about[2].y += 1;
        const SymbolGrid grid = find_grid(picture, SymbolKind::qr, about);
        EXPECT_EQ(grid.version, version);
        EXPECT_LT(farthest(grid.corners, exact), 0.2) << "version " << version;  // pixels
    }
}

// There is nothing in the lower right corner to find it by, so it follows from the others.
TEST(SymbolGrid, PutsAVersionWithoutAlignmentPatternsRight) {
    const Drawing drawing{.module = 8};
    const Symbol symbol = qr_symbol("1");
    const Corners exact = upright(symbol, drawing);
    Corners about = upright(symbol, drawing, 2);
    for (const std::size_t right : {1U, 2U}) about[right].x -= 3;
    const SymbolGrid grid = find_grid(Luminance(draw(symbol, drawing)), SymbolKind::qr, about);
    EXPECT_EQ(grid.version, 1);
    EXPECT_LT(farthest(grid.corners, exact), 0.2);
}

TEST(SymbolGrid, IsUncertainWhereThereIsNoSymbol) {
    const Luminance noise(noisy(blank(200, 200, 128), 60));
    const SymbolGrid grid =
        find_grid(noise, SymbolKind::qr, {Point{20, 20}, {180, 20}, {180, 180}, {20, 180}});
    EXPECT_FALSE(grid.is_certain());
    const SymbolGrid plain =
        find_grid(Luminance(blank(50, 50)), SymbolKind::micro, {Point{5, 5}, {45, 5}, {45, 45}, {5, 45}});
    EXPECT_FALSE(plain.is_certain());
}

TEST(SymbolGrid, SurvivesCornersThatAreNone) {
    const Luminance picture(draw(qr_symbol("1")));
    const Point same{10, 10};
    for (const Corners& corners :
         {Corners{same, same, same, same}, Corners{same, {20, 20}, {30, 30}, {40, 40}}}) {
        EXPECT_FALSE(find_grid(picture, SymbolKind::qr, corners).is_certain());
    }
}

TEST(SymbolGrid, EdgeIsFoundWhereItIs) {
    const Drawing drawing{.module = 10};
    const Symbol symbol = qr_symbol("1");
    const Luminance picture(draw(symbol, drawing));
    // The grid lies half a module too far to the right, so the edge is half a module to the left of it.
    const Perspective place(symbol.size(), upright(symbol, drawing, 5));
    const FixedEdge outer{.x = 0, .y = 3, .is_vertical = true, .dark_first = false};
    const auto offset = edge_offset(picture, place, outer);
    ASSERT_TRUE(offset);
    EXPECT_NEAR(*offset, -0.5, 0.01);
    const FixedEdge opposite{.x = 0, .y = 3, .is_vertical = true, .dark_first = true};
    EXPECT_NE(edge_offset(picture, place, opposite), offset);
    EXPECT_FALSE(edge_offset(Luminance(blank(300, 300)), place, outer));
}

}  // namespace
}  // namespace qrgen::qr
