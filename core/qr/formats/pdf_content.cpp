// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf_content.hpp"

#include <algorithm>
#include <cstdint>
#include <variant>

#include "core/base/hash.hpp"
#include "core/qr/formats/channels.hpp"
#include "core/qr/formats/decimal.hpp"

namespace qrgen::qr {
namespace {

// A gradient of the same shape whose brightness is this one's alpha.
GradientPaint alpha_of(const GradientPaint& gradient) {
    const auto grey = [](std::uint8_t shade) { return Colour{shade, shade, shade}; };
    GradientPaint alpha = gradient;
    alpha.start = grey(gradient.start.alpha);
    alpha.end = grey(gradient.end.alpha);
    return alpha;
}

// The name that stands for the value in one of the page's resource dictionaries.
std::string name(PdfEntries& names, const char* prefix, const std::string& value) {
    const auto known =
        std::find_if(names.begin(), names.end(), [&](const auto& entry) { return entry.second == value; });
    if (known != names.end()) return known->first;
    std::string name = prefix + std::to_string(names.size() + 1);
    names.emplace(name, value);
    return name;
}

}  // namespace

std::string dictionary(const PdfEntries& entries) {
    std::string text = "<<";
    for (const auto& [name, value] : entries) text += " " + name + " " + value;
    return text + " >>";
}

PdfLogos::Image PdfLogos::image_of(const std::shared_ptr<const Logo>& logo) {
    if (logo == last_) return last_image_;
    if (last_) images_.emplace(sha256_hex(last_->bytes()), last_image_);
    const auto known = images_.empty() ? images_.end() : images_.find(sha256_hex(logo->bytes()));
    last_image_ = known != images_.end() ? known->second : added(*logo);
    last_ = logo;
    return last_image_;
}

PdfLogos::Image PdfLogos::added(const Logo& logo) {
    const qr::Image& image = logo.pixels();
    Image result;
    std::string mask;
    if (has_alpha(image)) {
        result.is_transparent = true;
        mask = "/SMask " + reference(file_.add_image(image.width, image.height, "/DeviceGray",
                                                     as_text(channels(image, 3, 1))));
    }
    result.number =
        file_.add_image(image.width, image.height, "/DeviceRGB", as_text(channels(image, 0, 3)), mask);
    return result;
}

void PdfContent::draw(const Scene& scene, const std::string& matrix, bool pure_black_ink) {
    matrix_ = matrix;
    box_ = "[0 0 " + modules(scene.width) + " " + modules(scene.height) + "]";
    pure_black_ink_ = pure_black_ink;
    has_pure_black_ink_ = has_pure_black_ink_ || pure_black_ink;
    operators_ += "q\n" + matrix_ + " cm\n";
    for (const Layer& layer : scene.layers) {
        std::visit([this](const auto& what) { draw(what); }, layer);
    }
    operators_ += "Q\n";
}

void PdfContent::draw(const PaintedPath& layer) {
    operators_ += "q\n";
    const Ink ink = choose_ink(layer.paint, pure_black_ink_);
    std::visit([&](const auto& paint) { set_paint(paint, ink); }, layer.paint);
    append_path(operators_, layer.path);
    operators_ += "f\nQ\n";
}

void PdfContent::draw(const PlacedLogo& layer) {
    const PdfLogos::Image image = logos_.image_of(layer.logo);
    is_transparent_ = is_transparent_ || image.is_transparent;
    operators_ += "q\n" + image_to_scene(layer.box) + " cm\n" + name(images_, "/I", reference(image.number)) +
                  " Do\nQ\n";
}

void PdfContent::set_paint(Colour colour, Ink ink) {
    set_alpha(colour.alpha);
    operators_ += components(colour, ink) + (ink == Ink::cmyk ? " k\n" : " rg\n");
}

void PdfContent::set_paint(const GradientPaint& gradient, Ink ink) {
    if (gradient.start.alpha == gradient.end.alpha) {
        set_alpha(gradient.start.alpha);
    } else {
        set_alpha(alpha_of(gradient));
    }
    // A pattern does not see the matrix of the content, only that of the page.
    const int pattern =
        file_.add("<< /PatternType 2 /Matrix [" + matrix_ + "] /Shading " + shading(gradient, ink) + " >>");
    operators_ += "/Pattern cs " + name(patterns_, "/P", reference(pattern)) + " scn\n";
}

void PdfContent::set_alpha(std::uint8_t alpha) {
    if (alpha == 255) return;
    set_state("<< /ca " + decimal(alpha / 255.0, 4) + " >>");
}

void PdfContent::set_alpha(const GradientPaint& brightness) {
    const int group =
        file_.add_stream("/Type /XObject /Subtype /Form /BBox " + box_ +
                             " /Group << /S /Transparency /CS /DeviceGray >> /Resources << /Shading << /S " +
                             shading(brightness, Ink::grey) + " >> >>",
                         "/S sh");
    set_state("<< /SMask << /S /Luminosity /G " + reference(group) + " >> >>");
}

void PdfContent::set_state(const std::string& state) {
    is_transparent_ = true;
    operators_ += name(states_, "/G", state) + " gs\n";
}

std::string PdfContent::resources() const {
    PdfEntries all;
    if (!states_.empty()) all["/ExtGState"] = dictionary(states_);
    if (!patterns_.empty()) all["/Pattern"] = dictionary(patterns_);
    if (!images_.empty()) all["/XObject"] = dictionary(images_);
    return dictionary(all);
}

PdfEntries PdfContent::page_entries(int parent, double width, double height) const {
    PdfEntries entries{{"/Type", "/Page"},
                       {"/Parent", reference(parent)},
                       {"/MediaBox", "[0 0 " + points(width) + " " + points(height) + "]"},
                       {"/Resources", resources()}};
    if (is_transparent_) {
        // Where colours are mixed: in the space that they are printed in.
        const Ink ink = has_pure_black_ink_ ? Ink::cmyk : Ink::rgb;
        entries["/Group"] = "<< /S /Transparency /CS " + std::string(name_of(ink)) + " >>";
    }
    return entries;
}

}  // namespace qrgen::qr
