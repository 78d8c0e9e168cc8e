// SPDX-License-Identifier: MIT
#include "core/codes/code.hpp"

namespace qrgen::codes {

std::string_view to_string(CodeType type) noexcept {
    return type == CodeType::static_code ? "static" : "dynamic";
}

std::string_view to_string(CodeStatus status) noexcept {
    return status == CodeStatus::active ? "active" : "disabled";
}

std::optional<CodeType> parse_code_type(std::string_view text) noexcept {
    if (text == "static") return CodeType::static_code;
    if (text == "dynamic") return CodeType::dynamic_code;
    return std::nullopt;
}

std::optional<CodeStatus> parse_code_status(std::string_view text) noexcept {
    if (text == "active") return CodeStatus::active;
    if (text == "disabled") return CodeStatus::disabled;
    return std::nullopt;
}

}  // namespace qrgen::codes
