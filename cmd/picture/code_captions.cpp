// SPDX-License-Identifier: MIT
#include "cmd/picture/code_captions.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <variant>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_fields.hpp"

namespace qrgen::cmd {
namespace {

std::string text_of(const codes::FieldValue& value) {
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    std::string words;
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        for (const std::string& word : *list) words += (words.empty() ? "" : " ") + word;
    }
    return words;
}

}  // namespace

CodeCaptions::CodeCaptions(TextTemplate text, std::vector<std::string_view> others)
    : template_(std::move(text)) {
    std::vector<std::string_view> known = std::move(others);
    for (const codes::CodeField& field : codes::code_fields()) known.push_back(field.name);
    for (const std::string& name : template_.names()) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string_view meant = nearest(name, known);
        throw Error(ErrorKind::usage, "--caption-template: codes have no field '" + printable(name) + "'",
                    meant.empty() ? "qrgen show tells those that they have"
                                  : "did you mean " + std::string(meant) + "?");
    }
}

std::string CodeCaptions::caption(const codes::Code& code,
                                  const std::map<std::string, std::string>& others) const {
    const std::string text = template_.filled([&](const std::string& name) {
        const auto other = others.find(name);
        return other != others.end() ? other->second : text_of(codes::find_code_field(name)->get(code));
    });
    return std::string(trim(text));
}

}  // namespace qrgen::cmd
