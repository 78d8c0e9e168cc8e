// SPDX-License-Identifier: MIT
#include "core/qr/images/eps_drawing.hpp"

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/formats/eps.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/images/documents.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view red_quarter = "1 0 0 setrgbcolor 10 20 50 25 rectfill";

void expect_red_quarter(const Image& image) {
    ASSERT_EQ(image.width, 1000);
    ASSERT_EQ(image.height, 500);
    EXPECT_THAT(pixel(image, 250, 375), ElementsAre(255, 0, 0, 255));  // y points up
    EXPECT_THAT(pixel(image, 5, 495), ElementsAre(255, 0, 0, 255));
    EXPECT_THAT(pixel(image, 250, 125), ElementsAre(255, 255, 255, 255));
    EXPECT_THAT(pixel(image, 750, 375), ElementsAre(255, 255, 255, 255));
}

TEST(ReadEpsTest, draws_the_bounding_box_on_white) {
    const std::string program(red_quarter);
    expect_red_quarter(read_eps(eps("10 20 110 70", program), {}));
    expect_red_quarter(read_eps(eps("10 20 110 70", program + " showpage"), {}));
    expect_red_quarter(read_eps(eps("10 20 110 70", program + " showpage showpage"), {}));
    expect_red_quarter(read_eps(eps("10 20 110 70", "showpage " + program), {}));
}

TEST(ReadEpsTest, boxes_of_all_kinds) {
    const std::string program(red_quarter);
    expect_red_quarter(read_eps("%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: (atend)\n%%EndComments\n" + program +
                                    "\n%%Trailer\n%%BoundingBox: 10 20 110 70\n%%EOF\n",
                                {}));
    expect_red_quarter(
        read_eps("%!PS-Adobe-3.0 EPSF-3.0\r\n%%BoundingBox: 9 19 111 71\r\n%%HiResBoundingBox: "
                 "10.0 20.0 110.0 70.0\r\n%%EndComments\r\n" +
                     program,
                 {}));
    expect_red_quarter(read_eps(
        eps("10 20 110 70", program + "\n%%BeginDocument: x\n%%BoundingBox: 0 0 1 1\n%%EndDocument"), {}));
}

TEST(ReadEpsTest, one_with_a_table_in_front) {
    const std::string program = eps("10 20 110 70", std::string(red_quarter));
    std::string bytes = "\xC5\xD0\xD3\xC6";
    for (const std::size_t number : {std::size_t{30}, program.size(), std::size_t{0}, std::size_t{0},
                                     30 + program.size(), std::size_t{7}}) {
        for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(number >> shift & 0xFF);
    }
    bytes += "\xFF\xFF" + program + "preview";
    expect_red_quarter(read_eps(bytes, {}));
}

TEST(ReadEpsTest, our_own_codes) {
    const Symbol symbol = encode("https://example.org/menu?table=5", {});
    const Image image = read_eps(render_eps(symbol, {}), {});
    EXPECT_EQ(image.width, 1000);
    EXPECT_EQ(test::read_qr(on_white(image)), "https://example.org/menu?table=5");
}

TEST(ReadEpsTest, refuses_what_is_no_eps) {
    EXPECT_THAT(refusal(read_eps, ""), HasSubstr("the EPS is empty"));
    EXPECT_THAT(refusal(read_eps, "%!PS-Adobe-3.0\nshowpage\n"), HasSubstr("no bounding box"));
    EXPECT_THAT(refusal(read_eps, eps("a b c d", "")), HasSubstr("no bounding box"));
    EXPECT_THAT(refusal(read_eps, eps("0 0 0 10", "")), HasSubstr("no area"));
    EXPECT_THAT(refusal(read_eps, eps("0 0 1 900", "")), HasSubstr("so tall"));
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", "(unended string")), HasSubstr("the EPS"));
    EXPECT_THAT(refusal(read_eps, std::string("\xC5\xD0\xD3\xC6") + std::string(26, '\xFF')),
                HasSubstr("no bounding box"));
}

TEST(ReadEpsTest, says_what_is_wrong_in_the_program) {
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", "nonsense")),
                HasSubstr("the EPS cannot be drawn: undefined in nonsense"));
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", "quit")), HasSubstr("quits before it is drawn"));
}

TEST(ReadEpsTest, a_large_program_is_read_whole) {
    const std::string lines(300'000, '\n');
    expect_red_quarter(read_eps(eps("10 20 110 70", lines + std::string(red_quarter)), {}));
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", std::string(17 << 20, '\n'))), HasSubstr("16 MiB"));
}

TEST(ReadEpsTest, ends_one_that_never_ends) {
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", "{} loop"), {.drawing_seconds = 1}),
                HasSubstr("takes more than 1 s"));
}

TEST(ReadEpsTest, cannot_change_the_size) {
    const std::string larger = "<< /PageSize [9000 9000] /HWResolution [600 600] >> ";
    const std::string program(red_quarter);
    expect_red_quarter(read_eps(eps("10 20 110 70", larger + "setpagedevice " + program), {}));
    EXPECT_EQ(
        read_eps(eps("10 20 110 70", larger + "systemdict /setpagedevice get exec " + program), {}).width,
        1000);
}

TEST_F(OutsideTest, an_eps_reads_no_file) {
    const std::string name = "(" + (folder_ / "secret.txt").string() + ")";
    for (const std::string& program : std::vector<std::string>{
             name + " (r) file", name + " run", "(%pipe%id) (r) file",
             "<< /OutputDevice /png16m /OutputFile " + name + " >> systemdict /setpagedevice get exec",
             name + " deletefile", name + " (w) file",
             "(%stdin) (r) file 10 string readstring not { undefinedhere } if"}) {
        EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", program)), HasSubstr("cannot be drawn")) << program;
    }
    EXPECT_EQ(std::filesystem::file_size(folder_ / "secret.txt"), 6U);
}

TEST_F(OutsideTest, the_environment_does_not_open_files_to_an_eps) {
    setenv("GS_OPTIONS", "-dNOSAFER", 1);
    EXPECT_THAT(refusal(read_eps, eps("0 0 9 9", "(" + (folder_ / "secret.txt").string() + ") (r) file")),
                HasSubstr("invalidfileaccess"));
    unsetenv("GS_OPTIONS");
}

TEST(ReadEpsTest, what_it_prints_goes_nowhere) {
    testing::internal::CaptureStdout();
    read_eps(eps("0 0 9 9", "(noise\n) print flush"), {});
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

}  // namespace
}  // namespace qrgen::qr
