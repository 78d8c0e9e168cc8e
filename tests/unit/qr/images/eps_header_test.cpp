// SPDX-License-Identifier: MIT
#include "core/qr/images/eps_header.hpp"

#include <array>
#include <cstddef>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;

std::array<double, 4> box(std::string_view program) {
    const Box found = bounding_box(program);
    return {found.left, found.bottom, found.right, found.top};
}

TEST(EpsHeaderTest, boxes_in_the_header) {
    EXPECT_THAT(box("%!PS\n%%BoundingBox: 10 20 110 70\n%%EndComments\n"), ElementsAre(10, 20, 110, 70));
    EXPECT_THAT(box("%!PS\r%%BoundingBox:-10 -20.5 1e2   70\r%%EndComments\r"),
                ElementsAre(-10, -20.5, 100, 70));
    EXPECT_THAT(box("%!PS\r\n%%BoundingBox: \t1 2 3 4 5\r\n"), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(box("%%BoundingBox: 1 2 3 4"), ElementsAre(1, 2, 3, 4));
}

TEST(EpsHeaderTest, the_exact_box_wins) {
    EXPECT_THAT(box("%!PS\n%%BoundingBox: 0 0 2 2\n%%HiResBoundingBox: 0.25 0.25 1.5 1.5\n%%EndComments\n"),
                ElementsAre(0.25, 0.25, 1.5, 1.5));
    EXPECT_THAT(box("%!PS\n%%BoundingBox: 0 0 2 2\n%%HiResBoundingBox: (atend)\n%%EndComments\n"),
                ElementsAre(0, 0, 2, 2));
}

TEST(EpsHeaderTest, boxes_at_the_end) {
    EXPECT_THAT(box("%!PS\n%%BoundingBox: (atend)\n%%EndComments\n%%Trailer\n%%BoundingBox: 1 2 3 4\n"),
                ElementsAre(1, 2, 3, 4));
}

TEST(EpsHeaderTest, boxes_of_included_documents_do_not_count) {
    EXPECT_THAT(box("%!PS\n%%BoundingBox: 0 0 9 9\n%%EndComments\n%%BeginDocument: x\n"
                    "%%HiResBoundingBox: 1 1 2 2\n%%BoundingBox: 1 1 2 2\n%%EndDocument\n"),
                ElementsAre(0, 0, 9, 9));
}

TEST(EpsHeaderTest, no_box) {
    for (const char* const program : {"", "%!PS\n", "%%BoundingBox:", "%%BoundingBox: 1 2 3\n4",
                                      "%%BoundingBox: a b c d", "%%BoundingBox: (atend)\n"}) {
        EXPECT_THROW(bounding_box(program), Error) << program;
    }
}

std::string table(std::size_t place, std::size_t size) {
    std::string bytes = "\xC5\xD0\xD3\xC6";
    for (const std::size_t number : {place, size}) {
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
    }
    return bytes + std::string(18, '\0');
}

TEST(EpsHeaderTest, the_program_behind_a_table) {
    EXPECT_EQ(postscript_in("%!PS"), "%!PS");
    EXPECT_EQ(postscript_in(table(30, 4) + "%!PS preview"), "%!PS");
    EXPECT_EQ(postscript_in(table(38, 4) + "preview %!PS"), "%!PS");
}

TEST(EpsHeaderTest, tables_that_point_outside) {
    EXPECT_EQ(postscript_in(table(31, 0xFFFFFFFF) + "%!PS"), "!PS");
    EXPECT_EQ(postscript_in(table(0xFFFFFFFF, 4) + "%!PS"), "");
    const std::string short_one = table(30, 4).substr(0, 29);
    EXPECT_EQ(postscript_in(short_one), short_one);
}

}  // namespace
}  // namespace qrgen::qr
