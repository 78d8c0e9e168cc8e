// SPDX-License-Identifier: MIT
#include "core/base/text_template.hpp"

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen {
namespace {

[[noreturn]] void refuse(std::string_view text, const std::string& reason) {
    throw Error(ErrorKind::usage, "the template '" + printable(text) + "' " + reason,
                "a place for a value is written {name}, and a brace of the text {{ or }}");
}

}  // namespace

TextTemplate::TextTemplate(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t brace = text.find_first_of("{}", at);
        add_text(text.substr(at, brace - at));
        if (brace == std::string_view::npos) return;
        at = brace + 1;
        if (at < text.size() && text[at] == text[brace]) {
            add_text(text.substr(at, 1));
            ++at;
            continue;
        }
        const std::size_t end = text.find_first_of("{}", at);
        if (text[brace] == '}' || end == std::string_view::npos || text[end] == '{') {
            refuse(text, "has a brace without its partner");
        }
        if (end == at) refuse(text, "has a place without a name");
        pieces_.push_back({std::string(text.substr(at, end - at)), true});
        at = end + 1;
    }
}

std::vector<std::string> TextTemplate::names() const {
    std::vector<std::string> names;
    for (const Piece& piece : pieces_) {
        if (piece.is_name) names.push_back(piece.text);
    }
    return names;
}

std::string TextTemplate::filled(const std::function<std::string(const std::string& name)>& value_of) const {
    std::string text;
    for (const Piece& piece : pieces_) text += piece.is_name ? value_of(piece.text) : piece.text;
    return text;
}

void TextTemplate::add_text(std::string_view text) {
    if (!text.empty()) pieces_.push_back({std::string(text), false});
}

}  // namespace qrgen
