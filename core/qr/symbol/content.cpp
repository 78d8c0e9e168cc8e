// SPDX-License-Identifier: MIT
#include "core/qr/symbol/content.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/qr/symbol/segments.hpp"

namespace qrgen::qr {
namespace {

constexpr std::string_view binary_hint = "`--binary` encodes bytes as they are";

}  // namespace

void refuse_content(std::string message, std::string hint) {
    throw Error({Fault{"content", std::move(message)}}, std::move(hint));
}

void require_encodable(std::string_view content, ContentKind kind) {
    if (content.empty()) refuse_content("must not be empty");
    if (kind == ContentKind::bytes) return;
    if (const auto offset = find_invalid_utf8(content)) {
        refuse_content("must be UTF-8 text, which it is not at byte offset " + std::to_string(*offset),
                       std::string(binary_hint));
    }
    if (const auto offset = content.find('\0'); offset != std::string_view::npos) {
        refuse_content("must not hold NUL as text, as it does at byte offset " + std::to_string(offset),
                       std::string(binary_hint));
    }
}

std::string limit_for(std::string_view content, ContentKind kind, const Capacity& capacity) {
    if (kind == ContentKind::text && std::all_of(content.begin(), content.end(), is_digit)) {
        return std::to_string(capacity.digits) + " digits";
    }
    if (kind == ContentKind::text && std::all_of(content.begin(), content.end(), is_alphanumeric)) {
        return std::to_string(capacity.alphanumerics) + " alphanumeric characters";
    }
    return std::to_string(capacity.bytes) + " bytes";
}

std::string level_name(ErrorLevel level) {
    return std::string("error level ") + static_cast<char>(to_char(level) - 'a' + 'A');
}

}  // namespace qrgen::qr
