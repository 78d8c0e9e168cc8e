// SPDX-License-Identifier: MIT
#include "core/qr/picture/svg_check.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include <pugixml.hpp>

#include "core/base/base64.hpp"
#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/images/read_image.hpp"
#include "core/qr/picture/logo.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_depth = 64;
constexpr int max_elements = 10'000;

constexpr std::string_view svg_namespace = "http://www.w3.org/2000/svg";

[[noreturn]] void refuse(const std::string& message) {
    throw Error({Fault{"logo", "the SVG " + message}}, "save it as plain SVG, or use a PNG file");
}

template <std::size_t Count>
bool is_one_of(std::string_view name, const std::array<std::string_view, Count>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// "href" of "xlink:href", in lower case: what one program tells apart by prefix or case, another may not.
std::string local_name(std::string_view name) {
    return to_lower_ascii(name.substr(name.find(':') + 1));  // npos + 1 is 0
}

std::string in_quotes(std::string_view name) {
    constexpr std::size_t longest = 60;
    return "\"" + printable(name.substr(0, longest)) + (name.size() > longest ? "…\"" : "\"");
}

// "onclick"; but not "only_selected", which Inkscape writes.
bool is_event_handler(std::string_view name) {
    return name.starts_with("on") &&
           std::all_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Names that their author chose freely.
bool is_label(std::string_view name) {
    return name == "id" || name == "class" || name.starts_with("data-") || name.starts_with("aria-");
}

bool is_fragment(std::string_view reference) {
    return trim(reference).starts_with('#');
}

// Style sheets, and attributes that hold values of them. Escapes could hide any of what is looked for.
void check_css(std::string_view css) {
    constexpr std::array<std::string_view, 5> loading{"@import", "image(", "image-set(", "cross-fade(",
                                                      "src("};
    constexpr std::string_view url = "url(";
    if (css.find('\\') != std::string_view::npos) refuse("has an escape sequence in a style or attribute");
    const std::string lower = to_lower_ascii(css);
    for (const std::string_view word : loading) {
        if (lower.find(word) != std::string::npos) refuse("loads what is outside of it: " + in_quotes(word));
    }
    for (std::size_t at = 0; (at = lower.find(url, at)) != std::string::npos;) {
        at += url.size();
        const std::size_t start = lower.find_first_not_of(" \t\r\n\f'\"", at);
        if (start == std::string::npos || lower[start] != '#') {
            refuse("refers to what is outside of it: " + in_quotes(css.substr(at - url.size(), 60)));
        }
    }
}

// Walks over all nodes.
class Checker : public pugi::xml_tree_walker {
  public:
    bool for_each(pugi::xml_node& node) override {
        switch (node.type()) {
            case pugi::node_doctype: refuse("has a document type, which may define entities");
            case pugi::node_declaration: check_declaration(node); break;
            case pugi::node_pi: check_instruction(node); break;
            case pugi::node_element: check_element(node); break;
            default: break;
        }
        return true;
    }

  private:
    static void check_declaration(const pugi::xml_node& node) {
        const std::string_view version = node.attribute("version").value();
        const std::string encoding = to_lower_ascii(node.attribute("encoding").as_string("utf-8"));
        if (version != "1.0") refuse("is not XML 1.0");
        if (encoding != "utf-8" && encoding != "us-ascii" && encoding != "ascii") {
            refuse("is not in UTF-8 but " + in_quotes(encoding));
        }
    }

    static void check_instruction(const pugi::xml_node& node) {
        if (to_lower_ascii(node.name()).starts_with("xml")) {
            refuse("has the instruction " + in_quotes(node.name()) + ", which may load a style sheet");
        }
    }

    void check_element(const pugi::xml_node& node) {
        constexpr std::array<std::string_view, 6> active{"script", "handler", "foreignobject",
                                                         "iframe", "set",     "discard"};
        const std::string name = local_name(node.name());
        if (depth() > max_depth)
            refuse("has elements nested more than " + std::to_string(max_depth) + " deep");
        if (++elements_ > max_elements) refuse("has more than " + std::to_string(max_elements) + " elements");
        if (is_one_of(name, active) || name.starts_with("animat"))
            refuse("has a <" + printable(name) + "> element");
        for (const pugi::xml_attribute& attribute : node.attributes()) check_attribute(name, attribute);
        if (name == "style") check_css(text_of(node));
    }

    // Without comments, which may stand in the middle of a word.
    static std::string text_of(const pugi::xml_node& node) {
        std::string text;
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
        }
        return text;
    }

    void check_attribute(const std::string& element, const pugi::xml_attribute& attribute) {
        constexpr std::array<std::string_view, 2> loading_namespaces{"http://www.w3.org/1999/xhtml",
                                                                     "http://www.w3.org/2001/XInclude"};
        const std::string_view full_name = attribute.name();
        const std::string_view value = attribute.value();
        const std::string name = local_name(full_name);
        if (full_name == "xmlns" || full_name.starts_with("xmlns:")) {
            if (is_one_of(trim(value), loading_namespaces)) refuse("embeds " + in_quotes(value));
            return;
        }
        if (is_event_handler(name)) refuse("has an event handler: " + in_quotes(full_name));
        if (name == "base") refuse("has another base for its references: " + in_quotes(full_name));
        if (name == "href" || name == "src") return check_reference(element, value);
        // Editors keep file names and the like under prefixes of their own, which nobody else reads.
        if (full_name.find(':') == std::string_view::npos && !is_label(name)) check_css(value);
    }

    void check_reference(const std::string& element, std::string_view reference) {
        if (is_fragment(reference)) return;
        const bool is_picture = element == "image" || element == "feimage";
        if (!is_picture || !trim(reference).starts_with("data:")) {
            refuse("refers to what is outside of it: " + in_quotes(reference));
        }
        check_picture(trim(reference));
    }

    void check_picture(std::string_view uri) {
        constexpr std::array<std::string_view, 3> heads{"data:image/png;base64,", "data:image/jpeg;base64,",
                                                        "data:image/jpg;base64,"};
        const auto* head =
            std::find_if(heads.begin(), heads.end(), [&](std::string_view h) { return uri.starts_with(h); });
        if (head == heads.end()) refuse("has a picture within that is neither PNG nor JPEG in base64");
        std::string base64(uri.substr(head->size()));
        std::erase_if(base64, [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; });
        const auto picture = from_base64(base64);
        if (!picture) refuse("has a picture within whose base64 is broken");
        check_pixels(*picture);
    }

    // Drawing unpacks all of them, so that their pixels count together.
    void check_pixels(const std::string& picture) {
        const ImageType type = image_type(picture);
        if (type != ImageType::png && type != ImageType::jpeg)
            refuse("has a picture within that is no picture");
        try {
            const Image image = read_image(picture, {.max_side = max_logo_side, .max_pixels = pixels_left_});
            pixels_left_ -= std::int64_t{image.width} * image.height;
        } catch (const Error& error) {
            refuse("has a bad picture within: " + error.faults().front().message);
        }
    }

    int elements_ = 0;
    std::int64_t pixels_left_ = std::int64_t{max_logo_side} * max_logo_side;
};

void check_root(const pugi::xml_node& root) {
    const std::string_view name = root.name();
    const std::size_t colon = name.find(':');
    const bool has_prefix = colon != std::string_view::npos;
    const std::string declaration = has_prefix ? "xmlns:" + std::string(name.substr(0, colon)) : "xmlns";
    if (name.substr(colon + 1) != "svg" || root.attribute(declaration.c_str()).value() != svg_namespace) {
        refuse("does not begin with <svg xmlns=\"" + std::string(svg_namespace) + "\">");
    }
}

}  // namespace

void check_svg(std::string_view bytes) {
    // Another encoding could mean other characters to the one who draws it than to us.
    if (find_invalid_utf8(bytes) || bytes.find('\0') != std::string_view::npos) refuse("is not in UTF-8");
    pugi::xml_document document;
    const pugi::xml_parse_result result = document.load_buffer(
        bytes.data(), bytes.size(),
        pugi::parse_default | pugi::parse_doctype | pugi::parse_pi | pugi::parse_declaration,
        pugi::encoding_utf8);
    if (!result) {
        refuse("is not well-formed at byte offset " + std::to_string(result.offset) + ": " +
               result.description());
    }
    check_root(document.document_element());
    Checker checker;
    document.traverse(checker);
}

}  // namespace qrgen::qr
