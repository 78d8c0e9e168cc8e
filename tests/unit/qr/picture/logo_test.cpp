// SPDX-License-Identifier: MIT
#include "core/qr/picture/logo.hpp"

#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

void expect_refused(const std::string& bytes, const std::string& reason) {
    EXPECT_THAT([&] { Logo::from_bytes(bytes); },
                ThrowsMessage<Error>(AllOf(HasSubstr("logo: "), HasSubstr(reason))));
}

std::string svg(const std::string& attributes,
                const std::string& content = "<rect width='100%' height='100%' fill='red'/>") {
    return "<svg xmlns='http://www.w3.org/2000/svg' " + attributes + ">" + content + "</svg>";
}

TEST(LogoTest, KeepsFileKindAndPixels) {
    const Image image = test::colourful(30, 20);
    const std::string png = test::to_png(image);
    const auto logo = Logo::from_bytes(png);
    EXPECT_EQ(logo->type(), ImageType::png);
    EXPECT_EQ(logo->media_type(), "image/png");
    EXPECT_EQ(logo->bytes(), png);
    EXPECT_EQ(logo->pixels().rgba, image.rgba);
    EXPECT_DOUBLE_EQ(logo->aspect(), 1.5);
    EXPECT_EQ(Logo::from_bytes(test::to_jpeg(image))->media_type(), "image/jpeg");
    EXPECT_EQ(Logo::from_bytes(test::to_webp(image))->media_type(), "image/webp");
}

TEST(LogoTest, DrawsSvgWithinAThousandPixels) {
    const auto wide = Logo::from_bytes(svg("viewBox='0 0 64 32'"));
    EXPECT_EQ(wide->media_type(), "image/svg+xml");
    EXPECT_EQ(wide->pixels().width, 1024);
    EXPECT_EQ(wide->pixels().height, 512);
    EXPECT_EQ(wide->pixels().pixel(500, 250)[0], 255);
    const auto tall = Logo::from_bytes(svg("width='10' height='40'"));
    EXPECT_NEAR(tall->aspect(), 0.25, 0.01);
    EXPECT_LE(tall->pixels().height, 1024);
    EXPECT_GT(tall->pixels().height, 900);
    expect_refused(svg("width='10' height='400'"), "16384 pixels high");
}

TEST(LogoTest, SvgIsCheckedBeforeItIsDrawn) {
    expect_refused(svg("onload='x'"), "event handler");
}

TEST(LogoTest, RefusesWhatIsNoLogo) {
    expect_refused("", "0 bytes");
    expect_refused("no picture", "it is no PNG, JPEG, WebP or SVG picture");
    expect_refused("P4 8 1\nx", "it is no PNG, JPEG, WebP or SVG picture");
    expect_refused("%PDF-1.4", "it is no PNG, JPEG, WebP or SVG picture");
    expect_refused(test::to_png(test::colourful(9, 9)).substr(0, 60), "truncated");
    expect_refused(test::png_header(30000, 10),
                   "30000 × 10 pixels are too large: a side may have at most 4096");
    expect_refused(test::png_header(4097, 1), "at most 4096");
    expect_refused(std::string(4 * 1024 * 1024 + 1, 'x'), "4194305 bytes are more than the limit of 4194304");
}

class LoadLogoTest : public ::testing::Test {
  protected:
    LoadLogoTest()
        : file_(std::filesystem::temp_directory_path() / ("qrgen-logo-" + std::to_string(getpid()))) {}
    ~LoadLogoTest() override { std::filesystem::remove(file_); }
    void write(const std::string& bytes) const { std::ofstream(file_, std::ios::binary) << bytes; }

    std::filesystem::path file_;
};

TEST_F(LoadLogoTest, ReadsAFile) {
    write(test::to_png(test::colourful(3, 2)));
    EXPECT_EQ(load_logo(file_)->pixels().width, 3);
}

TEST_F(LoadLogoTest, ErrorsNameTheFile) {
    write("no picture");
    EXPECT_THAT([&] { load_logo(file_); },
                ThrowsMessage<Error>(
                    AllOf(HasSubstr("logo: "), HasSubstr(file_.string()), HasSubstr("it is no PNG"))));
}

TEST_F(LoadLogoTest, UnreadableFilesAreFailures) {
    EXPECT_THAT([] { load_logo("/nowhere/logo.png"); }, ThrowsMessage<Error>(HasSubstr("No such file")));
    EXPECT_THAT([] { load_logo("/"); }, ThrowsMessage<Error>(HasSubstr("Is a directory")));
    EXPECT_THAT([] { load_logo("/dev/zero"); }, ThrowsMessage<Error>(HasSubstr("more than 4194304 bytes")));
}

void expect_box(const Box& box, double x, double y, double width, double height) {
    EXPECT_NEAR(box.x, x, 1e-9);
    EXPECT_NEAR(box.y, y, 1e-9);
    EXPECT_NEAR(box.width, width, 1e-9);
    EXPECT_NEAR(box.height, height, 1e-9);
}

void expect_cleared(const ModuleRectangle& cleared, int left, int top, int right, int bottom) {
    EXPECT_EQ(cleared.left, left);
    EXPECT_EQ(cleared.top, top);
    EXPECT_EQ(cleared.right, right);
    EXPECT_EQ(cleared.bottom, bottom);
}

TEST(LogoLayoutTest, TheLongerSideHasThePercentage) {
    expect_box(lay_out_logo(50, 1, {.size = 20}).image, 20, 20, 10, 10);
    expect_box(lay_out_logo(50, 2, {.size = 20}).image, 20, 22.5, 10, 5);
    expect_box(lay_out_logo(50, 0.5, {.size = 20}).image, 22.5, 20, 5, 10);
}

TEST(LogoLayoutTest, ClearsAllThatPictureAndPaddingTouch) {
    expect_cleared(lay_out_logo(25, 1, {.size = 20, .padding = 0}).cleared, 10, 10, 15, 15);
    expect_cleared(lay_out_logo(25, 1, {.size = 20, .padding = 1}).cleared, 9, 9, 16, 16);
    expect_cleared(lay_out_logo(25, 1, {.size = 20, .padding = 0.5}).cleared, 9, 9, 16, 16);
    expect_cleared(lay_out_logo(21, 1, {.size = 20, .padding = 0}).cleared, 8, 8, 13, 13);
    expect_cleared(lay_out_logo(25, 5, {.size = 20, .padding = 0}).cleared, 10, 12, 15, 13);
}

// 0.1 and its like are not exact: without tolerance, edges of modules would be taken for beyond.
TEST(LogoLayoutTest, ExactEdgesTakeNoModuleMore) {
    for (int size = 21; size <= 177; size += 4) {
        for (int modules = 1; modules <= size / 2; modules += 2) {
            const LogoLayout layout = lay_out_logo(size, 1, {.size = 100.0 * modules / size, .padding = 0});
            const int left = (size - modules) / 2;
            expect_cleared(layout.cleared, left, left, left + modules, left + modules);
        }
    }
}

TEST(LogoLayoutTest, StaysWithinTheSymbol) {
    const LogoLayout corner = lay_out_logo(40, 2, {.size = 25, .x = 100, .y = 100, .padding = 3});
    expect_box(corner.image, 30, 35, 10, 5);
    expect_cleared(corner.cleared, 27, 32, 40, 40);
    const LogoLayout other = lay_out_logo(40, 1, {.size = 25, .x = 0, .y = 10, .padding = 3});
    expect_box(other.image, 0, 0, 10, 10);
    expect_cleared(other.cleared, 0, 0, 13, 13);
    EXPECT_TRUE(other.cleared.contains(12, 12));
    EXPECT_FALSE(other.cleared.contains(13, 12));
    EXPECT_FALSE(other.cleared.contains(12, -1));
}

}  // namespace
}  // namespace qrgen::qr
