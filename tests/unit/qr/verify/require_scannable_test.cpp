// SPDX-License-Identifier: MIT
#include <string>

#include <gtest/gtest.h>

#include "core/base/error.hpp"
#include "core/qr/formats/png.hpp"
#include "core/qr/formats/svg.hpp"
#include "core/qr/symbol/split.hpp"
#include "core/qr/verify/sequence.hpp"
#include "core/qr/verify/verify.hpp"
#include "tests/unit/qr/verify/drawn.hpp"

namespace qrgen::qr {
namespace {

// Empty if it is scannable, else what is thrown.
template <typename Check>
std::string complaint(Check check) {
    try {
        check();
        return {};
    } catch (const Error& error) {
        return std::string(to_string(error.kind())) + ": " + error.message();
    }
}

std::string complaint_about(const std::string& picture, const std::string& content) {
    return complaint([&] { require_scannable(picture, content); });
}

TEST(RequireScannable, AcceptsWhatSaysExactlyTheContent) {
    EXPECT_EQ(complaint_about(render_png(qr_symbol("content"), {}), "content"), "");
    EXPECT_EQ(complaint_about(render_svg(qr_symbol("content"), {}), "content"), "");
    EXPECT_EQ(complaint_about(render_png(micro_symbol("42", ErrorLevel::low, 1), {.border = 2}), "42"), "");
    const Picture inverted{.fill = white, .back = black};
    EXPECT_EQ(complaint_about(render_png(qr_symbol("content"), inverted), "content"), "");
}

TEST(RequireScannable, RefusesOtherContent) {
    const std::string picture = render_png(qr_symbol("content"), {});
    for (const std::string wrong : {"Content", "content ", "conten", ""}) {
        EXPECT_EQ(complaint_about(picture, wrong),
                  "verification: the finished picture scans, but says something else");
    }
}

TEST(RequireScannable, RefusesWhatDoesNotScan) {
    const std::string dead = "verification: the finished picture does not scan";
    EXPECT_EQ(complaint_about(render_png(qr_symbol("content"), {.fill = white}), "content"), dead);
    const Symbol symbol = qr_symbol("content", ErrorLevel::low, 2);
    const Symbol damaged = with_wrong(symbol, modules_of_block(symbol, 0, 8));
    EXPECT_EQ(complaint_about(render_png(damaged, {}), "content"), dead);
}

TEST(RequireScannable, RefusesWhatIsNoPicture) {
    EXPECT_TRUE(complaint_about("no picture", "content").starts_with("invalid: picture: "));
    EXPECT_TRUE(complaint_about("", "content").starts_with("invalid: picture: "));
}

// --- Sequences ---

const std::string long_content = "one two three four five six seven eight nine ten eleven twelve";

std::vector<std::string> pictures_of(const std::string& content, int count) {
    std::vector<std::string> pictures;
    for (const Symbol& symbol : encode_split(content, {}, count)) pictures.push_back(render_png(symbol, {}));
    return pictures;
}

std::string complaint_about(const std::vector<std::string>& pictures, const std::string& content) {
    return complaint([&] { require_scannable_sequence(pictures, content); });
}

TEST(RequireScannableSequence, AcceptsAllPartsInTheirOrder) {
    EXPECT_EQ(complaint_about(pictures_of(long_content, 3), long_content), "");
}

TEST(RequireScannableSequence, RefusesPartsThatAreSwappedOrMissing) {
    std::vector<std::string> pictures = pictures_of(long_content, 3);
    std::swap(pictures[0], pictures[2]);
    const std::string misplaced = "verification: picture 1 of 3 does not say its place in the sequence";
    EXPECT_EQ(complaint_about(pictures, long_content), misplaced);
    pictures = pictures_of(long_content, 3);
    pictures.pop_back();
    EXPECT_NE(complaint_about(pictures, long_content), "");
    pictures.push_back(render_png(qr_symbol("no part"), {}));
    EXPECT_EQ(complaint_about(pictures, long_content),
              "verification: picture 3 of 3 does not say its place in the sequence");
}

TEST(RequireScannableSequence, RefusesOtherContentAndDeadPictures) {
    std::vector<std::string> pictures = pictures_of(long_content, 3);
    EXPECT_EQ(complaint_about(pictures, long_content + "!"),
              "verification: the finished pictures together say something else");
    pictures[1] = render_png(encode_split(long_content, {}, 3)[1], {.fill = white});
    EXPECT_EQ(complaint_about(pictures, long_content), "verification: picture 2 of 3 does not scan");
}

}  // namespace
}  // namespace qrgen::qr
