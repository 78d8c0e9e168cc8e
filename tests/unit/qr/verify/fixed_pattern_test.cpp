// SPDX-License-Identifier: MIT
#include "core/qr/verify/fixed_pattern.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "core/qr/symbol/module_role.hpp"
#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

void expect_as_in(const Symbol& symbol) {
    const FixedPattern fixed(symbol.kind(), symbol.version());
    for (const FixedModule& module : fixed.modules()) {
        ASSERT_EQ(symbol.is_dark(module.x, module.y), module.dark)
            << version_name(symbol.kind(), symbol.version()) << " " << module.x << " " << module.y;
    }
    for (const FixedEdge& edge : fixed.edges()) {
        const int x = static_cast<int>(std::floor(edge.x));
        const int y = static_cast<int>(std::floor(edge.y));
        const bool before = edge.is_vertical ? symbol.is_dark(x - 1, y) : symbol.is_dark(x, y - 1);
        ASSERT_EQ(before, edge.dark_first);
        ASSERT_EQ(symbol.is_dark(x, y), !edge.dark_first);
    }
}

TEST(FixedPattern, IsInAllSymbols) {
    for (int version = 1; version <= 40; ++version) {
        expect_as_in(qr_symbol("12345", ErrorLevel::low, version));
        expect_as_in(qr_symbol("other", ErrorLevel::low, version));
    }
    for (int version = 1; version <= 4; ++version) {
        expect_as_in(micro_symbol("12345", ErrorLevel::low, version));
        expect_as_in(micro_symbol("99", ErrorLevel::low, version));
    }
}

std::size_t fixed_roles(SymbolKind kind, int version) {
    const ModuleRoles roles(kind, version);
    std::size_t count = 0;
    for (int y = 0; y < roles.size(); ++y) {
        for (int x = 0; x < roles.size(); ++x) {
            const ModuleRole role = roles.at(x, y);
            count += role == ModuleRole::finder || role == ModuleRole::separator ||
                             role == ModuleRole::timing || role == ModuleRole::alignment
                         ? 1U
                         : 0U;
        }
    }
    return count;
}

TEST(FixedPattern, IsComplete) {
    for (const int version : {1, 2, 7, 32, 40}) {
        EXPECT_EQ(FixedPattern(SymbolKind::qr, version).modules().size(),
                  fixed_roles(SymbolKind::qr, version));
    }
    EXPECT_EQ(FixedPattern(SymbolKind::micro, 1).modules().size(), fixed_roles(SymbolKind::micro, 1));
}

TEST(FixedPattern, HasTheEdgesOfTheTimingPatternsAndNotOfFinderCorners) {
    const FixedPattern fixed(SymbolKind::qr, 1);
    int timing = 0;
    for (const FixedEdge& edge : fixed.edges()) {
        if (edge.is_vertical && edge.y == 6.5) ++timing;
        const bool is_finder_row = edge.y < 7 || edge.y > 14;
        if (edge.is_vertical && is_finder_row && edge.y != 6.5) {
            const double from_middle = std::abs(edge.y - (edge.y < 7 ? 3.5 : 17.5));
            EXPECT_LE(from_middle, 1);
        }
    }
    EXPECT_EQ(timing, 6);  // of five modules between separators: light, dark, light, dark, light, dark, light
}

}  // namespace
}  // namespace qrgen::qr
