// SPDX-License-Identifier: MIT
#include "core/qr/formats/svg.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <variant>

#include "core/base/base64.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/formats/svg_path.hpp"
#include "core/qr/formats/xml_text.hpp"
#include "core/qr/picture/module_paths.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

std::string number(double value) {
    return decimal(value, 3);
}

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + std::string(value) + "\"";
}

void append_element(std::string& svg, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    svg.append("<").append(name).append(">").append(xml_text(text));
    svg.append("</").append(name).append(">\n");
}

// "fill" and "fill-opacity", or "stop-color" and "stop-opacity".
std::string colour_attributes(std::string_view colour_name, std::string_view opacity_name, Colour colour) {
    const double opacity = colour.alpha / 255.0;
    colour.alpha = 255;
    std::string attributes = attribute(colour_name, to_string(colour));
    if (opacity < 1) attributes += attribute(opacity_name, number(opacity));
    return attributes;
}

std::string fill(Colour colour) {
    return colour_attributes("fill", "fill-opacity", colour);
}

void append_path(std::string& svg, std::string_view fill_attributes, std::string_view data) {
    svg.append("<path").append(fill_attributes).append(" d=\"").append(data).append("\"/>\n");
}

// Two pictures of one page must not have the same id for different gradients.
std::string id_of(std::string_view gradient, std::string_view path_data) {
    std::uint64_t hash = 0xCBF29CE484222325U;  // FNV-1a
    for (const std::string_view text : {gradient, path_data}) {
        for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 0x100000001B3U;
    }
    std::array<char, 16> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), hash, 16).ptr;
    return "qr" + std::string(digits.data(), end);
}

std::string stop(std::string_view offset, Colour colour) {
    return "<stop" + attribute("offset", offset) + colour_attributes("stop-color", "stop-opacity", colour) +
           "/>";
}

std::string gradient_vector(const GradientPaint& paint) {
    const auto& [from, to] = std::pair(paint.from, paint.to);
    if (paint.kind == GradientKind::linear) {
        return attribute("x1", number(from.x)) + attribute("y1", number(from.y)) +
               attribute("x2", number(to.x)) + attribute("y2", number(to.y));
    }
    return attribute("cx", number(from.x)) + attribute("cy", number(from.y)) +
           attribute("r", number(std::hypot(to.x - from.x, to.y - from.y)));
}

class Writer {
  public:
    explicit Writer(std::string& svg) : svg_(svg) {}

    void operator()(const PaintedPath& layer) const {
        const std::string data = svg_path_data(layer.path);
        if (const auto* gradient = std::get_if<GradientPaint>(&layer.paint)) {
            append_path(svg_, attribute("fill", "url(#" + define(*gradient, data) + ")"), data);
        } else {
            append_path(svg_, fill(std::get<Colour>(layer.paint)), data);
        }
    }

    void operator()(const PlacedLogo& layer) const {
        svg_ += "<image" + attribute("x", number(layer.box.x)) + attribute("y", number(layer.box.y)) +
                attribute("width", number(layer.box.width)) + attribute("height", number(layer.box.height)) +
                attribute("preserveAspectRatio", "none") + " xlink:href=\"data:";
        svg_.append(layer.logo->media_type()).append(";base64,").append(to_base64(layer.logo->bytes()));
        svg_ += "\"/>\n";
    }

  private:
    // Returns the id.
    std::string define(const GradientPaint& paint, const std::string& path_data) const {
        const std::string element = paint.kind == GradientKind::linear ? "linearGradient" : "radialGradient";
        const std::string vector = gradient_vector(paint);
        const std::string stops = stop("0", paint.start) + stop("1", paint.end);
        const std::string id = id_of(element + vector + stops, path_data);
        svg_ += "<" + element + attribute("id", id) + attribute("gradientUnits", "userSpaceOnUse") + vector +
                ">" + stops + "</" + element + ">\n";
        return id;
    }

    std::string& svg_;
};

// `units`: the picture's width in modules.
double width_of(const PictureSize& size, double units) {
    if (const auto* width = std::get_if<PixelWidth>(&size)) return width->pixels;
    if (const auto* scale = std::get_if<ModuleScale>(&size)) return scale->pixels * units;
    return std::get<PhysicalWidth>(size).value;
}

std::string length(double value, const PictureSize& size) {
    const auto* physical = std::get_if<PhysicalWidth>(&size);
    return physical != nullptr ? decimal(value, 6) + std::string(to_string(physical->unit)) : number(value);
}

// Width and height in modules.
std::string start_tag(const Picture& picture, double width, double height) {
    const double across = width_of(picture.size, width);
    std::string tag = "<svg xmlns=\"http://www.w3.org/2000/svg\"";
    if (picture.logo) tag += " xmlns:xlink=\"http://www.w3.org/1999/xlink\"";
    tag += attribute("version", "1.1") + attribute("width", length(across, picture.size)) +
           attribute("height", length(across * height / width, picture.size)) +
           attribute("viewBox", "0 0 " + number(width) + " " + number(height));
    if (picture.caption) {
        const std::string title = picture.title.empty() ? "" : picture.title + ", ";
        tag +=
            attribute("role", "img") + attribute("aria-label", xml_attribute(title + picture.caption->text));
    }
    return tag + ">\n";
}

std::string document_start(const Picture& picture, double width, double height) {
    std::string svg = start_tag(picture, width, height);
    append_element(svg, "title", picture.title);
    append_element(svg, "desc", picture.description);
    return svg;
}

std::string render_plain(const Symbol& symbol, const Picture& picture) {
    const double units = symbol.size() + 2.0 * picture.border;
    const std::string side = number(units);
    std::string svg = document_start(picture, units, units);
    if (picture.back.alpha > 0) append_path(svg, fill(picture.back), "M0 0h" + side + "v" + side + "H0z");
    Path dark;
    add_squares(dark, ModuleGrid(symbol), {1.0 * picture.border, 1.0 * picture.border});
    append_path(svg, fill(picture.fill), svg_path_data(dark));
    svg += "</svg>\n";
    return svg;
}

}  // namespace

std::string render_svg(const Symbol& symbol, const Picture& picture) {
    if (is_plain(picture)) return render_plain(symbol, picture);
    const Scene scene = compose(symbol, picture);
    std::string svg = document_start(picture, scene.width, scene.height);
    for (const Layer& layer : scene.layers) std::visit(Writer(svg), layer);
    svg += "</svg>\n";
    return svg;
}

}  // namespace qrgen::qr
