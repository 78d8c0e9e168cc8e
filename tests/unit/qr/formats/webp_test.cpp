// SPDX-License-Identifier: MIT
#include "core/qr/formats/webp.hpp"

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/webp_reader.hpp"
#include "tests/unit/qr/formats/expect_shows.hpp"

namespace qrgen::qr {
namespace {

test::WebpFile read(const Picture& picture) {
    return test::read_webp(render_webp(encode("hello", {}), picture));
}

TEST(WebpTest, golden_file) {
    EXPECT_EQ(render_webp(encode("HELLO", {}), Picture{.size = ModuleScale{3}}), test::golden("hello.webp"));
}

TEST(WebpTest, lossless) {
    const Symbol symbol = encode("hello", {});
    for (const Picture& picture :
         {Picture{}, Picture{.size = PixelWidth{63}}, Picture{.fill = {1, 2, 3}, .back = {255, 254, 253}}}) {
        const test::WebpFile file = test::read_webp(render_webp(symbol, picture));
        EXPECT_TRUE(file.is_lossless);
        EXPECT_FALSE(file.has_alpha);
        expect_shows(file.image, symbol, picture);
    }
}

TEST(WebpTest, alpha_only_if_needed) {
    EXPECT_TRUE(read(Picture{.back = transparent}).has_alpha);
    EXPECT_EQ(read(Picture{.back = transparent}).image.at(0, 0).alpha, 0);
    const test::Image half = read(Picture{.fill = {10, 20, 30, 128}, .back = transparent}).image;
    EXPECT_EQ(half.at(45, 45), (Colour{10, 20, 30, 128}));
    EXPECT_FALSE(read(Picture{.module_shape = ModuleShape::dot}).has_alpha);
}

TEST(WebpTest, lossy_with_a_quality) {
    const Symbol symbol = encode("hello", {});
    const Picture picture{.fill = {0x80, 0, 0}, .module_shape = ModuleShape::rounded};
    const auto file = [&](int quality) {
        Picture lossy = picture;
        lossy.quality = quality;
        return render_webp(symbol, lossy);
    };
    EXPECT_FALSE(test::read_webp(file(100)).is_lossless);
    EXPECT_LT(file(1).size(), file(50).size());
    EXPECT_LT(file(50).size(), file(100).size());
    EXPECT_EQ(test::read_qr(test::read_webp(file(1)).image), "hello");
    EXPECT_EQ(file(50), file(50));
}

TEST(WebpTest, lossy_keeps_alpha) {
    const test::WebpFile file = read(Picture{.back = transparent, .quality = 80});
    EXPECT_FALSE(file.is_lossless);
    EXPECT_TRUE(file.has_alpha);
    EXPECT_EQ(file.image.at(0, 0).alpha, 0);
}

TEST(WebpTest, throws_like_the_layout) {
    EXPECT_THROW(render_webp(encode("hello", {}), Picture{.size = PixelWidth{28}}), Error);
}

}  // namespace
}  // namespace qrgen::qr
