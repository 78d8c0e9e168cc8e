// SPDX-License-Identifier: MIT
#include "core/qr/formats/format.hpp"

#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

std::string_view name_of(const Format* format) {
    return format == nullptr ? "(none)" : format->name;
}

TEST(FormatTest, png_is_the_default) {
    EXPECT_EQ(formats().front().name, "png");
}

TEST(FormatTest, found_by_name_in_any_case) {
    for (const Format& format : formats()) EXPECT_EQ(find_format(format.name), &format);
    EXPECT_EQ(name_of(find_format("SVG")), "svg");
    EXPECT_EQ(name_of(find_format("Png")), "png");
    for (const char* name : {"", "tiff", "pn", "pngs", ".png", " png"})
        EXPECT_EQ(find_format(name), nullptr) << name;
}

TEST(FormatTest, found_by_ending_as_name) {
    EXPECT_EQ(name_of(find_format("jpg")), "jpeg");
    EXPECT_EQ(name_of(find_format("JPG")), "jpeg");
    EXPECT_EQ(name_of(find_format("six")), "sixel");
    for (const Format& format : formats()) {
        for (const std::string_view ending : format.endings) EXPECT_EQ(find_format(ending), &format);
    }
}

TEST(FormatTest, in_the_order_of_use) {
    EXPECT_EQ(format_names(", "), "png, svg, jpeg, webp, pdf, eps, txt, pbm, sixel, kitty");
}

TEST(FormatTest, found_by_file_ending_in_any_case) {
    EXPECT_EQ(name_of(format_of_file("a.png")), "png");
    EXPECT_EQ(name_of(format_of_file("dir.x/My Code.v2.SVG")), "svg");
    EXPECT_EQ(name_of(format_of_file("/tmp/x.Txt")), "txt");
    EXPECT_EQ(name_of(format_of_file("x.jpg")), "jpeg");
    EXPECT_EQ(name_of(format_of_file("x.jpeg")), "jpeg");
    EXPECT_EQ(name_of(format_of_file("x.six")), "sixel");
    for (const char* name : {"", "a", "a.", "png", ".png", "dir/.svg", "dir.png/file", "a.png.bak", "a.tiff",
                             "a.pn", "a.kitty"}) {
        EXPECT_EQ(format_of_file(name), nullptr) << name;
    }
}

TEST(FormatTest, names_and_endings_are_unique_and_lower_case) {
    std::set<std::string_view> names;
    std::set<std::string_view> endings;
    for (const Format& format : formats()) {
        EXPECT_TRUE(names.insert(format.name).second) << format.name;
        EXPECT_FALSE(format.media_type.empty());
        EXPECT_FALSE(format.summary.empty());
        for (const std::string_view ending : format.endings) {
            EXPECT_TRUE(endings.insert(ending).second) << ending;
            EXPECT_EQ(name_of(format_of_file("x." + std::string(ending))), format.name);
            EXPECT_EQ(ending.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"),
                      std::string_view::npos);
        }
    }
}

TEST(FormatTest, each_row_renders_what_it_says) {
    const Symbol symbol = encode("the content", {});
    const std::map<std::string_view, std::string_view> starts{
        {"png", "\x89PNG"}, {"svg", "<svg"},     {"jpeg", "\xFF\xD8\xFF\xE0"},
        {"webp", "RIFF"},   {"pdf", "%PDF-1.4"}, {"eps", "%!PS-Adobe-3.0 EPSF-3.0"},
        {"txt", " "},       {"pbm", "P4\n"},     {"sixel", "\x1BPq"},
        {"kitty", "\x1B_G"}};
    for (const Format& format : formats()) {
        EXPECT_THAT(format.render(symbol, Picture{}), ::testing::StartsWith(starts.at(format.name)))
            << format.name;
    }
}

// What is binary is never written to a terminal.
TEST(FormatTest, text_is_text) {
    for (const Format& format : formats()) {
        const std::string file = format.render(encode("hello", {}), Picture{});
        const bool has_nul = file.find('\0') != std::string::npos;
        EXPECT_EQ(format.is_text, !has_nul && !find_invalid_utf8(file)) << format.name;
    }
}

std::shared_ptr<const Logo> logo() {
    return Logo::from_bytes(test::to_png(test::plain(8, 8, 0xFF0000FF)));
}

// The formats that show the picture, all others being named as refusing it.
std::string shown_by(const Picture& picture) {
    std::string names;
    std::string hint;
    for (const Format& format : formats()) {
        try {
            check_supported(format, picture);
            names += (names.empty() ? "" : ", ") + std::string(format.name);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::usage);
            EXPECT_TRUE(error.message().starts_with(std::string(format.name) + " cannot show "))
                << error.message();
            hint = error.hint();
        }
    }
    EXPECT_TRUE(hint.empty() || hint == "these formats can: " + names) << hint << " / " << names;
    return names;
}

TEST(FormatTest, all_show_two_colours) {
    const std::string all = format_names(", ");
    EXPECT_EQ(shown_by(Picture{}), all);
    EXPECT_EQ(shown_by(Picture{.fill = {1, 2, 3}, .back = {200, 220, 240}}), all);
    EXPECT_EQ(shown_by(Picture{.quality = 50, .pure_black_ink = true, .title = "x", .description = "y"}),
              all);
}

TEST(FormatTest, decoration_needs_colour) {
    const std::string most = "png, svg, jpeg, webp, pdf, eps, sixel, kitty";
    for (const Picture& picture :
         {Picture{.data_dark = black}, Picture{.data_light = white}, Picture{.finder = black},
          Picture{.alignment = black}, Picture{.gradient = Gradient{}},
          Picture{.module_shape = ModuleShape::dot}, Picture{.finder_shape = FinderShape::circle},
          Picture{.logo = logo()}, Picture{.caption = Caption{.text = "x"}},
          Picture{.frame = {.shape = FrameShape::square}}}) {
        EXPECT_EQ(shown_by(picture), most);
    }
}

TEST(FormatTest, transparency) {
    const Colour half{10, 20, 30, 128};
    const std::string with_alpha = "png, svg, webp, pdf, kitty";
    for (const Picture& picture :
         {Picture{.fill = half}, Picture{.back = half}, Picture{.data_dark = half},
          Picture{.data_light = half}, Picture{.finder = half}, Picture{.alignment = half},
          Picture{.gradient = Gradient{.end = half}}, Picture{.gradient = Gradient{.end = transparent}}}) {
        EXPECT_EQ(shown_by(picture), with_alpha);
    }
    // In a vector format that is no area at all.
    EXPECT_EQ(shown_by(Picture{.back = transparent}), "png, svg, webp, pdf, eps, kitty");
    EXPECT_EQ(shown_by(Picture{.data_light = transparent}), "png, svg, webp, pdf, eps, kitty");
}

TEST(FormatTest, refusal_says_what_and_who_can) {
    try {
        check_supported(*find_format("pbm"), Picture{.logo = logo()});
        FAIL() << "was not refused";
    } catch (const Error& error) {
        EXPECT_EQ(error.message(), "pbm cannot show logos");
        EXPECT_EQ(error.hint(), "these formats can: png, svg, jpeg, webp, pdf, eps, sixel, kitty");
    }
}

}  // namespace
}  // namespace qrgen::qr
