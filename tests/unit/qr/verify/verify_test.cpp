// SPDX-License-Identifier: MIT
#include "core/qr/verify/verify.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/codewords.hpp"
#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ScannedCode scan_one(const Image& picture, Strictness strictness = Strictness::one_decoder) {
    std::vector<ScannedCode> codes = scan_codes(picture, strictness);
    EXPECT_THAT(codes, SizeIs(1));
    return codes.empty() ? ScannedCode{} : codes.front();
}

int wrong_codewords(const ScannedCode& code) {
    int sum = 0;
    for (const BlockErrors& block : code.blocks) sum += block.wrong;
    return sum;
}

TEST(ScanCodes, TellsAllOfACleanCode) {
    for (const ErrorLevel level :
         {ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile, ErrorLevel::high}) {
        for (const int version : {1, 2, 6, 7, 14, 40}) {
            const Symbol symbol = qr_symbol("clean", level, version);
            const ScannedCode code = scan_one(draw(symbol, {.module = 4}));
            EXPECT_EQ(code.content, "clean");
            EXPECT_EQ(code.kind, SymbolKind::qr);
            EXPECT_EQ(code.version, version);
            EXPECT_EQ(code.level, level);
            EXPECT_EQ(code.mask, read_format(symbol)->mask);
            EXPECT_FALSE(code.mirrored);
            EXPECT_FALSE(code.inverted);
            EXPECT_FALSE(code.sequence);
            EXPECT_THAT(code.blocks, SizeIs(block_sizes(version, level).size()));
            EXPECT_EQ(wrong_codewords(code), 0);
            EXPECT_DOUBLE_EQ(code.contrast, 1);
            EXPECT_DOUBLE_EQ(code.quiet_zone, 4);
            EXPECT_DOUBLE_EQ(code.module_pixels, 4);
            EXPECT_EQ(code.grade.letter, 'A');
            EXPECT_THAT(code.grade.reasons, IsEmpty());
        }
    }
}

TEST(ScanCodes, TellsTheKindsOfMicroQr) {
    for (int version = 1; version <= 4; ++version) {
        const ScannedCode code = scan_one(draw(micro_symbol("123", ErrorLevel::low, version), {.quiet = 2}));
        EXPECT_EQ(code.content, "123");
        EXPECT_EQ(code.kind, SymbolKind::micro);
        EXPECT_EQ(code.version, version);
        EXPECT_EQ(code.level, ErrorLevel::low);
        EXPECT_TRUE(code.mask && *code.mask >= 0 && *code.mask <= 3);
        EXPECT_THAT(code.blocks, IsEmpty());
        EXPECT_DOUBLE_EQ(code.quiet_zone, 2);
        EXPECT_EQ(code.grade.letter, 'A');
    }
}

TEST(ScanCodes, TellsTheBytesOfContentThatIsNoText) {
    EncodeOptions options;
    options.kind = ContentKind::bytes;
    const std::string bytes("\x00\xFF\x1B[31m\xC3", 8);
    EXPECT_EQ(scan_one(draw(encode(bytes, options))).content, bytes);
}

TEST(ScanCodes, CountsErrorsInEachBlock) {
    const Symbol symbol = qr_symbol("damaged", ErrorLevel::quartile, 10);
    std::vector<Place> wrong = modules_of_block(symbol, 0, 2);
    const std::vector<Place> more = modules_of_block(symbol, 5, 9);
    wrong.insert(wrong.end(), more.begin(), more.end());
    const ScannedCode code = scan_one(draw(with_wrong(symbol, wrong)));
    EXPECT_EQ(code.content, "damaged");
    ASSERT_GT(code.blocks.size(), 5U);
    EXPECT_EQ(code.blocks[0].wrong, 2);
    EXPECT_EQ(code.blocks[5].wrong, 9);
    EXPECT_EQ(wrong_codewords(code), 11);
    EXPECT_EQ(code.grade.letter, 'D');
}

TEST(ScanCodes, CountsNothingWrongInTurnedAndTiltedPictures) {
    const Symbol symbol = qr_symbol("from all sides", ErrorLevel::low, 9);
    const Image picture = draw(symbol, {.module = 8, .quiet = 10});
    for (const double degrees : {3.0, 45.0, 90.0, 137.0, 180.0, 260.0}) {
        const ScannedCode code = scan_one(turned(picture, degrees));
        EXPECT_EQ(code.version, 9) << degrees;
        EXPECT_EQ(wrong_codewords(code), 0) << degrees;
        EXPECT_NEAR(code.module_pixels, 8, 0.3) << degrees;
        EXPECT_EQ(code.grade.letter, 'A') << degrees;
    }
    const ScannedCode tilted = scan_one(seen_from_left(picture, 0.2));
    EXPECT_EQ(tilted.version, 9);
    EXPECT_EQ(wrong_codewords(tilted), 0);
    EXPECT_LT(tilted.module_pixels, 8);
}

TEST(ScanCodes, ReadsMirroredCodesOfAllMasks) {
    for (int i = 0; i < 12; ++i) {
        const std::string content = "mirror " + std::to_string(i * i);
        const ScannedCode code = scan_one(mirrored(draw(qr_symbol(content, ErrorLevel::quartile))));
        EXPECT_EQ(code.content, content);
        EXPECT_TRUE(code.mirrored);
        EXPECT_FALSE(code.inverted);
        EXPECT_EQ(wrong_codewords(code), 0);
        EXPECT_EQ(code.grade.letter, 'C');
    }
    EXPECT_TRUE(scan_one(mirrored(draw(micro_symbol("123", ErrorLevel::low, 3)))).mirrored);
}

TEST(ScanCodes, ReadsInvertedCodes) {
    const ScannedCode code = scan_one(inverted(draw(qr_symbol("inverted"))));
    EXPECT_EQ(code.content, "inverted");
    EXPECT_TRUE(code.inverted);
    EXPECT_FALSE(code.mirrored);
    EXPECT_DOUBLE_EQ(code.quiet_zone, 4);
    EXPECT_DOUBLE_EQ(code.contrast, 1);
    EXPECT_EQ(code.grade.letter, 'C');
    const ScannedCode both = scan_one(mirrored(inverted(draw(qr_symbol("both")))));
    EXPECT_TRUE(both.inverted && both.mirrored);
}

TEST(ScanCodes, ReadsWhatHasLittleContrastAndSaysSo) {
    const ScannedCode code = scan_one(draw(qr_symbol("faint"), {.dark = 120, .light = 160}));
    EXPECT_EQ(code.content, "faint");
    EXPECT_DOUBLE_EQ(code.contrast, 0.16);
    EXPECT_EQ(code.grade.letter, 'F');
    EXPECT_THAT(code.grade.reasons, ElementsAre(HasSubstr("contrast is 0.16")));
}

TEST(ScanCodes, ReadsNoisyPictures) {
    const ScannedCode code =
        scan_one(noisy(draw(qr_symbol("noise", ErrorLevel::medium, 4), {.module = 8}), 30));
    EXPECT_EQ(code.content, "noise");
    EXPECT_EQ(wrong_codewords(code), 0);
    EXPECT_NEAR(code.module_pixels, 8, 0.4);
    EXPECT_NEAR(code.quiet_zone, 4, 0.1);
}

TEST(ScanCodes, ReadsModulesOfOnePixel) {
    const ScannedCode code = scan_one(draw(qr_symbol("tiny", ErrorLevel::medium, 7), {.module = 1}));
    EXPECT_EQ(wrong_codewords(code), 0);
    EXPECT_DOUBLE_EQ(code.module_pixels, 1);
    EXPECT_EQ(code.grade.letter, 'C');
}

// zxing alone does not: it needs the enlarged picture.
TEST(ScanCodes, ReadsLargeSymbolsOfTwoPixelsAModule) {
    EXPECT_EQ(scan_one(draw(qr_symbol("x", ErrorLevel::medium, 40), {.module = 2})).version, 40);
}

TEST(ScanCodes, CountsTransparentPixelsAsWhite) {
    Image picture = draw(qr_symbol("window"));
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            std::uint8_t* pixel = picture.pixel(x, y);
            pixel[3] = pixel[0] == 0 ? 255 : 0;
            pixel[0] = pixel[1] = pixel[2] = 0;
        }
    }
    EXPECT_DOUBLE_EQ(scan_one(picture).contrast, 1);
}

TEST(ScanCodes, ListsSeveralCodesInReadingOrder) {
    const Drawing drawing{.module = 4};
    const Image a = draw(qr_symbol("a"), drawing);
    Image picture = blank(3 * a.width, 2 * a.height + 20);
    paste(picture, a, 0, 15);  // a little lower than its neighbours, but in the same row
    paste(picture, draw(qr_symbol("b"), drawing), a.width, 0);
    paste(picture, draw(micro_symbol("3", ErrorLevel::low, 2), drawing), 2 * a.width + 10, 20);
    paste(picture, inverted(draw(qr_symbol("d"), drawing)), a.width, a.height + 20);
    std::vector<std::string> contents;
    for (const ScannedCode& code : scan_codes(picture)) contents.push_back(code.content);
    EXPECT_THAT(contents, ElementsAre("a", "b", "3", "d"));
}

TEST(ScanCodes, FindsNothingWhereNothingIs) {
    EXPECT_THAT(scan_codes(Image{}), IsEmpty());
    EXPECT_THAT(scan_codes(blank(1, 1)), IsEmpty());
    EXPECT_THAT(scan_codes(blank(300, 200)), IsEmpty());
    EXPECT_THAT(scan_codes(noisy(blank(300, 300, 128), 80)), IsEmpty());
}

TEST(ScanCodes, FindsNothingInACodeThatIsBeyondRepair) {
    const Symbol symbol = qr_symbol("beyond", ErrorLevel::low, 2);
    EXPECT_THAT(scan_codes(draw(with_wrong(symbol, modules_of_block(symbol, 0, 8)))), IsEmpty());
}

TEST(ScanCodes, TellsThePlaceInASequence) {
    const std::string content(90, 'q');
    const std::vector<Symbol> symbols = encode_split(content, {}, 3);
    ASSERT_THAT(symbols, SizeIs(3));
    const ScannedCode code = scan_one(draw(symbols[1]));
    ASSERT_TRUE(code.sequence);
    EXPECT_EQ(code.sequence->index, 1);
    EXPECT_EQ(code.sequence->count, 3);
    EXPECT_EQ(code.sequence->parity, 0);
    EXPECT_THAT(scan_one(draw(symbols[1]), Strictness::two_decoders).disagreements, IsEmpty());
}

TEST(ScanCodes, TwoDecodersAgreeOnACleanCode) {
    EXPECT_THAT(scan_one(draw(qr_symbol("agreed")), Strictness::two_decoders).disagreements, IsEmpty());
    EXPECT_THAT(scan_one(inverted(draw(qr_symbol("agreed"))), Strictness::two_decoders).disagreements,
                IsEmpty());
}

TEST(ScanCodes, TheSecondDecoderHasNoOpinionOnMicroQr) {
    const Image picture = draw(micro_symbol("123", ErrorLevel::low, 3));
    EXPECT_THAT(scan_one(picture, Strictness::two_decoders).disagreements, IsEmpty());
}

TEST(ScanCodes, TellsThatTheSecondDecoderDoesNotReadIt) {
    const Image picture = draw(qr_symbol("tiny", ErrorLevel::medium, 7), {.module = 1});
    EXPECT_THAT(scan_one(picture).disagreements, IsEmpty());
    EXPECT_THAT(scan_one(picture, Strictness::two_decoders).disagreements,
                ElementsAre("zbar does not read it"));
}

}  // namespace
}  // namespace qrgen::qr
