// SPDX-License-Identifier: MIT
#include "core/qr/svg.hpp"

#include <cstdint>
#include <string_view>
#include <variant>

#include "core/base/text.hpp"
#include "core/qr/outline.hpp"

namespace qrgen::qr {
namespace {

// The characters of XML 1.0, section 2.2; no reference can stand for any other.
bool is_xml_character(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xFFFE) || c >= 0x10000;
}

std::string escape_xml(std::string_view text) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
    std::string escaped;
    std::size_t offset = 0;
    while (offset < text.size()) {
        const std::size_t start = offset;
        const auto c = next_code_point(text, offset);
        if (!c) {
            escaped += replacement;
            ++offset;
        } else if (!is_xml_character(*c)) {
            escaped += replacement;
        } else if (*c == '&') {
            escaped += "&amp;";
        } else if (*c == '<') {
            escaped += "&lt;";
        } else if (*c == '>') {
            escaped += "&gt;";
        } else if (*c == '\r') {
            escaped += "&#13;";  // a bare one would be read as a line feed
        } else {
            escaped += text.substr(start, offset - start);
        }
    }
    return escaped;
}

void append_element(std::string& svg, std::string_view name, std::string_view text) {
    if (text.empty()) return;
    svg.append("<").append(name).append(">").append(escape_xml(text));
    svg.append("</").append(name).append(">\n");
}

void append_move(std::string& path, Point from, Point to) {
    path += 'm';
    path += std::to_string(to.x - from.x);
    const int down = to.y - from.y;
    if (down >= 0) path += ' ';  // a minus sign separates by itself
    path += std::to_string(down);
}

// The edge back to the start is drawn by "z", which also makes that the current point again.
void append_contour(std::string& path, const Contour& contour) {
    for (std::size_t i = 1; i < contour.size(); ++i) {
        const bool horizontal = contour[i].y == contour[i - 1].y;
        path += horizontal ? 'h' : 'v';
        path +=
            std::to_string(horizontal ? contour[i].x - contour[i - 1].x : contour[i].y - contour[i - 1].y);
    }
    path += 'z';
}

std::string dark_path(const Symbol& symbol, int border) {
    std::string path;
    Point at{-border, -border};
    for (const Contour& contour : trace_outlines(symbol)) {
        append_move(path, at, contour.front());
        append_contour(path, contour);
        at = contour.front();
    }
    return path;
}

std::int64_t pixel_width(const PictureSize& size, int units) {
    if (const auto* width = std::get_if<PixelWidth>(&size)) return width->pixels;
    return std::int64_t{std::get<ModuleScale>(size).pixels} * units;
}

}  // namespace

std::string render_svg(const Symbol& symbol, const Picture& picture) {
    const int units = symbol.size() + 2 * picture.border;
    const std::string side = std::to_string(units);
    const std::string width = std::to_string(pixel_width(picture.size, units));

    std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"" + width +
                      "\" height=\"" + width + "\" viewBox=\"0 0 " + side + " " + side + "\">\n";
    append_element(svg, "title", picture.title);
    append_element(svg, "desc", picture.description);
    svg += "<path fill=\"" + to_string(picture.back) + "\" d=\"M0 0h" + side + "v" + side + "H0z\"/>\n";
    svg +=
        "<path fill=\"" + to_string(picture.fill) + "\" d=\"" + dark_path(symbol, picture.border) + "\"/>\n";
    svg += "</svg>\n";
    return svg;
}

}  // namespace qrgen::qr
