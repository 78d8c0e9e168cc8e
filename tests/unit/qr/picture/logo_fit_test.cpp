// SPDX-License-Identifier: MIT
#include "core/qr/picture/logo_fit.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::shared_ptr<const Logo> logo_of(std::uint32_t rgba) {
    return Logo::from_bytes(test::to_png(test::plain(64, 64, rgba)));
}

const std::shared_ptr<const Logo>& dark_logo() {
    static const auto logo = logo_of(0x202020FF);
    return logo;
}

Picture with_logo(double size, double x = 50, double y = 50) {
    return {.logo = dark_logo(), .logo_placement = {.size = size, .x = x, .y = y}};
}

enum class Seen { dark, light, wrong };

// What all modules right under the logo are seen as.
void expect_under(const Picture& picture, Seen expected) {
    const Symbol symbol = encode("seen", {.min_version = 5});
    const SeenDark seen = seen_under_logo(symbol, picture);
    const LogoLayout layout = lay_out_logo(symbol.size(), 1, picture.logo_placement);
    for (int y = layout.cleared.top + 2; y < layout.cleared.bottom - 2; ++y) {
        for (int x = layout.cleared.left + 2; x < layout.cleared.right - 2; ++x) {
            const bool dark = expected == Seen::wrong ? !symbol.is_dark(x, y) : expected == Seen::dark;
            ASSERT_EQ(seen(x, y), dark) << x << " " << y;
        }
    }
}

TEST(SeenUnderLogoTest, ModulesOutsideAreSeenAsEncodedAndPaddingAsBackground) {
    const Symbol symbol = encode("seen", {.min_version = 5});
    const Picture picture = with_logo(27);  // 10 modules, and one of padding at each side
    const SeenDark seen = seen_under_logo(symbol, picture);
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) {
            const bool is_cleared = x >= 12 && x < 25 && y >= 12 && y < 25;
            const bool is_logo = x >= 14 && x < 23 && y >= 14 && y < 23;
            const bool is_edge = is_cleared && !is_logo && x >= 13 && x < 24 && y >= 13 && y < 24;
            if (is_edge) continue;
            ASSERT_EQ(seen(x, y), is_logo || (!is_cleared && symbol.is_dark(x, y))) << x << " " << y;
        }
    }
}

TEST(SeenUnderLogoTest, WithoutALogoAllIsAsEncoded) {
    const Symbol symbol = encode("seen", {});
    const SeenDark seen = seen_under_logo(symbol, {});
    for (int x = 0; x < symbol.size(); ++x) EXPECT_EQ(seen(x, 9), symbol.is_dark(x, 9));
}

TEST(SeenUnderLogoTest, ColoursNearTheMiddleAreSeenWrong) {
    const auto expect = [](std::uint32_t rgba, Seen seen) {
        Picture picture = with_logo(40);
        picture.logo = logo_of(rgba);
        expect_under(picture, seen);
    };
    expect(0x000000FF, Seen::dark);
    expect(0x626262FF, Seen::dark);   // 38 %
    expect(0x6C6C6CFF, Seen::wrong);  // 42 %
    expect(0x939393FF, Seen::wrong);  // 58 %
    expect(0x9E9E9EFF, Seen::light);  // 62 %
    expect(0xFFFF00FF, Seen::light);
    expect(0x0000FFFF, Seen::dark);
    expect(0x00000000, Seen::light);  // transparent
    expect(0x00000080, Seen::wrong);  // half
}

TEST(SeenUnderLogoTest, TheMiddleIsThatOfThePicturesColours) {
    Picture picture = with_logo(40);
    picture.logo = logo_of(0xB0B0B0FF);  // 69 %
    expect_under(picture, Seen::light);
    picture.fill = Colour{0x60, 0x60, 0x60};
    expect_under(picture, Seen::wrong);
    picture.data_dark = Colour{0xA0, 0xA0, 0xA0};
    expect_under(picture, Seen::dark);
    picture.data_dark.reset();
    picture.gradient = Gradient{.end = Colour{0xC0, 0xC0, 0xC0}};
    expect_under(picture, Seen::dark);
    picture.gradient.reset();
    picture.fill = black;
    picture.data_light = Colour{0xC0, 0xC0, 0xC0};
    picture.logo = logo_of(0x707070FF);
    expect_under(picture, Seen::wrong);
}

TEST(SeenUnderLogoTest, TransparentPartsShowTheBackground) {
    Picture picture = with_logo(40);
    picture.logo = logo_of(0x00000000);
    picture.fill = white;
    picture.back = black;
    expect_under(picture, Seen::light);  // as light modules are seen: the code is inverted
}

TEST(SeenUnderLogoTest, WithoutContrastEverythingIsWrong) {
    Picture picture = with_logo(40);
    picture.fill = white;
    expect_under(picture, Seen::wrong);
}

bool covers(int version, const Picture& picture) {
    return logo_covers_function_patterns(encode("x", {.min_version = version}), picture);
}

TEST(FunctionPatternsTest, NoneAreCoveredInTheMiddle) {
    for (int version = 3; version <= 40; ++version) EXPECT_FALSE(covers(version, with_logo(20))) << version;
    EXPECT_FALSE(covers(10, {}));
}

TEST(FunctionPatternsTest, FinderTimingFormatAndVersionAreFound) {
    EXPECT_TRUE(covers(10, with_logo(10, 5, 5)));
    EXPECT_TRUE(covers(10, with_logo(10, 5, 95)));
    EXPECT_TRUE(covers(10, with_logo(5, 35, 10)));  // timing
    EXPECT_FALSE(covers(10, with_logo(5, 35, 20)));
    EXPECT_FALSE(
        covers(1, {.logo = dark_logo(), .logo_placement = {.size = 5, .x = 55, .y = 90, .padding = 0}}));
    EXPECT_TRUE(covers(
        1, {.logo = dark_logo(), .logo_placement = {.size = 5, .x = 40, .y = 90, .padding = 0}}));  // format
    EXPECT_TRUE(covers(7, with_logo(5, 72, 5)));                                                    // version
    EXPECT_FALSE(
        covers(6, {.logo = dark_logo(), .logo_placement = {.size = 3, .x = 72, .y = 4, .padding = 0}}));
}

TEST(FunctionPatternsTest, AlignmentPatternsMayBeCoveredWhereThereAreSeveral) {
    EXPECT_FALSE(covers(1, with_logo(10, 80, 80)));
    for (int version = 2; version <= 6; ++version)
        EXPECT_TRUE(covers(version, with_logo(10, 80, 80))) << version;
    for (int version = 7; version <= 40; ++version)
        EXPECT_FALSE(covers(version, with_logo(30, 80, 80))) << version;
}

bool keeps_its_reserve(const Symbol& symbol, const Picture& picture) {
    return !logo_covers_function_patterns(symbol, picture) &&
           keeps_reserve(count_errors(symbol, seen_under_logo(symbol, picture)), logo_reserve);
}

TEST(EncodeForTest, WithoutALogoItIsEncode) {
    const Symbol symbol = encode_for({}, "plain", {.level = ErrorLevel::low, .min_version = 3});
    EXPECT_EQ(symbol.version(), 3);
    EXPECT_EQ(symbol.level(), ErrorLevel::low);
    EXPECT_EQ(encode_for({}, "1", {.level = ErrorLevel::low, .symbol = SymbolKind::micro}).kind(),
              SymbolKind::micro);
}

TEST(EncodeForTest, ASmallLogoChangesNothing) {
    const std::string content = test::letters(60);
    const Symbol plain = encode(content, {});
    const Symbol symbol = encode_for(with_logo(5), content, {});
    EXPECT_EQ(symbol.version(), plain.version());
    EXPECT_EQ(symbol.level(), ErrorLevel::medium);
}

TEST(EncodeForTest, TheLevelIsRaisedFirst) {
    // Half of what version 5 holds at level low: level high has room as well.
    const std::string content = test::letters(40);
    const EncodeOptions options{.level = ErrorLevel::low, .min_version = 5};
    const Picture picture = with_logo(22);
    ASSERT_FALSE(keeps_its_reserve(encode(content, options), picture));
    const Symbol symbol = encode_for(picture, content, options);
    EXPECT_EQ(symbol.version(), 5);
    EXPECT_GT(symbol.level(), ErrorLevel::low);
    EXPECT_TRUE(keeps_its_reserve(symbol, picture));
}

TEST(EncodeForTest, ThenTheVersion) {
    const std::string content = test::letters(106);  // all of version 5 at level low
    const EncodeOptions options{.level = ErrorLevel::low};
    ASSERT_EQ(encode(content, options).version(), 5);
    const Picture picture = with_logo(25);
    const Symbol symbol = encode_for(picture, content, options);
    EXPECT_GT(symbol.version(), 5);
    EXPECT_TRUE(keeps_its_reserve(symbol, picture));
}

// The only alignment pattern is in the way up to version 6.
TEST(EncodeForTest, TheVersionIsRaisedUntilFunctionPatternsAreFree) {
    EXPECT_EQ(encode_for(with_logo(10, 85, 85), "x", {.min_version = 2}).version(), 7);
}

TEST(EncodeForTest, SizesThroughoutKeepTheReserve) {
    for (const int length : {10, 100, 400}) {
        for (const double size : {8, 14, 20, 26}) {
            const Picture picture = with_logo(size);
            const std::string content = test::letters(static_cast<std::size_t>(length));
            const Symbol symbol = encode_for(picture, content, {.level = ErrorLevel::low});
            EXPECT_TRUE(keeps_its_reserve(symbol, picture)) << length << " " << size;
        }
    }
}

TEST(EncodeForTest, TheLeastVersionIsKept) {
    EXPECT_EQ(encode_for(with_logo(10), "x", {.min_version = 12}).version(), 12);
}

TEST(EncodeForTest, BoostTakesTheHighestLevelOfTheSameVersion) {
    const Symbol plain = encode_for(with_logo(10), "x", {.level = ErrorLevel::low, .min_version = 6});
    const Symbol boosted =
        encode_for(with_logo(10), "x", {.level = ErrorLevel::low, .min_version = 6, .boost = true});
    EXPECT_LT(plain.level(), ErrorLevel::high);
    EXPECT_EQ(boosted.level(), ErrorLevel::high);
    EXPECT_EQ(boosted.version(), plain.version());
}

TEST(EncodeForTest, ALogoThatIsTooLargeIsRefusedWithTheLargestSizeThatWorks) {
    const std::string content = test::letters(200);
    try {
        encode_for(with_logo(50), content, {});
        FAIL();
    } catch (const Error& error) {
        ASSERT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "logo_size");
        EXPECT_THAT(error.message(), HasSubstr("a logo of 50 % at this position covers too much"));
        const std::string before = "at most ";
        const double largest =
            std::stod(error.message().substr(error.message().find(before) + before.size()));
        EXPECT_GT(largest, 15);
        EXPECT_NO_THROW(encode_for(with_logo(largest), content, {}));
        EXPECT_THROW(encode_for(with_logo(largest + 1), content, {}), Error);
    }
}

TEST(EncodeForTest, WhereNothingFitsTheErrorSaysSo) {
    EXPECT_THAT([] { encode_for(with_logo(7.5, 2, 2), "x", {}); },
                ThrowsMessage<Error>(AllOf(HasSubstr("a logo of 7.5 %"), HasSubstr("no size would work"))));
}

TEST(EncodeForTest, ContentThatDoesNotFitIsRefusedAsAlways) {
    EXPECT_THAT([] { encode_for(with_logo(10), test::letters(5000), {}); },
                ThrowsMessage<Error>(HasSubstr("content: ")));
    EXPECT_THAT([] { encode_for(with_logo(10), "", {}); },
                ThrowsMessage<Error>(HasSubstr("must not be empty")));
}

TEST(EncodeForTest, MicroIsRefused) {
    EXPECT_THAT([] { encode_for(with_logo(10), "1", {.symbol = SymbolKind::micro}); },
                ThrowsMessage<Error>(HasSubstr("no room for a logo")));
}

}  // namespace
}  // namespace qrgen::qr
