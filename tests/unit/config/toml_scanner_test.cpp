// SPDX-License-Identifier: MIT
#include "core/config/toml_scanner.hpp"

#include <gtest/gtest.h>

namespace qrgen::config {
namespace {

TEST(TomlScannerTest, CharactersBeyondAsciiStandInStringsAndComments) {
    for (const char* toml : {
             "",
             "plain = 1",
             "\xEF\xBB\xBFlisten = 'ä' # ä",
             R"(a = "ä\"ä")",
             "a = '''ä\n'ä'''",
             "a = \"\"\"ä\n\\\"\"\"ä\"\"\"\"\"\nb = 'x'",
             "a = '' # ä",
             "a = 'unclosed ä",
             "a = \"ends in a backslash \\",
         }) {
        EXPECT_EQ(find_foreign_character(toml), std::nullopt) << toml;
    }
}

TEST(TomlScannerTest, ElsewhereTheirLineIsTold) {
    EXPECT_EQ(find_foreign_character("ä"), 1U);
    EXPECT_EQ(find_foreign_character("a = 'x'\nb = ä"), 2U);
    EXPECT_EQ(find_foreign_character("a = '''x\ny'''\nä = 1"), 3U);
    EXPECT_EQ(find_foreign_character("a = 'x'ä"), 1U);
    EXPECT_EQ(find_foreign_character("a = \"\"\"x\"\"\"\"\"ä"), 1U);
    EXPECT_EQ(find_foreign_character("# ä\nä"), 2U);
    EXPECT_EQ(find_foreign_character("a = 'never closed\nä"), 2U);
    EXPECT_EQ(find_foreign_character("a = '\\'ä"), 1U);  // no escapes between single quotes
}

}  // namespace
}  // namespace qrgen::config
