// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <variant>

#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/formats/page.hpp"
#include "core/qr/formats/pdf_file.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

// Names within one of the page's resource dictionaries, and what they stand for.
using Names = std::map<std::string, std::string>;

std::string dictionary(const Names& names) {
    std::string text = "<<";
    for (const auto& [name, value] : names) text += " " + name + " " + value;
    return text + " >>";
}

// A gradient of the same shape whose brightness is this one's alpha.
GradientPaint alpha_of(const GradientPaint& gradient) {
    const auto grey = [](std::uint8_t shade) { return Colour{shade, shade, shade}; };
    GradientPaint alpha = gradient;
    alpha.start = grey(gradient.start.alpha);
    alpha.end = grey(gradient.end.alpha);
    return alpha;
}

// Writes a scene's layers as the content of a page, and what they refer to into the file.
class Content {
  public:
    Content(PdfFile& file, const Scene& scene, const Page& page, bool pure_black_ink)
        : file_(file), scene_(scene), matrix_(scene_to_page(page)), pure_black_ink_(pure_black_ink) {
        operators_ = matrix_ + " cm\n";
        for (const Layer& layer : scene.layers) {
            std::visit([this](const auto& what) { draw(what); }, layer);
        }
    }

    const std::string& operators() const { return operators_; }

    std::string resources() const {
        Names all;
        if (!states_.empty()) all["/ExtGState"] = dictionary(states_);
        if (!patterns_.empty()) all["/Pattern"] = dictionary(patterns_);
        if (!images_.empty()) all["/XObject"] = dictionary(images_);
        return dictionary(all);
    }

    bool is_transparent() const { return is_transparent_; }

  private:
    void draw(const PaintedPath& layer) {
        operators_ += "q\n";
        const Ink ink = choose_ink(layer.paint, pure_black_ink_);
        std::visit([&](const auto& paint) { set_paint(paint, ink); }, layer.paint);
        append_path(operators_, layer.path);
        operators_ += "f\nQ\n";
    }

    void draw(const PlacedLogo& layer) {
        const Image& image = layer.logo->pixels();
        std::string mask;
        if (has_alpha(image)) {
            is_transparent_ = true;
            mask = "/SMask " + reference(file_.add_image(image.width, image.height, "/DeviceGray",
                                                         as_text(channels(image, 3, 1))));
        }
        const int number =
            file_.add_image(image.width, image.height, "/DeviceRGB", as_text(channels(image, 0, 3)), mask);
        operators_ +=
            "q\n" + image_to_scene(layer.box) + " cm\n" + name(images_, "/I", reference(number)) + " Do\nQ\n";
    }

    void set_paint(Colour colour, Ink ink) {
        set_alpha(colour.alpha);
        operators_ += components(colour, ink) + (ink == Ink::cmyk ? " k\n" : " rg\n");
    }

    void set_paint(const GradientPaint& gradient, Ink ink) {
        if (gradient.start.alpha == gradient.end.alpha) {
            set_alpha(gradient.start.alpha);
        } else {
            set_alpha(alpha_of(gradient));
        }
        // A pattern does not see the matrix of the content, only that of the page.
        const int pattern = file_.add("<< /PatternType 2 /Matrix [" + matrix_ + "] /Shading " +
                                      shading(gradient, ink) + " >>");
        operators_ += "/Pattern cs " + name(patterns_, "/P", reference(pattern)) + " scn\n";
    }

    void set_alpha(std::uint8_t alpha) {
        if (alpha == 255) return;
        set_state("<< /ca " + decimal(alpha / 255.0, 4) + " >>");
    }

    void set_alpha(const GradientPaint& brightness) {
        const std::string box = "[0 0 " + modules(scene_.width) + " " + modules(scene_.height) + "]";
        const int group = file_.add_stream(
            "/Type /XObject /Subtype /Form /BBox " + box +
                " /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Shading << /S " +
                shading(brightness, Ink::grey) + " >> >>",
            "/S sh");
        set_state("<< /SMask << /S /Luminosity /G " + reference(group) + " >> >>");
    }

    void set_state(const std::string& state) {
        is_transparent_ = true;
        operators_ += name(states_, "/G", state) + " gs\n";
    }

    static std::string name(Names& names, const char* prefix, const std::string& value) {
        std::string name = prefix + std::to_string(names.size() + 1);
        names.emplace(name, value);
        return name;
    }

    PdfFile& file_;
    const Scene& scene_;
    std::string matrix_;
    bool pure_black_ink_;
    bool is_transparent_ = false;
    std::string operators_;
    Names states_;
    Names patterns_;
    Names images_;
};

int add_information(PdfFile& file, const Picture& picture) {
    Names entries;
    if (!picture.title.empty()) entries["/Title"] = pdf_text(picture.title);
    if (!picture.description.empty()) entries["/Subject"] = pdf_text(picture.description);
    return entries.empty() ? 0 : file.add(dictionary(entries));
}

}  // namespace

std::string render_pdf(const Symbol& symbol, const Picture& picture) {
    const Page page = page_of(symbol, picture);
    const Scene scene = compose(symbol, picture);
    PdfFile file;
    const int catalog = file.reserve();
    const int pages = file.reserve();
    const int leaf = file.reserve();
    const Content content(file, scene, page, picture.pure_black_ink);
    const int stream = file.add_stream({}, content.operators());

    file.set(catalog, "<< /Type /Catalog /Pages " + reference(pages) + " >>");
    file.set(pages, "<< /Type /Pages /Kids [" + reference(leaf) + "] /Count 1 >>");
    Names entries{{"/Type", "/Page"},
                  {"/Parent", reference(pages)},
                  {"/MediaBox", "[0 0 " + points(page.width) + " " + points(page.height) + "]"},
                  {"/Resources", content.resources()},
                  {"/Contents", reference(stream)}};
    if (content.is_transparent()) {
        // Where colours are mixed: in the space that they are printed in.
        const Ink ink = picture.pure_black_ink ? Ink::cmyk : Ink::rgb;
        entries["/Group"] = "<< /S /Transparency /CS " + std::string(name_of(ink)) + " >>";
    }
    file.set(leaf, dictionary(entries));
    return file.finish(catalog, add_information(file, picture));
}

}  // namespace qrgen::qr
