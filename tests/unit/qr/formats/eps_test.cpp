// SPDX-License-Identifier: MIT
//
// What EPS alone has; see page_test.cpp for the rest.
#include "core/qr/formats/eps.hpp"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "tests/support/command.hpp"
#include "tests/support/contents.hpp"
#include "tests/support/golden.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string render(const Picture& picture) {
    return render_eps(encode("hello", {}), picture);
}

TEST(EpsTest, golden_file) {
    EXPECT_EQ(render_eps(encode("HELLO", {}), Picture{.title = "Menu"}), test::golden("hello.eps"));
}

TEST(EpsTest, whole_points_around_the_exact_box) {
    const std::string eps = render(Picture{.size = PhysicalWidth{30, LengthUnit::millimetre}});
    EXPECT_THAT(eps, StartsWith("%!PS-Adobe-3.0 EPSF-3.0\n"));
    EXPECT_THAT(eps, HasSubstr("\n%%BoundingBox: 0 0 86 86\n%%HiResBoundingBox: 0 0 85.0394 85.0394\n"));
    EXPECT_THAT(eps, HasSubstr("\n%%LanguageLevel: 3\n"));
    EXPECT_THAT(eps, EndsWith("\nshowpage\n%%EOF\n"));
    EXPECT_THAT(render(Picture{.size = PhysicalWidth{1, LengthUnit::inch}}),
                HasSubstr("\n%%BoundingBox: 0 0 72 72\n"));
}

// Document Structuring Conventions 3.0: at most 255 characters a line, and no comments that are none.
TEST(EpsTest, short_lines_of_ascii) {
    const Image colourful = test::colourful(100, 100);
    const std::string eps = render(Picture{.gradient = Gradient{.end = {200, 0, 0}},
                                           .module_shape = ModuleShape::connected,
                                           .logo = Logo::from_bytes(test::to_png(colourful)),
                                           .title = test::letters(1000)});
    std::istringstream lines(eps);
    int comments = 0;
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 255U);
        comments += line.starts_with("%%");
    }
    EXPECT_EQ(comments, 11);
    EXPECT_TRUE(
        std::all_of(eps.begin(), eps.end(), [](char c) { return c == '\n' || (c >= 0x20 && c < 0x7F); }));
}

TEST(EpsTest, title_in_one_line_of_ascii) {
    EXPECT_THAT(render(Picture{.title = "Größe\n%%EOF\x1B\xFF"}), HasSubstr("\n%%Title: Gr??e?%%EOF??\n%%B"));
    EXPECT_THAT(render(Picture{}), Not(HasSubstr("%%Title")));
}

// Other programs set EPS files into their pages: nothing may be left behind.
TEST(EpsTest, leaves_state_and_stack_as_they_were) {
    const std::string eps = render(Picture{.gradient = Gradient{.end = {200, 0, 0}},
                                           .logo = Logo::from_bytes(test::to_png(test::colourful(9, 9)))});
    const std::string program = "/showpage {} def matrix currentmatrix countdictstack\n" + eps +
                                "\ncountdictstack eq ==\nmatrix currentmatrix 0 1 5 "
                                "{ dup 3 index exch get exch 2 index exch get eq == } for pop pop count ==\n";
    EXPECT_EQ(test::run("gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=nullpage {}", program),
              "true\ntrue\ntrue\ntrue\ntrue\ntrue\ntrue\n0\n");
}

}  // namespace
}  // namespace qrgen::qr
