// SPDX-License-Identifier: MIT
#include "core/qr/formats/ascii85.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/command.hpp"
#include "tests/support/contents.hpp"

namespace qrgen::qr {
namespace {

TEST(Ascii85Test, known_encodings) {
    EXPECT_EQ(to_ascii85(""), "\n~>\n");
    EXPECT_EQ(to_ascii85("Man sure."), "9jqo^F*2M7/c\n~>\n");
    EXPECT_EQ(to_ascii85(std::string(4, '\0')), "z\n~>\n");
    EXPECT_EQ(to_ascii85(std::string(2, '\0')), "!!!\n~>\n");
    EXPECT_EQ(to_ascii85("\xFF\xFF\xFF\xFF"), "s8W-!\n~>\n");
}

TEST(Ascii85Test, ghostscript_decodes_it) {
    for (std::size_t size = 0; size < 2000; size = size * 3 / 2 + 1) {
        const std::string bytes = test::arbitrary_bytes(size, static_cast<std::uint32_t>(size));
        const std::string program =
            "currentfile /ASCII85Decode filter\n"
            "{ dup read not { exit } if (%stdout) (w) file exch write } loop\n" +
            to_ascii85(bytes) + "\n";
        // Without closing a file it loses what is buffered; so each byte is written, and the end flushes.
        EXPECT_EQ(test::run("gs -q -dNODISPLAY -dBATCH -dNOPAUSE {}", program), bytes) << size;
    }
}

TEST(Ascii85Test, short_lines_that_are_no_comments) {
    std::istringstream lines(to_ascii85(test::arbitrary_bytes(100'000)));
    for (std::string line; std::getline(lines, line);) {
        EXPECT_LE(line.size(), 81U);
        EXPECT_FALSE(line.starts_with('%'));
    }
}

}  // namespace
}  // namespace qrgen::qr
