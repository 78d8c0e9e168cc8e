// SPDX-License-Identifier: MIT
#include "core/qr/symbol/mask_choice.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/symbol/encode.hpp"
#include "core/qr/symbol/libqrencode.hpp"
#include "tests/support/contents.hpp"

namespace qrgen::qr {
namespace {

std::string picture(const Symbol& symbol) {
    std::string text;
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) text += symbol.is_dark(x, y) ? '#' : '.';
        text += '\n';
    }
    return text;
}

std::string chosen_by_library(const std::string& content, ErrorLevel level) {
    const Owned<QRcode> code(QRcode_encodeString(content.c_str(), 1, library_level(level), QR_MODE_8, 1));
    return picture(to_symbol(*code, level, SymbolKind::qr));
}

class MaskChoiceTest : public testing::TestWithParam<ErrorLevel> {};

TEST_P(MaskChoiceTest, chooses_what_the_library_chooses) {
    std::uint32_t seed = 1;
    for (std::size_t size = 1; size < 1270; size += 1 + size / 8) {
        for (int i = 0; i < 12; ++i) {
            const std::string content = test::letters(size, ++seed);
            ASSERT_EQ(picture(encode(content, {.level = GetParam()})), chosen_by_library(content, GetParam()))
                << size << " letters, seed " << seed;
        }
    }
}

// Long runs, and patterns like finders in all sizes.
TEST_P(MaskChoiceTest, chooses_the_same_of_regular_contents) {
    for (const char* piece : {"0", "A", "a", "ab", "ABC", "10", "U", "\x7f", "3q", "]\x7f", "http://"}) {
        std::string content;
        while (content.size() < 900) {
            content += piece;
            ASSERT_EQ(picture(encode(content, {.level = GetParam()})), chosen_by_library(content, GetParam()))
                << content;
            if (content.size() > 100) content += content;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Levels, MaskChoiceTest,
                         testing::Values(ErrorLevel::low, ErrorLevel::medium, ErrorLevel::quartile,
                                         ErrorLevel::high));

}  // namespace
}  // namespace qrgen::qr
