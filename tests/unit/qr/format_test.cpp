// SPDX-License-Identifier: MIT
#include "core/qr/format.hpp"

#include <set>

#include <gtest/gtest.h>

#include "core/qr/encode.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/support/txt_reader.hpp"

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
    for (const char* name : {"", "jpeg", "pn", "pngs", ".png", " png"})
        EXPECT_EQ(find_format(name), nullptr) << name;
}

TEST(FormatTest, found_by_file_ending_in_any_case) {
    EXPECT_EQ(name_of(format_of_file("a.png")), "png");
    EXPECT_EQ(name_of(format_of_file("dir.x/My Code.v2.SVG")), "svg");
    EXPECT_EQ(name_of(format_of_file("/tmp/x.Txt")), "txt");
    for (const char* name :
         {"", "a", "a.", "png", ".png", "dir/.svg", "dir.png/file", "a.png.bak", "a.jpeg", "a.pn"}) {
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
    const auto render = [&](std::string_view name) { return find_format(name)->render(symbol, Picture{}); };
    EXPECT_EQ(test::read_qr(test::read_png(render("png")).image), "the content");
    EXPECT_EQ(test::read_qr(test::rasterise_svg(render("svg"))), "the content");
    EXPECT_EQ(test::read_qr(test::read_txt(render("txt"), 4)), "the content");
    EXPECT_FALSE(find_format("png")->is_text);
    EXPECT_TRUE(find_format("svg")->is_text);
    EXPECT_TRUE(find_format("txt")->is_text);
}

}  // namespace
}  // namespace qrgen::qr
