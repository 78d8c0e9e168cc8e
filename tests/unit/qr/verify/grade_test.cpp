// SPDX-License-Identifier: MIT
#include "core/qr/verify/grade.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// One block of 100 codewords of which 20 can be put right.
SymbolReading reading_with(int wrong, int dim = 0, double modulation = 1) {
    SymbolReading reading{.level = ErrorLevel::medium, .mask = 0, .blocks = {{wrong, 20}}, .codewords = {}};
    for (int i = 0; i < 100; ++i) {
        reading.codewords.push_back({0, i < wrong ? -1.0 : i < wrong + dim ? modulation : 1.0});
    }
    return reading;
}

const SymbolReading flawless = reading_with(0);

GradedFigures perfect() {
    return {.kind = SymbolKind::qr,
            .reading = &flawless,
            .contrast = 1,
            .quiet_zone = 4,
            .module_pixels = 3,
            .mirrored = false,
            .inverted = false};
}

char letter_of(const GradedFigures& figures) {
    return grade_code(figures).letter;
}

char letter_of(const SymbolReading& reading) {
    GradedFigures figures = perfect();
    figures.reading = &reading;
    return letter_of(figures);
}

TEST(Grade, IsAWithoutReasonsWhenNothingIsWrong) {
    const Grade grade = grade_code(perfect());
    EXPECT_EQ(grade.letter, 'A');
    EXPECT_THAT(grade.reasons, IsEmpty());
}

TEST(Grade, OfContrast) {
    const auto letter = [](double contrast) {
        GradedFigures figures = perfect();
        figures.contrast = contrast;
        return letter_of(figures);
    };
    EXPECT_EQ(letter(0.70), 'A');
    EXPECT_EQ(letter(0.69), 'B');
    EXPECT_EQ(letter(0.55), 'B');
    EXPECT_EQ(letter(0.54), 'C');
    EXPECT_EQ(letter(0.40), 'C');
    EXPECT_EQ(letter(0.39), 'D');
    EXPECT_EQ(letter(0.20), 'D');
    EXPECT_EQ(letter(0.19), 'F');
}

TEST(Grade, OfErrorCorrectionLeft) {
    EXPECT_EQ(letter_of(reading_with(7)), 'A');  // 65 % left
    EXPECT_EQ(letter_of(reading_with(8)), 'B');
    EXPECT_EQ(letter_of(reading_with(10)), 'B');
    EXPECT_EQ(letter_of(reading_with(11)), 'C');
    EXPECT_EQ(letter_of(reading_with(12)), 'C');
    EXPECT_EQ(letter_of(reading_with(13)), 'D');
    EXPECT_EQ(letter_of(reading_with(15)), 'D');
    EXPECT_EQ(letter_of(reading_with(16)), 'F');
}

TEST(Grade, OfTheWorstBlock) {
    SymbolReading reading = reading_with(0);
    reading.blocks = {{0, 20}, {3, 5}, {0, 20}};
    EXPECT_EQ(letter_of(reading), 'C');
}

TEST(Grade, OfModulationIsMadeUpForByErrorCorrection) {
    EXPECT_EQ(letter_of(reading_with(0, 7, 0.1)), 'A');    // few enough to be wrong
    EXPECT_EQ(letter_of(reading_with(0, 30, 0.45)), 'B');  // too many, but they reach B
    EXPECT_EQ(letter_of(reading_with(0, 30, 0.35)), 'C');
    EXPECT_EQ(letter_of(reading_with(0, 30, 0.25)), 'D');
    EXPECT_EQ(letter_of(reading_with(0, 30, 0.15)), 'F');
    EXPECT_EQ(letter_of(reading_with(0, 10, 0.15)), 'B');  // if wrong, they would leave half
}

TEST(Grade, TellsDamageOnceAndModulationIfItIsWorse) {
    GradedFigures figures = perfect();
    const SymbolReading damaged = reading_with(8);
    figures.reading = &damaged;
    EXPECT_THAT(grade_code(figures).reasons, ElementsAre(HasSubstr("damage leaves 60 %")));
    const SymbolReading dim = reading_with(0, 30, 0.45);
    figures.reading = &dim;
    EXPECT_THAT(grade_code(figures).reasons,
                ElementsAre(HasSubstr("neither clearly light nor clearly dark")));
}

TEST(Grade, OfQuietZone) {
    const auto letter = [](SymbolKind kind, double width) {
        GradedFigures figures = perfect();
        figures.kind = kind;
        figures.quiet_zone = width;
        return letter_of(figures);
    };
    EXPECT_EQ(letter(SymbolKind::qr, 3.9), 'A');  // measured to a tenth
    EXPECT_EQ(letter(SymbolKind::qr, 3.8), 'B');
    EXPECT_EQ(letter(SymbolKind::qr, 3), 'B');
    EXPECT_EQ(letter(SymbolKind::qr, 2), 'C');
    EXPECT_EQ(letter(SymbolKind::qr, 1), 'D');
    EXPECT_EQ(letter(SymbolKind::qr, 0.8), 'F');
    EXPECT_EQ(letter(SymbolKind::micro, 2), 'A');
    EXPECT_EQ(letter(SymbolKind::micro, 1), 'C');
}

TEST(Grade, OfModulePixels) {
    const auto letter = [](double pixels) {
        GradedFigures figures = perfect();
        figures.module_pixels = pixels;
        return letter_of(figures);
    };
    EXPECT_EQ(letter(3), 'A');
    EXPECT_EQ(letter(2.9), 'B');
    EXPECT_EQ(letter(2), 'B');
    EXPECT_EQ(letter(1.9), 'C');
    EXPECT_EQ(letter(1), 'C');
    EXPECT_EQ(letter(0.9), 'D');
}

TEST(Grade, OfInvertedOrMirroredCodesIsAtBestC) {
    GradedFigures figures = perfect();
    figures.inverted = true;
    EXPECT_EQ(letter_of(figures), 'C');
    figures.inverted = false;
    figures.mirrored = true;
    EXPECT_EQ(letter_of(figures), 'C');
}

TEST(Grade, OfWhatOnlyADecoderCanReadIsAtBestD) {
    GradedFigures figures = perfect();
    figures.reading = nullptr;
    EXPECT_EQ(letter_of(figures), 'D');
}

TEST(Grade, IsTheWorstAndAllReasonsAreTold) {
    GradedFigures figures = perfect();
    figures.contrast = 0.3;
    figures.quiet_zone = 3;
    figures.module_pixels = 1;
    const Grade grade = grade_code(figures);
    EXPECT_EQ(grade.letter, 'D');
    EXPECT_THAT(grade.reasons, ElementsAre("D: the contrast is 0.30 (A needs 0.70)",
                                           "B: the quiet zone is 3.0 modules wide (A needs 4)",
                                           "C: the narrowest module has 1.0 pixels (A needs 3)"));
}

}  // namespace
}  // namespace qrgen::qr
