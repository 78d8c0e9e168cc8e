// SPDX-License-Identifier: MIT
#include "core/qr/formats/eps.hpp"

#include <cmath>
#include <string_view>
#include <variant>

#include "core/base/text.hpp"
#include "core/qr/formats/ascii85.hpp"
#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/formats/deflate.hpp"
#include "core/qr/formats/page.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

// The names that PDF has for them: short, and append_path() serves both.
constexpr std::string_view prolog =
    "%%BeginProlog\n"
    "/qrgen 5 dict def\n"
    "qrgen begin\n"
    "/m /moveto load def\n"
    "/l /lineto load def\n"
    "/c /curveto load def\n"
    "/h /closepath load def\n"
    "/f /fill load def\n"
    "end\n"
    "%%EndProlog\n";

// For a comment: ASCII, in a line of at most 255 characters (Document Structuring Conventions 3.0, section
// 3).
std::string comment_text(std::string_view utf8) {
    constexpr std::size_t max_length = 200;
    std::string text;
    std::size_t offset = 0;
    while (offset < utf8.size() && text.size() < max_length) {
        const auto c = next_code_point(utf8, offset);
        if (!c) ++offset;
        text += c && *c >= 0x20 && *c < 0x7F ? static_cast<char>(*c) : '?';
    }
    return text;
}

std::string header(const Page& page, const std::string& title) {
    std::string text = "%!PS-Adobe-3.0 EPSF-3.0\n";
    if (!title.empty()) text += "%%Title: " + comment_text(title) + "\n";
    text += "%%BoundingBox: 0 0 " + decimal(std::ceil(page.width), 0) + " " +
            decimal(std::ceil(page.height), 0) + "\n";
    text += "%%HiResBoundingBox: 0 0 " + points(page.width) + " " + points(page.height) + "\n";
    text += "%%LanguageLevel: 3\n%%DocumentData: Clean7Bit\n%%Pages: 1\n%%EndComments\n";
    return text;
}

// Writes a scene's layers as operators.
class Drawing {
  public:
    Drawing(const Scene& scene, const Picture& picture) : picture_(picture) {
        for (const Layer& layer : scene.layers) {
            std::visit([this](const auto& what) { draw(what); }, layer);
        }
    }

    const std::string& operators() const { return operators_; }

  private:
    void draw(const PaintedPath& layer) {
        const Ink ink = choose_ink(layer.paint, picture_.pure_black_ink);
        std::visit([&](const auto& paint) { fill(layer.path, paint, ink); }, layer.paint);
    }

    void fill(const Path& path, Colour colour, Ink ink) {
        operators_ += components(colour, ink) + (ink == Ink::cmyk ? " setcmykcolor\n" : " setrgbcolor\n");
        append_path(operators_, path);
        operators_ += "f\n";
    }

    void fill(const Path& path, const GradientPaint& gradient, Ink ink) {
        operators_ += "gsave\n";
        append_path(operators_, path);
        operators_ += "clip\n" + shading(gradient, ink) + "\nshfill\ngrestore\n";
    }

    void draw(const PlacedLogo& layer) {
        Image image = layer.logo->pixels();
        // PostScript knows no transparency.
        flatten(image, blend(picture_.back, white));
        const std::string width = std::to_string(image.width);
        const std::string height = std::to_string(image.height);
        operators_ += "gsave\n[" + image_to_scene(layer.box) + "] concat\n/DeviceRGB setcolorspace\n" +
                      "<< /ImageType 1 /Width " + width + " /Height " + height +
                      " /BitsPerComponent 8 /Decode [0 1 0 1 0 1]\n/ImageMatrix [" + width + " 0 0 -" +
                      height + " 0 " + height + "]\n" +
                      "/DataSource currentfile /ASCII85Decode filter /FlateDecode filter >> image\n";
        operators_ += to_ascii85(zlib_compress(as_text(channels(image, 0, 3)))) + "grestore\n";
    }

    const Picture& picture_;
    std::string operators_;
};

}  // namespace

std::string render_eps(const Symbol& symbol, const Picture& picture) {
    const Page page = page_of(symbol, picture);
    const Drawing drawing(compose(symbol, picture), picture);
    std::string eps = header(page, picture.title);
    eps += prolog;
    eps += "%%Page: 1 1\nqrgen begin\ngsave\n[" + scene_to_page(page) + "] concat\n";
    eps += drawing.operators();
    eps += "grestore\nend\nshowpage\n%%EOF\n";
    return eps;
}

}  // namespace qrgen::qr
