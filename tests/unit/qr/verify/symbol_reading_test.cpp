// SPDX-License-Identifier: MIT
#include "core/qr/verify/symbol_reading.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "core/qr/symbol/codewords.hpp"
#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

constexpr Drawing drawing{.module = 6};

ModuleSamples samples_of(const Symbol& symbol, const Image& picture) {
    const double first = drawing.module * drawing.quiet;
    const double last = drawing.module * (drawing.quiet + symbol.size());
    const Luminance luminance(picture);
    return {luminance, find_grid(luminance, symbol.kind(),
                                 {Point{first, first}, {last, first}, {last, last}, {first, last}})};
}

ModuleSamples samples_of(const Symbol& symbol) {
    return samples_of(symbol, draw(symbol, drawing));
}

double least_modulation(const SymbolReading& reading, int block) {
    double least = 1;
    for (const CodewordModulation& codeword : reading.codewords) {
        if (codeword.block == block) least = std::min(least, codeword.modulation);
    }
    return least;
}

TEST(SymbolReading, OfAnUnharmedSymbolHasNoErrors) {
    for (const ErrorLevel level :
         {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
        for (const int version : {1, 6, 21}) {
            const Symbol symbol = qr_symbol("1", level, version);
            const auto reading = read_symbol(samples_of(symbol));
            ASSERT_TRUE(reading);
            EXPECT_EQ(reading->level, level);
            EXPECT_EQ(reading->blocks.size(), block_sizes(version, level).size());
            for (const BlockErrors& block : reading->blocks) EXPECT_EQ(block.wrong, 0);
            for (const CodewordModulation& codeword : reading->codewords)
                EXPECT_DOUBLE_EQ(codeword.modulation, 1);
        }
    }
}

TEST(SymbolReading, CountsTheWrongCodewordsOfEachBlock) {
    const Symbol symbol = qr_symbol("count me", ErrorLevel::high, 8);
    std::vector<Place> wrong = modules_of_block(symbol, 1, 3);
    const std::vector<Place> more = modules_of_block(symbol, 4, 7);
    wrong.insert(wrong.end(), more.begin(), more.end());
    const auto reading = read_symbol(samples_of(with_wrong(symbol, wrong)));
    ASSERT_TRUE(reading);
    const std::vector<BlockSize> sizes = block_sizes(8, ErrorLevel::high);
    ASSERT_EQ(reading->blocks.size(), sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        EXPECT_EQ(reading->blocks[i].wrong, i == 1 ? 3 : i == 4 ? 7 : 0) << "block " << i;
        EXPECT_EQ(reading->blocks[i].correctable, sizes[i].correctable());
    }
}

TEST(SymbolReading, ReachesExactlyAsFarAsTheErrorCorrection) {
    const Symbol symbol = qr_symbol("to the limit", ErrorLevel::medium, 5);
    const int limit = block_sizes(5, ErrorLevel::medium)[1].correctable();
    const auto last = read_symbol(samples_of(with_wrong(symbol, modules_of_block(symbol, 1, limit))));
    ASSERT_TRUE(last);
    EXPECT_EQ(last->blocks[1].wrong, limit);
    const auto beyond = read_symbol(samples_of(with_wrong(symbol, modules_of_block(symbol, 1, limit + 1))));
    EXPECT_FALSE(beyond);
}

TEST(SymbolReading, TellsHowWellModulesCanBeToldApart) {
    const Symbol symbol = qr_symbol("modulation", ErrorLevel::high, 8);
    const Place place = modules_of_block(symbol, 2, 1).front();
    // From where it should be, a quarter of the way to the other side: half as far from the middle as others.
    const bool is_dark = symbol.is_dark(place.x, place.y);
    const Image picture = relevelled(draw(symbol, drawing), [&](int x, int y, int level) {
        const bool is_there =
            x / drawing.module - drawing.quiet == place.x && y / drawing.module - drawing.quiet == place.y;
        return !is_there ? level : is_dark ? 64 : 191;
    });
    const auto reading = read_symbol(samples_of(symbol, picture));
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->blocks[2].wrong, 0);
    EXPECT_NEAR(least_modulation(*reading, 2), 0.5, 0.01);
    EXPECT_DOUBLE_EQ(least_modulation(*reading, 1), 1);
}

TEST(SymbolReading, GivesAWrongModuleANegativeModulation) {
    const Symbol symbol = qr_symbol("modulation", ErrorLevel::high, 8);
    const auto reading = read_symbol(samples_of(with_wrong(symbol, modules_of_block(symbol, 0, 1))));
    ASSERT_TRUE(reading);
    EXPECT_NEAR(least_modulation(*reading, 0), -1, 0.01);
}

int differences(const Symbol& a, const Symbol& b) {
    int count = 0;
    for (int y = 0; y < a.size(); ++y) {
        for (int x = 0; x < a.size(); ++x) count += a.is_dark(x, y) != b.is_dark(x, y) ? 1 : 0;
    }
    return count;
}

TEST(SymbolReading, ManagesUnevenLight) {
    const Symbol symbol = qr_symbol("in the shade", ErrorLevel::medium, 7);
    const Image picture = draw(symbol, drawing);
    const Image shaded = relevelled(picture, [&](int x, int, int level) {
        return (level == 0 ? 90 : 240) * (4 * picture.width - 3 * x) / (4 * picture.width);
    });
    const ModuleSamples samples = samples_of(symbol, shaded);
    EXPECT_GT(differences(samples.by_global_threshold(), symbol), 100);
    EXPECT_EQ(differences(samples.by_local_threshold(), symbol), 0);
    const auto reading = read_symbol(samples);
    ASSERT_TRUE(reading);
    for (const BlockErrors& block : reading->blocks) EXPECT_EQ(block.wrong, 0);
}

TEST(SymbolReading, OfMicroQrTellsTheFormatAlone) {
    const Symbol symbol = micro_symbol("12345", ErrorLevel::medium, 3);
    const auto reading = read_symbol(samples_of(symbol));
    ASSERT_TRUE(reading);
    EXPECT_EQ(reading->level, ErrorLevel::medium);
    EXPECT_TRUE(reading->blocks.empty());
}

}  // namespace
}  // namespace qrgen::qr
