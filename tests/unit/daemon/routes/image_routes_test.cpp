// SPDX-License-Identifier: MIT
#include "daemon/routes/image_routes.hpp"

#include <set>

#include "daemon/routes/image_request.hpp"
#include "tests/support/jpeg_reader.hpp"
#include "tests/support/picture_files.hpp"
#include "tests/support/png_reader.hpp"
#include "tests/support/print_reader.hpp"
#include "tests/support/qr_reader.hpp"
#include "tests/support/svg_reader.hpp"
#include "tests/support/txt_reader.hpp"
#include "tests/support/webp_reader.hpp"
#include "tests/unit/daemon/api_fixture.hpp"

namespace qrgen::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

class ImageRoutesTest : public ApiTest {
  protected:
    ImageRoutesTest() : id_(make_static("hello")) {}

    std::string target(const std::string& query) const { return "/api/v1/qr/" + id_ + "/image?" + query; }
    Outcome image(const std::string& query) { return get(target(query)); }
    test::Image png(const std::string& query) { return test::read_png(image(query).response.body).image; }

    std::string id_;
};

std::string red_logo() {
    return test::to_png(test::plain(64, 64, 0xFF0000FF));
}

std::size_t count(const test::Image& image, qr::Colour colour) {
    return static_cast<std::size_t>(std::count(image.pixels.begin(), image.pixels.end(), colour));
}

TEST_F(ImageRoutesTest, APngIsMadeByDefault) {
    const Outcome answer = image("");
    ASSERT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.header("Content-Type"), "image/png");
    EXPECT_EQ(answer.header("Content-Disposition"), "inline; filename=qr_code.png");
    EXPECT_EQ(answer.header("X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(answer.header("Cache-Control"), "private, no-cache");
    const test::Image picture = test::read_png(answer.response.body).image;
    EXPECT_EQ(picture.width, 250);
    EXPECT_EQ(picture.height, 250);
    EXPECT_EQ(test::read_qr(picture), "hello");
    EXPECT_EQ(images_made_, (std::map<std::string, int>{{"png", 1}}));
}

TEST_F(ImageRoutesTest, EveryFormatShowsTheCode) {
    const auto body = [this](const std::string& format, const char* type, const char* ending) {
        const Outcome answer = image("image_format=" + format);
        EXPECT_EQ(answer.status(), 200) << format;
        EXPECT_EQ(answer.header("Content-Type"), type);
        EXPECT_EQ(answer.header("Content-Disposition"), std::string("inline; filename=qr_code.") + ending);
        return answer.response.body;
    };
    EXPECT_EQ(test::read_qr(test::read_png(body("png", "image/png", "png")).image), "hello");
    EXPECT_EQ(test::read_qr(test::read_jpeg(body("jpeg", "image/jpeg", "jpg")).image), "hello");
    EXPECT_EQ(test::read_qr(test::read_jpeg(body("jpg", "image/jpeg", "jpg")).image), "hello");
    EXPECT_EQ(test::read_qr(test::read_webp(body("webp", "image/webp", "webp")).image), "hello");
    EXPECT_EQ(test::read_qr(test::rasterise_svg(body("svg", "image/svg+xml", "svg"))), "hello");
    EXPECT_EQ(test::read_qr(test::rasterise_pdf(body("pdf", "application/pdf", "pdf"), 96)), "hello");
    EXPECT_EQ(test::read_qr(test::rasterise_eps(body("eps", "application/postscript", "eps"), 96)), "hello");
    const std::string text = body("txt", "text/plain; charset=utf-8", "txt");
    EXPECT_EQ(test::read_qr(test::read_txt(text, 4)), "hello");
    EXPECT_EQ(text.find('\x1B'), std::string::npos) << "no colours of a terminal";
    EXPECT_EQ(images_made_["jpeg"], 2) << "one name for metrics";
}

TEST_F(ImageRoutesTest, OnlyAnSvgGetsAPolicy) {
    EXPECT_THAT(image("image_format=svg").header("Content-Security-Policy"),
                StartsWith("default-src 'none'"));
    EXPECT_EQ(image("").header("Content-Security-Policy"), "");
}

TEST_F(ImageRoutesTest, WidthIsSizeTimesTwentyFivePixels) {
    for (const int size : {2, 7, 33, 50}) {
        const std::string query = "size=" + std::to_string(size);
        EXPECT_EQ(png(query).width, 25 * size);
        EXPECT_EQ(png(query).height, 25 * size);
        EXPECT_EQ(test::read_jpeg(image(query + "&image_format=jpeg").response.body).image.width, 25 * size);
        EXPECT_EQ(test::read_webp(image(query + "&image_format=webp").response.body).image.width, 25 * size);
        EXPECT_EQ(test::rasterise_svg(image(query + "&image_format=svg").response.body).width, 25 * size);
    }
}

TEST_F(ImageRoutesTest, SizeAndBorderOfTheCodeDoNotCount) {
    id_ = make_static("hello", {{"size", 30}, {"border", 0}});
    EXPECT_EQ(png("").width, 250);
    EXPECT_EQ(image("").response.body, image("size=10&border=4").response.body);
}

TEST_F(ImageRoutesTest, AWidthThatIsTooSmallIsRefused) {
    const Outcome refused = image("size=1");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("query.size"));
    EXPECT_THAT(refused.fault("size"), HasSubstr("needs at least 29"));
    EXPECT_EQ(image("size=1&border=2").status(), 200) << "21 modules and two times 2";
    EXPECT_EQ(image("size=1&image_format=svg").status(), 200) << "can be scaled";
}

TEST_F(ImageRoutesTest, ColoursAreTheCodesOwnUnlessGiven) {
    id_ = make_static("hello", {{"fill_color", "#102030"}, {"back_color", "#F0E0D0"}});
    const test::Image own = png("");
    EXPECT_GT(count(own, {0x10, 0x20, 0x30}), 5000U);
    EXPECT_EQ(own.at(0, 0), (qr::Colour{0xF0, 0xE0, 0xD0}));
    const test::Image other = png("fill_color=%23AA0000&back_color=%23ffffee");
    EXPECT_GT(count(other, {0xAA, 0, 0}), 5000U);
    EXPECT_EQ(other.at(0, 0), (qr::Colour{0xFF, 0xFF, 0xEE}));
}

TEST_F(ImageRoutesTest, ColoursMustDiffer) {
    const Outcome same = image("fill_color=%23aabbcc&back_color=%23AABBCC");
    EXPECT_EQ(same.status(), 422);
    EXPECT_THAT(same.places(), ElementsAre("query.back_color"));
    EXPECT_THAT(image("fill_color=%23FFFFFF").places(), ElementsAre("query.fill_color"))
        << "the code's own background";
    EXPECT_THAT(image("data_dark_color=%23FFFFFF").places(), ElementsAre("query.data_dark_color"));
    EXPECT_THAT(image("data_dark_color=%23FF000000").places(), ElementsAre("query.data_dark_color"))
        << "not painted";
    EXPECT_THAT(image("data_light_color=%23000000").places(), ElementsAre("query.data_light_color"));
    EXPECT_EQ(image("fill_color=%23FEFEFE").status(), 200) << "risky, but different";
}

TEST_F(ImageRoutesTest, DataModulesCanHaveColoursOfTheirOwn) {
    const test::Image picture = png("data_dark_color=%23AA0000&data_light_color=%2300FF0033");
    EXPECT_GT(count(picture, {0xAA, 0, 0}), 1000U);
    EXPECT_GT(count(picture, {0xCC, 0xFF, 0xCC}), 1000U) << "a fifth of green on white";
    EXPECT_GT(count(picture, qr::black), 1000U) << "finder patterns";
    EXPECT_EQ(test::read_qr(picture), "hello");
}

TEST_F(ImageRoutesTest, FormatsWithoutTransparencyGetWhatOneSees) {
    const std::string colours = "&data_dark_color=%23AA000080&data_light_color=%2300FF0033";
    for (const char* format : {"jpeg", "eps"}) {
        EXPECT_EQ(image("image_format=" + std::string(format) + colours).status(), 200) << format;
    }
    const Outcome text = image("image_format=txt" + colours);
    EXPECT_EQ(text.status(), 422);
    EXPECT_THAT(text.places(), ElementsAre("query.data_dark_color", "query.data_light_color"));
}

TEST_F(ImageRoutesTest, QualityIsForLossyFormats) {
    const auto bytes = [this](const std::string& query) { return image(query).response.body; };
    EXPECT_LT(bytes("image_format=jpeg&image_quality=1").size(),
              bytes("image_format=jpeg&image_quality=100").size());
    EXPECT_TRUE(test::read_webp(bytes("image_format=webp")).is_lossless);
    EXPECT_FALSE(test::read_webp(bytes("image_format=webp&image_quality=50")).is_lossless);
    EXPECT_EQ(bytes("image_quality=50"), bytes("")) << "PNG ignores it";
}

TEST_F(ImageRoutesTest, TheErrorLevelCanBeRaisedAndLowered) {
    id_ = make_static(std::string(100, 'a'), {{"error_level", "h"}});
    // "…; N modules" is told by the module count of the text format.
    const auto rows = [this](const std::string& query) {
        const std::string text = image("image_format=txt" + query).response.body;
        return std::count(text.begin(), text.end(), '\n');
    };
    EXPECT_EQ(rows(""), rows("&error_level=h"));
    EXPECT_LT(rows("&error_level=l"), rows(""));
}

TEST_F(ImageRoutesTest, ContentThatDoesNotFitAtTheLevelIsRefused) {
    id_ = make_static(std::string(2000, 'a'));
    EXPECT_EQ(image("size=50").status(), 200);
    const Outcome refused = image("size=50&error_level=h");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("query.error_level"));
    EXPECT_THAT(refused.fault("error_level"), HasSubstr("1273"));
    use_logo(red_logo());
    EXPECT_THAT(image("size=50&include_logo=true").places(), ElementsAre("query.include_logo"));
}

TEST_F(ImageRoutesTest, ALogoNeedsToBeConfigured) {
    const Outcome refused = image("include_logo=true");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("query.include_logo"));
    EXPECT_EQ(image("include_logo=false").status(), 200);
}

TEST_F(ImageRoutesTest, ALogoIsInTheMiddleAndTheCodeStillScans) {
    use_logo(red_logo());
    for (const char* format : {"png", "webp"}) {
        const std::string body =
            image("size=20&include_logo=true&image_format=" + std::string(format)).response.body;
        const test::Image picture =
            std::string_view(format) == "png" ? test::read_png(body).image : test::read_webp(body).image;
        EXPECT_EQ(picture.at(250, 250), (qr::Colour{255, 0, 0})) << format;
        EXPECT_EQ(test::read_qr(picture), "hello") << format;
    }
    EXPECT_EQ(count(png("size=20"), {255, 0, 0}), 0U);
    EXPECT_EQ(image("include_logo=true&image_format=svg").status(), 200);
    EXPECT_THAT(image("include_logo=true&image_format=txt").places(), ElementsAre("query.include_logo"));
}

TEST_F(ImageRoutesTest, ALogoRaisesTheLevelToH) {
    use_logo(red_logo());
    id_ = make_static(std::string(100, 'a'), {{"error_level", "l"}});
    // viewBox is as wide as symbol and border: version 10 (57 modules) holds 119 bytes at H, version 5 (37)
    // 106 at L.
    EXPECT_THAT(image("image_format=svg").response.body, HasSubstr("viewBox=\"0 0 45 45\""));
    EXPECT_THAT(image("image_format=svg&include_logo=1").response.body, HasSubstr("viewBox=\"0 0 65 65\""));
    EXPECT_THAT(image("image_format=svg&include_logo=1&error_level=l").response.body,
                HasSubstr("viewBox=\"0 0 65 65\""));
}

TEST_F(ImageRoutesTest, AnSvgHasATitleOnlyIfOneIsGiven) {
    id_ = make_static("hello", {{"title", "of the code"}});
    EXPECT_THAT(image("image_format=svg").response.body, Not(HasSubstr("<title>")));
    const std::string svg =
        image("image_format=svg&svg_title=%3Cb%3E%26&svg_description=%C3%A4+%22x%22").response.body;
    EXPECT_THAT(svg, HasSubstr("<title>&lt;b&gt;&amp;</title>"));
    EXPECT_THAT(svg, HasSubstr("<desc>ä "));
    EXPECT_THAT(svg, Not(HasSubstr("<b>")));
    EXPECT_EQ(test::read_qr(test::rasterise_svg(svg)), "hello");
}

TEST_F(ImageRoutesTest, APhysicalSizeIsExact) {
    EXPECT_THAT(image("image_format=svg&physical_size=2&physical_unit=in&dpi=300").response.body,
                HasSubstr("width=\"2in\" height=\"2in\""));
    EXPECT_THAT(image("image_format=svg&physical_size=2.5&physical_unit=cm&dpi=300").response.body,
                HasSubstr("width=\"2.5cm\" height=\"2.5cm\""));
    EXPECT_EQ(png("physical_size=2&physical_unit=in&dpi=300").width, 600);
    EXPECT_EQ(png("physical_size=25.4&physical_unit=mm&dpi=72&border=0").width, 72);
    EXPECT_EQ(png("physical_size=5&physical_unit=cm&dpi=254&size=50").width, 500) << "size does not count";
    const std::string jpeg =
        image("physical_size=1&physical_unit=in&dpi=144&image_format=jpeg").response.body;
    EXPECT_EQ(test::read_jpeg(jpeg).image.width, 144);
    EXPECT_EQ(test::read_jpeg(jpeg).density, 144);
}

TEST_F(ImageRoutesTest, APhysicalSizeNeedsAllThree) {
    EXPECT_THAT(image("physical_size=2").places(), ElementsAre("query.physical_unit", "query.dpi"));
    EXPECT_THAT(image("physical_unit=in").places(), ElementsAre("query.physical_size", "query.dpi"));
    EXPECT_THAT(image("dpi=300&physical_unit=in").places(), ElementsAre("query.physical_size"));
    EXPECT_THAT(image("dpi=30&physical_unit=in").places(), ElementsAre("query.dpi", "query.physical_size"));
    EXPECT_THAT(image("physical_size=2&physical_unit=feet&dpi=300").places(),
                ElementsAre("query.physical_unit"));
}

TEST_F(ImageRoutesTest, PicturesOfPixelsHaveAGreatestWidth) {
    EXPECT_EQ(png("physical_size=50&physical_unit=in&dpi=100").width, max_physical_pixels);
    const Outcome refused = image("physical_size=100&physical_unit=in&dpi=1200");
    EXPECT_EQ(refused.status(), 422);
    EXPECT_THAT(refused.places(), ElementsAre("query.physical_size"));
    EXPECT_THAT(refused.fault("physical_size"), HasSubstr("120000 pixels wide, more than the limit of 5000"));
    EXPECT_EQ(image("physical_size=100&physical_unit=in&dpi=1200&image_format=svg").status(), 200);
    EXPECT_EQ(image("physical_size=100&physical_unit=in&dpi=1200&image_format=pdf").status(), 200);
    EXPECT_THAT(image("physical_size=0.1&physical_unit=mm&dpi=72").places(),
                ElementsAre("query.physical_size"))
        << "too small for a symbol";
    bool is_told = false;
    for (const http::Parameter& row : image_parameters()) {
        is_told = is_told || row.summary.find(std::to_string(max_physical_pixels)) != std::string_view::npos;
    }
    EXPECT_TRUE(is_told);
}

TEST_F(ImageRoutesTest, LargePicturesWaitForAPlace) {
    const std::string large = target("physical_unit=in&dpi=100&physical_size=12.51");
    EXPECT_EQ(get(large).status(), 200);
    EXPECT_EQ(get(large).status(), 200) << "the place is given back";
    EXPECT_EQ(get(large + "&border=4&physical_size=0.2").status(), 422);
    table_.clear();
    add_image_routes(table_, *codes_,
                     {.version = "1",
                      .logo = [] { return std::make_shared<ConfiguredLogo>(); },
                      .image_made = [](std::string_view) {},
                      .large_pictures = 0,
                      .wait = std::chrono::milliseconds(0)});
    const Outcome refused = get(large);
    EXPECT_EQ(refused.status(), 503);
    EXPECT_EQ(refused.header("Retry-After"), "2");
    EXPECT_EQ(image("physical_unit=in&dpi=100&physical_size=12.5").status(), 200) << "as size=50";
    EXPECT_EQ(image("physical_unit=in&dpi=100&physical_size=100&image_format=svg").status(), 200);
}

TEST_F(ImageRoutesTest, EveryParameterHasItsLimits) {
    const std::string physical = "physical_unit=in&image_format=svg&";
    for (const std::string& good :
         {std::string("image_quality=1"), std::string("image_quality=100"), std::string("size=50"),
          std::string("size=10.0"), std::string("border=0"), std::string("border=20"),
          std::string("error_level=q"), "svg_title=" + std::string(100, 'a'),
          "svg_description=" + std::string(500, 'a'), physical + "physical_size=0.1&dpi=72",
          physical + "physical_size=100&dpi=1200"}) {
        EXPECT_EQ(image(good).status(), 200) << good;
    }
    for (const std::string& bad : {std::string("image_format=gif"),
                                   std::string("image_format=PNG"),
                                   std::string("image_format=pbm"),
                                   std::string("image_format=kitty"),
                                   std::string("image_quality=0"),
                                   std::string("image_quality=101"),
                                   std::string("size=0"),
                                   std::string("size=51"),
                                   std::string("border=-1"),
                                   std::string("border=21"),
                                   std::string("fill_color=black"),
                                   std::string("fill_color=%2300000080"),
                                   std::string("back_color=%23FFF"),
                                   std::string("data_dark_color=%23FFFFF"),
                                   std::string("data_light_color=transparent"),
                                   std::string("include_logo=perhaps"),
                                   std::string("error_level=x"),
                                   "svg_title=" + std::string(101, 'a'),
                                   std::string("svg_title=%FF"),
                                   "svg_description=" + std::string(501, 'a')}) {
        const Outcome refused = image(bad);
        EXPECT_EQ(refused.status(), 422) << bad;
        EXPECT_THAT(refused.places(), ElementsAre("query." + bad.substr(0, bad.find('=')))) << bad;
    }
    for (const std::string& bad :
         {std::string("physical_size=0.09&dpi=72"), std::string("physical_size=100.1&dpi=72"),
          std::string("physical_size=1&dpi=71"), std::string("physical_size=1&dpi=1201")}) {
        EXPECT_EQ(image(physical + bad).status(), 422) << bad;
    }
}

TEST_F(ImageRoutesTest, AllFaultsAreListed) {
    const Outcome refused = image(
        "image_format=gif&size=0&border=99&fill_color=x&include_logo=true&svg_title=%FF&dpi=1&quality=0");
    EXPECT_THAT(
        refused.places(),
        ElementsAre("query.image_format", "query.size", "query.border", "query.fill_color", "query.svg_title",
                    "query.dpi", "query.physical_size", "query.physical_unit", "query.include_logo"));
    EXPECT_THAT(images_made_, IsEmpty());
}

TEST_F(ImageRoutesTest, WhatTheCallerHasIsNotDrawnAgain) {
    const std::string etag = image("").header("ETag");
    ASSERT_THAT(etag, testing::MatchesRegex("\"[0-9a-f]{64}\""));
    EXPECT_EQ(image("").header("ETag"), etag);
    images_made_.clear();
    for (const std::string& known : {etag, "W/" + etag, "\"x\", " + etag, std::string("*")}) {
        const Outcome answer = get(target(""), {{"If-None-Match", known}});
        EXPECT_EQ(answer.status(), 304) << known;
        EXPECT_EQ(answer.response.body, "");
        EXPECT_EQ(answer.header("ETag"), etag);
        EXPECT_EQ(answer.header("Cache-Control"), "private, no-cache");
        EXPECT_EQ(answer.header("Content-Type"), "");
    }
    EXPECT_THAT(images_made_, IsEmpty());
    EXPECT_EQ(get(target(""), {{"If-None-Match", "\"other\""}}).status(), 200);
    EXPECT_EQ(get("/api/v1/qr/unknown/image", {{"If-None-Match", "*"}}).status(), 404);
}

TEST_F(ImageRoutesTest, WhateverChangesThePictureChangesItsTag) {
    use_logo(red_logo());
    std::set<std::string> tags;
    std::size_t number = 0;
    const auto add = [&](const std::string& what, const Outcome& answer) {
        ASSERT_EQ(answer.status(), 200) << what;
        tags.insert(answer.header("ETag"));
        EXPECT_EQ(tags.size(), ++number) << what;
    };
    for (const char* query :
         {"", "image_format=svg", "image_format=jpeg", "image_format=jpeg&image_quality=50", "size=11",
          "border=5", "fill_color=%23000001", "back_color=%23FFFFFE", "data_dark_color=%23000001",
          "data_light_color=%23FFFFFE", "include_logo=1", "error_level=h", "image_format=svg&svg_title=a",
          "image_format=svg&svg_description=a", "physical_size=2&physical_unit=in&dpi=100",
          "physical_size=2&physical_unit=in&dpi=101", "physical_size=2.1&physical_unit=in&dpi=100",
          "physical_size=2&physical_unit=cm&dpi=100"}) {
        add(query, image(query));
    }
    use_logo(test::to_png(test::plain(64, 64, 0x00FF00FF)));
    add("another logo", image("include_logo=1"));
    const std::string first = id_;
    for (const nlohmann::json& fields :
         {nlohmann::json{{"fill_color", "#000002"}}, nlohmann::json{{"back_color", "#FFFFFD"}},
          nlohmann::json{{"error_level", "q"}}}) {
        id_ = make_static("hello", fields);
        add(fields.dump(), image(""));
    }
    id_ = make_static("hello!");
    add("content", image(""));
    id_ = first;
    EXPECT_EQ(tags.count(image("unknown=1&size=10").header("ETag")), 0U)
        << "other context: the logo was replaced";
}

TEST_F(ImageRoutesTest, TheTagDoesNotDependOnHowTheSameIsSaid) {
    const std::string etag = image("").header("ETag");
    for (const char* query :
         {"size=10", "size=10.0", "border=4&image_format=png", "include_logo=off", "x=y"}) {
        EXPECT_EQ(image(query).header("ETag"), etag) << query;
    }
}

TEST_F(ImageRoutesTest, ADisabledCodeStillHasItsPicture) {
    codes::CodeChanges changes;
    changes.status = codes::CodeStatus::disabled;
    codes_->update(id_, changes, "test");
    EXPECT_EQ(image("").status(), 200);
}

}  // namespace
}  // namespace qrgen::daemon
