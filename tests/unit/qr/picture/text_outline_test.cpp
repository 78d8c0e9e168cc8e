// SPDX-License-Identifier: MIT
//
// Sizes are those of the DejaVu fonts, version 2.37: 2048 units per em, ascent 1901, descent 483, and the
// capital H of DejaVu Sans is 1493 high and 1540 wide, margins included.
#include "core/qr/picture/text_outline.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <string>
#include <thread>
#include <vector>

#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/picture/font_library.hpp"

namespace qrgen::qr {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr double line_units = 1901 + 483;
const std::string dejavu = "/usr/share/fonts/truetype/dejavu/";

struct Extent {
    double left = std::numeric_limits<double>::infinity();
    double top = left;
    double right = -left;
    double bottom = -left;
};

Extent extent(const Path& path) {
    Extent found;
    for (const Spot& spot : path.points()) {
        found.left = std::min(found.left, spot.x);
        found.right = std::max(found.right, spot.x);
        found.top = std::min(found.top, spot.y);
        found.bottom = std::max(found.bottom, spot.y);
    }
    return found;
}

std::vector<Spot> shifted(std::vector<Spot> spots, double x) {
    for (Spot& spot : spots) spot.x += x;
    return spots;
}

void expect_same(const std::vector<Spot>& found, const std::vector<Spot>& expected) {
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        EXPECT_NEAR(found[i].x, expected[i].x, 1e-6);
        EXPECT_NEAR(found[i].y, expected[i].y, 1e-6);
    }
}

/// The contours as polygons, curves as eight lines each.
std::vector<std::vector<Spot>> polygons(const Path& path) {
    std::vector<std::vector<Spot>> found;
    auto point = path.points().begin();
    for (const Path::Verb verb : path.verbs()) {
        if (verb == Path::Verb::move) found.emplace_back();
        if (verb == Path::Verb::close) continue;
        if (verb == Path::Verb::cubic) {
            const Spot from = found.back().back();
            for (int i = 1; i < 8; ++i) {
                const double t = i / 8.0;
                const double u = 1 - t;
                const auto blend = [&](double a, double b, double c, double d) {
                    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
                };
                found.back().push_back({blend(from.x, point[0].x, point[1].x, point[2].x),
                                        blend(from.y, point[0].y, point[1].y, point[2].y)});
            }
            point += 2;
        }
        found.back().push_back(*point++);
    }
    return found;
}

/// By the nonzero rule.
bool is_filled(const Path& path, Spot spot) {
    int winding = 0;
    for (const std::vector<Spot>& polygon : polygons(path)) {
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const Spot a = polygon[i];
            const Spot b = polygon[(i + 1) % polygon.size()];
            if ((a.y <= spot.y) == (b.y <= spot.y)) continue;
            const double x = a.x + (spot.y - a.y) * (b.x - a.x) / (b.y - a.y);
            if (x > spot.x) winding += b.y > a.y ? 1 : -1;
        }
    }
    return winding != 0;
}

/// Whether the error is of that kind, and what it says, hint and all.
std::string complaint(ErrorKind kind, FontLibrary& fonts, std::u32string_view text, const std::string& font) {
    try {
        fonts.outline(text, font);
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), kind);
        return error.message() + " (" + error.hint() + ")";
    }
    ADD_FAILURE() << "no error";
    return {};
}

/// With the fonts of DejaVu and no others, or with none, whatever the system has.
class TextOutlineTest : public ::testing::Test {
  protected:
    TextOutlineTest() {
        std::filesystem::create_directories(folder_);
        use_fonts_in(dejavu);
    }
    ~TextOutlineTest() override {
        unsetenv("FONTCONFIG_FILE");
        std::filesystem::remove_all(folder_);
    }

    void use_fonts_in(const std::string& fonts) {
        const std::filesystem::path file = folder_ / "fonts.conf";
        std::ofstream(file) << "<fontconfig><dir>" << fonts << "</dir><cachedir>"
                            << (folder_ / "cache").string() << "</cachedir></fontconfig>";
        setenv("FONTCONFIG_FILE", file.c_str(), 1);
    }

    std::string write(const std::string& name, const std::string& bytes) {
        const std::filesystem::path file = folder_ / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file;
    }

    static std::string bytes_of(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("qrgen-fonts-" + std::to_string(getpid()));
    FontLibrary fonts_;
};

TEST_F(TextOutlineTest, has_the_measures_of_the_font) {
    const TextOutline outline = fonts_.outline(U"H", "DejaVu Sans");
    EXPECT_NEAR(outline.width, 1540 / line_units, 1e-9);
    EXPECT_NEAR(outline.ascent, 1901 / line_units, 1e-9);
    EXPECT_NEAR(outline.ascent + outline.descent, 1, 1e-9);
    const Extent ink = extent(outline.path);
    EXPECT_NEAR(ink.top, -1493 / line_units, 1e-9);  // y points down
    EXPECT_NEAR(ink.bottom, 0, 1e-9);
    EXPECT_GT(ink.left, 0);
    EXPECT_LT(ink.right, outline.width);
}

TEST_F(TextOutlineTest, fills_what_the_letter_fills) {
    const TextOutline outline = fonts_.outline(U"O", "DejaVu Sans");
    const double middle = -1493 / line_units / 2;
    const Extent ink = extent(outline.path);
    EXPECT_FALSE(is_filled(outline.path, {outline.width / 2, middle}));
    EXPECT_TRUE(is_filled(outline.path, {ink.left + 0.02, middle}));
    EXPECT_TRUE(is_filled(outline.path, {ink.right - 0.02, middle}));
    EXPECT_FALSE(is_filled(outline.path, {ink.right + 0.01, middle}));
}

TEST_F(TextOutlineTest, letters_follow_each_other) {
    const TextOutline h = fonts_.outline(U"H", "");
    const TextOutline both = fonts_.outline(U"HH", "");
    EXPECT_NEAR(both.width, 2 * h.width, 1e-9);
    std::vector<Spot> expected = h.path.points();
    const std::vector<Spot> second = shifted(expected, h.width);
    expected.insert(expected.end(), second.begin(), second.end());
    expect_same(both.path.points(), expected);
}

TEST_F(TextOutlineTest, spaces_take_room_and_leave_no_mark) {
    const TextOutline outline = fonts_.outline(U"  ", "");
    EXPECT_GT(outline.width, 0);
    EXPECT_TRUE(outline.path.empty());
    EXPECT_EQ(fonts_.outline(U"", "").width, 0);
}

TEST_F(TextOutlineTest, combining_characters_join_their_letter) {
    expect_same(fonts_.outline(U"e\u0301", "").path.points(), fonts_.outline(U"\u00E9", "").path.points());
}

TEST_F(TextOutlineTest, ignorable_characters_leave_no_mark) {
    expect_same(fonts_.outline(U"H\u200D\uFE0F\u2060", "").path.points(),
                fonts_.outline(U"H", "").path.points());
}

TEST_F(TextOutlineTest, arabic_letters_join) {
    const double alone = fonts_.outline(U"ب", "").width;
    EXPECT_LT(fonts_.outline(U"بب", "").width, 2 * alone - 0.05);
}

TEST_F(TextOutlineTest, hebrew_runs_from_right_to_left) {
    const TextOutline alef = fonts_.outline(U"א", "");
    const TextOutline bet = fonts_.outline(U"ב", "");
    std::vector<Spot> expected = bet.path.points();
    const std::vector<Spot> right = shifted(alef.path.points(), bet.width);
    expected.insert(expected.end(), right.begin(), right.end());
    expect_same(fonts_.outline(U"אב", "").path.points(), expected);
}

TEST_F(TextOutlineTest, same_text_same_outline) {
    FontLibrary others;
    const TextOutline once = fonts_.outline(U"Grüße", "");
    const TextOutline again = others.outline(U"Grüße", "");
    EXPECT_EQ(once.path.points(), again.path.points());
    EXPECT_EQ(once.path.verbs(), again.path.verbs());
}

TEST_F(TextOutlineTest, fonts_by_name) {
    const double sans = fonts_.outline(U"Wide", "DejaVu Sans").width;
    EXPECT_EQ(fonts_.outline(U"Wide", "dejavu sans").width, sans);
    EXPECT_EQ(fonts_.outline(U"Wide", dejavu + "DejaVuSans.ttf").width, sans);
    const double bold = fonts_.outline(U"Wide", "DejaVu Sans Bold").width;
    EXPECT_EQ(bold, fonts_.outline(U"Wide", dejavu + "DejaVuSans-Bold.ttf").width);
    EXPECT_GT(bold, sans);
    EXPECT_NE(fonts_.outline(U"Wide", "DejaVu Serif").width, sans);
}

TEST_F(TextOutlineTest, generic_names_are_always_found) {
    for (const char* const name : {"sans-serif", "Serif", "monospace", "system-ui"}) {
        EXPECT_GT(fonts_.outline(U"Wide", name).width, 0) << name;
    }
}

TEST_F(TextOutlineTest, another_font_helps_out_with_the_whole_text) {
    const std::u32string text = U"Tee א";  // DejaVu Sans Mono has no Hebrew
    const TextOutline helped = fonts_.outline(text, "DejaVu Sans Mono");
    EXPECT_EQ(helped.width, fonts_.outline(text, "DejaVu Sans").width);
    EXPECT_EQ(fonts_.outline(text, dejavu + "DejaVuSansMono.ttf").width, helped.width);
    // What leaves no mark need not be in it.
    EXPECT_EQ(fonts_.outline(text + U"\U000E0100", "DejaVu Sans Mono").width, helped.width);
}

TEST_F(TextOutlineTest, a_font_that_is_not_installed) {
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", "No Such\nFont"),
                AllOf(HasSubstr("no font called \"No Such\\nFont\""), HasSubstr("fc-list")));
}

TEST_F(TextOutlineTest, a_character_that_no_font_has_is_named) {
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea \u4F60", ""),
                AllOf(HasSubstr("caption"), HasSubstr("U+4F60"), HasSubstr("fonts-noto-cjk")));
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"\U000F0000", ""), HasSubstr("U+F0000"));
}

TEST_F(TextOutlineTest, characters_that_only_several_fonts_have) {
    // Hebrew is in DejaVu Sans alone, U+2313 in DejaVu Sans Mono alone.
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"א\u2313", "DejaVu Sans"),
                AllOf(HasSubstr("no font installed here has all"), HasSubstr("DejaVu Sans lacks U+2313")));
}

TEST_F(TextOutlineTest, no_font_installed) {
    use_fonts_in(folder_ / "nothing");
    for (const char* const name : {"", "DejaVu Sans"}) {
        EXPECT_THAT(complaint(ErrorKind::failure, fonts_, U"Tea", name),
                    AllOf(HasSubstr("none is installed"), HasSubstr("fonts-dejavu-core")));
    }
}

TEST_F(TextOutlineTest, a_font_file_needs_no_font_installed) {
    use_fonts_in(folder_ / "nothing");
    EXPECT_GT(fonts_.outline(U"Tea", dejavu + "DejaVuSans.ttf").width, 0);
}

TEST_F(TextOutlineTest, files_that_are_no_fonts) {
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", folder_ / "nothing.ttf"),
                HasSubstr("is not there"));
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", folder_ / ""), HasSubstr("is no regular file"));
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", "/dev/zero"), HasSubstr("is no regular file"));
    for (const std::string& bytes : {std::string(), std::string("no font"), std::string(5000, '\0')}) {
        const std::string file = write("broken-" + std::to_string(bytes.size()), bytes);
        EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", file),
                    HasSubstr("no TrueType or OpenType font"));
    }
}

TEST_F(TextOutlineTest, a_font_file_that_is_too_large) {
    const std::string file = write("large", "");
    std::filesystem::resize_file(file, (std::uintmax_t{64} << 20) + 1);
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", file), HasSubstr("64 MiB"));
}

TEST_F(TextOutlineTest, a_font_without_outlines) {
    std::string bytes = bytes_of(dejavu + "DejaVuSans.ttf");
    bytes.replace(bytes.find("glyf"), 4, "EBDT");  // in the table of tables
    EXPECT_THAT(complaint(ErrorKind::invalid, fonts_, U"Tea", write("bitmaps.ttf", bytes)),
                HasSubstr("no TrueType or OpenType font with outlines"));
}

TEST_F(TextOutlineTest, damaged_fonts_do_no_harm) {
    const std::string bytes = bytes_of(dejavu + "DejaVuSansMono.ttf");
    unsigned state = 1;
    for (int i = 0; i < 60; ++i) {
        std::string damaged =
            bytes.substr(0, i % 3 == 0 ? bytes.size() * static_cast<std::size_t>(i) / 60 : bytes.size());
        for (int k = 0; k < 50 && !damaged.empty(); ++k) {
            state = state * 1664525 + 1013904223;
            damaged[state % std::min<std::size_t>(damaged.size(), k < 25 ? 2000 : 400000)] ^=
                static_cast<char>(state >> 24);
        }
        const std::string file = write("damaged-" + std::to_string(i) + ".ttf", damaged);
        try {
            EXPECT_FALSE(std::isnan(fonts_.outline(U"Tea for 2, é", file).width));
        } catch (const Error&) {
            SUCCEED();  // is refused
        }
        std::filesystem::remove(file);
    }
}

TEST_F(TextOutlineTest, more_fonts_than_are_kept) {
    const std::string bytes = bytes_of(dejavu + "DejaVuSansMono.ttf");
    const double width = fonts_.outline(U"Tea", dejavu + "DejaVuSansMono.ttf").width;
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(fonts_.outline(U"Tea", write("copy-" + std::to_string(i), bytes)).width, width);
    }
    EXPECT_EQ(fonts_.outline(U"Tea", dejavu + "DejaVuSansMono.ttf").width, width);
}

// ---- outline_text() itself, with the fonts of the system ----

std::string refusal(std::string_view text) {
    try {
        outline_text(text, "");
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "caption");
        return error.message();
    }
    ADD_FAILURE() << "no error";
    return {};
}

TEST(OutlineTextTest, refuses_control_characters) {
    for (const char* const text : {"a\nb", "a\tb", "\x7F", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"}) {
        EXPECT_THAT(refusal(text), HasSubstr("control character")) << text;
    }
    EXPECT_THAT(refusal(std::string_view("\0", 1)), HasSubstr("control character"));
}

TEST(OutlineTextTest, refuses_what_is_no_utf8) {
    EXPECT_THAT(refusal("ab\xFF"), AllOf(HasSubstr("UTF-8"), HasSubstr("byte 2")));
}

TEST(OutlineTextTest, refuses_long_text) {
    std::string text;
    for (std::size_t i = 0; i < max_caption_length; ++i) text += "ä";
    EXPECT_GT(outline_text(text, "").width, 0);
    EXPECT_THAT(refusal(text + "a"), HasSubstr("more than 200"));
}

TEST(OutlineTextTest, many_threads_at_a_time) {
    std::vector<std::thread> threads;
    for (const char* const name : {"Sans", "Sans-Bold", "SansMono", "SansMono-Bold", "Serif", "Serif-Bold"}) {
        threads.emplace_back([font = dejavu + "DejaVu" + name + ".ttf"] {
            FontLibrary own;
            for (int i = 0; i < 20; ++i) {
                const TextOutline outline = outline_text("Tea for two", font);
                EXPECT_EQ(outline.path.points(), own.outline(U"Tea for two", font).path.points());
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace qrgen::qr
