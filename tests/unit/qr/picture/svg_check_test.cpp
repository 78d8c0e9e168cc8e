// SPDX-License-Identifier: MIT
#include "core/qr/picture/svg_check.hpp"

#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "tests/support/picture_files.hpp"

namespace qrgen::qr {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::string svg(const std::string& content, const std::string& attributes = "") {
    return "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' " +
           attributes + ">" + content + "</svg>";
}

void expect_accepted(const std::string& file) {
    EXPECT_NO_THROW(check_svg(file)) << file;
}

void expect_refused(const std::string& file, const std::string& reason) {
    EXPECT_THAT([&] { check_svg(file); }, ThrowsMessage<Error>(HasSubstr(reason))) << file;
}

TEST(SvgCheckTest, AcceptsDrawings) {
    expect_accepted(svg(""));
    expect_accepted("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- by hand -->" +
                    svg("<path d='M0 0h1'/>"));
    expect_accepted("\xEF\xBB\xBF" + svg("<text>Gr\u00F6\u00DFe &amp; \\ url(http://x) on @import</text>"));
    expect_accepted("<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:rect/></s:svg>");
    expect_accepted(
        svg("<style>.a{fill:url(#g);clip-path: url( '#c' )}</style><g class='a' style='fill:url(\"#g\")'/>"));
    expect_accepted(svg("<defs><path id='p'/></defs><use href='#p'/><use xlink:href='#p'/>"));
}

// What Inkscape and Illustrator leave in plain files.
TEST(SvgCheckTest, AcceptsWhatEditorsAddForThemselves) {
    expect_accepted(
        svg("<metadata><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
            "<cc:Work xmlns:cc='http://creativecommons.org/ns#' rdf:about=''/></rdf:RDF></metadata>"
            "<i:path-effect xmlns:i='http://www.inkscape.org/namespaces/inkscape' only_selected='false' "
            "i:export-filename='C:\\logo.png'/><g id='image(1)' data-name='src(2)'/>"));
    expect_accepted("<?xpacket begin='x'?>" +
                    svg("<switch><g i:extraneous='self' xmlns:i='http://ns.adobe.com/i/'/></switch>"));
}

TEST(SvgCheckTest, RefusesDocumentTypesAndEntities) {
    expect_refused("<!DOCTYPE svg>" + svg(""), "has a document type");
    expect_refused("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg("&a;"), "has a document type");
    expect_refused("<!DOCTYPE svg SYSTEM 'file:///etc/passwd'>" + svg(""), "has a document type");
}

TEST(SvgCheckTest, RefusesWhatActs) {
    for (const char* name : {"script", "SCRIPT", "foreignObject", "handler", "set", "animate",
                             "animateTransform", "animateMotion", "iframe", "svg:script"}) {
        expect_refused(svg("<" + std::string(name) + "/>"), "element");
    }
    for (const char* attribute : {"onload", "onclick", "ONLOAD", "onbegin"}) {
        expect_refused(svg("<g " + std::string(attribute) + "='x'/>"), "has an event handler");
    }
    expect_refused(svg("", "onload='x'"), "has an event handler");
    expect_refused(svg("<h:img xmlns:h='http://www.w3.org/1999/xhtml'/>"), "embeds");
    expect_refused(svg("<i:include xmlns:i='http://www.w3.org/2001/XInclude'/>"), "embeds");
}

TEST(SvgCheckTest, RefusesReferencesToAnythingOutside) {
    for (const char* reference :
         {"http://example.com/a.png", "https://example.com", "//example.com", "file:///etc/passwd", "a.svg#b",
          "a.png", "", "javascript:alert(1)", "data:text/html,x", "data:image/svg+xml;base64,PHN2Zy8+",
          "&#104;ttp://example.com", "\nhttp://example.com"}) {
        for (const char* attribute : {"href", "xlink:href", "l:href", "HREF", "src"}) {
            for (const char* element : {"image", "use", "a", "feImage", "linearGradient", "font-face-uri"}) {
                const std::string file = svg(
                    "<" + std::string(element) + " " + attribute + "='" + reference + "'/>", "xmlns:l='l'");
                EXPECT_THROW(check_svg(file), Error) << file;
            }
        }
    }
    expect_refused(svg("<image href='http://example.com/a.png'/>"),
                   "refers to what is outside of it: \"http://example.com/a.png\"");
    expect_refused(svg("<g xml:base='http://example.com'/>"), "another base");
    expect_refused("<?xml-stylesheet href='a.css'?>" + svg(""), "may load a style sheet");
    expect_refused("<?XML-stylesheet href='a.css'?>" + svg(""), "");
}

TEST(SvgCheckTest, RefusesStylesThatLoad) {
    for (const char* css :
         {"fill:url(http://x)", "fill:URL( 'http://x')", "fill:url(\"a.svg#b\")", "fill:url()", "fill:url(",
          "a:url(#a);b:url(//x)", "@import 'a.css';", "@IMPORT url(#a);", "cursor:image-set('a' 1x)",
          "background:src('a')", "fill:u\\72l(http://x)", "fill:url(data:image/png;base64,AAAA)"}) {
        expect_refused(svg("<style>" + std::string(css) + "</style>"), "the SVG");
        expect_refused(svg("<style><![CDATA[" + std::string(css) + "]]></style>"), "the SVG");
        std::string quoted = css;
        for (char& c : quoted) c = c == '"' ? '\'' : c;
        expect_refused(svg("<g style=\"" + quoted + "\"/>"), "the SVG");
        expect_refused(svg("<g fill=\"" + quoted + "\"/>"), "the SVG");
    }
    expect_refused(svg("<style>@im<!-- -->port 'a.css';</style>"), "loads what is outside");
    expect_refused(svg("<style>&#64;import 'a.css';</style>"), "loads what is outside");
}

TEST(SvgCheckTest, AcceptsPicturesWithin) {
    const std::string png = to_base64(test::to_png(test::colourful(8, 8)));
    const std::string jpeg = to_base64(test::to_jpeg(test::colourful(8, 8)));
    expect_accepted(svg("<image href='data:image/png;base64," + png + "'/>"));
    expect_accepted(svg("<image xlink:href='data:image/jpeg;base64,\n " + jpeg.substr(0, 40) + "\n" +
                        jpeg.substr(40) + "'/>"));
    expect_accepted(svg("<filter><feImage href='data:image/png;base64," + png + "'/></filter>"));
}

TEST(SvgCheckTest, RefusesBadPicturesWithin) {
    const auto with = [](const std::string& uri) { return svg("<image href='" + uri + "'/>"); };
    expect_refused(with("data:image/png;base64,***"), "base64 is broken");
    expect_refused(with("data:image/png;base64," + to_base64("<svg/>")), "is no picture");
    expect_refused(with("data:image/png," + test::png_header(1, 1).substr(0, 4)), "");
    expect_refused(with("data:image/png;base64," + to_base64(test::png_header(30000, 30000))),
                   "30000 × 30000 pixels");
    expect_refused(with("data:image/png;base64," + to_base64(test::png_header(5000, 10))),
                   "5000 × 10 pixels");
    expect_refused(with("data:image/gif;base64,R0lGODlh"), "neither PNG nor JPEG");
    const std::string png = to_base64(test::to_png({.width = 3000,
                                                    .height = 2000,
                                                    .bit_depth = 1,
                                                    .colour_type = 0,
                                                    .rows = std::vector<std::uint8_t>(2000 * 375)}));
    const std::string image = "<image href='data:image/png;base64," + png + "'/>";
    expect_accepted(svg(image + image));
    expect_refused(svg(image + image + image), "more than the limit");
    expect_refused(svg("<use href='data:image/png;base64," + png + "'/>"), "outside of it");
}

TEST(SvgCheckTest, RefusesDepthAndSize) {
    const auto nested = [](int depth) {
        std::string content;
        for (int i = 0; i < depth; ++i) content += "<g>";
        for (int i = 0; i < depth; ++i) content += "</g>";
        return svg(content);
    };
    expect_accepted(nested(60));
    expect_refused(nested(100), "nested more than 64 deep");
    expect_refused(nested(100'000), "nested more than 64 deep");
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "<g/>";
    expect_refused(svg(many), "more than 10000 elements");
}

TEST(SvgCheckTest, RefusesWhatIsNoSvg) {
    expect_refused("", "not well-formed");
    expect_refused("<svg", "not well-formed at byte offset");
    expect_refused("<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "not well-formed");
    expect_refused("<svg/>", "does not begin with <svg xmlns=\"http://www.w3.org/2000/svg\">");
    expect_refused("<html xmlns='http://www.w3.org/2000/svg'/>", "does not begin with <svg");
    expect_refused("<s:svg xmlns='http://www.w3.org/2000/svg' xmlns:s='x'/>", "does not begin with <svg");
}

// Where the one who draws it might read other characters than the one who checks.
TEST(SvgCheckTest, RefusesOtherEncodings) {
    expect_refused(svg("\xFF"), "is not in UTF-8");
    expect_refused(svg(std::string(1, '\0')), "is not in UTF-8");
    expect_refused(std::string("\xFF\xFE<\0s\0v\0g\0", 10), "is not in UTF-8");
    expect_refused("<?xml version='1.0' encoding='UTF-7'?>" + svg(""), "is not in UTF-8 but \"utf-7\"");
    expect_refused("<?xml version='1.1'?>" + svg(""), "is not XML 1.0");
}

TEST(SvgCheckTest, ErrorsNameTheFieldAndTellWhatToDo) {
    try {
        check_svg(svg("<script/>"));
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::invalid);
        EXPECT_EQ(error.faults().front().field, "logo");
        EXPECT_EQ(error.faults().front().message, "the SVG has a <script> element");
        EXPECT_THAT(error.hint(), HasSubstr("plain SVG"));
    }
}

}  // namespace
}  // namespace qrgen::qr
