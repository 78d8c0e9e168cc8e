// SPDX-License-Identifier: MIT
#include "core/qr/images/pdf_drawing.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/qr/formats/pdf.hpp"
#include "core/qr/symbol/encode.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/unit/qr/images/documents.hpp"

namespace qrgen::qr {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ReadPdfTest, draws_the_first_page_on_white) {
    const Image image = read_pdf(
        pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>",
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 50] /Contents 5 0 R >>",
             "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 70 70] >>", stream("1 0 0 rg 0 0 50 25 re f")}),
        {});
    ASSERT_EQ(image.width, 1000);
    ASSERT_EQ(image.height, 500);
    EXPECT_THAT(pixel(image, 250, 375), ElementsAre(255, 0, 0, 255));  // y points up in a PDF
    EXPECT_THAT(pixel(image, 250, 125), ElementsAre(255, 255, 255, 255));
    EXPECT_THAT(pixel(image, 750, 375), ElementsAre(255, 255, 255, 255));
}

TEST(ReadPdfTest, our_own_codes) {
    const Symbol symbol = encode("https://example.org/menu?table=5", {});
    const Image image = read_pdf(render_pdf(symbol, {}), {});
    EXPECT_EQ(image.width, 1000);
    EXPECT_EQ(image.height, 1000);
    EXPECT_EQ(test::read_qr(on_white(image)), "https://example.org/menu?table=5");
}

TEST(ReadPdfTest, refuses_what_is_no_pdf) {
    EXPECT_THAT(refusal(read_pdf, ""), HasSubstr("the PDF is empty"));
    EXPECT_THAT(refusal(read_pdf, "%PDF-1.4\nnonsense"), HasSubstr("the PDF is broken"));
    EXPECT_THAT(refusal(read_pdf, one_page("0 0 9 9", "").substr(0, 150)), HasSubstr("the PDF"));
}

TEST(ReadPdfTest, refuses_one_without_pages) {
    EXPECT_THAT(
        refusal(read_pdf, pdf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>"})),
        HasSubstr("no page"));
}

TEST(ReadPdfTest, refuses_one_with_a_password) {
    const std::string bytes(32, 'x');
    EXPECT_THAT(refusal(read_pdf, one_page("0 0 9 9", "",
                                           "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + bytes +
                                               ") /U (" + bytes + ") >> /ID [(a) (b)]")),
                HasSubstr("encrypted and needs a password"));
}

TEST(ReadPdfTest, refuses_extreme_pages) {
    EXPECT_THAT(refusal(read_pdf, one_page("0 0 1 1000", "")), HasSubstr("so tall"));
    EXPECT_THAT(refusal(read_pdf, one_page("0 0 9000 1", "")), HasSubstr("so flat"));
}

TEST(ReadPdfTest, ends_one_that_takes_too_long) {
    std::string content = "0.01 w ";
    for (int i = 0; i < 60000; ++i)
        content += "0 " + std::to_string(i % 100) + " m 100 " + std::to_string(i * 7 % 100) + " l ";
    std::string all;
    for (int i = 0; i < 40; ++i) all += content + "S ";
    EXPECT_THAT(refusal(read_pdf, one_page("0 0 100 100", all), {.drawing_seconds = 1}),
                HasSubstr("takes more than 1 s"));
}

}  // namespace
}  // namespace qrgen::qr
