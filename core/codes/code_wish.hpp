// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/codes/code.hpp"

namespace qrgen::codes {

/// What somebody wants of a code that may be there already. Fields as in Code; one without a value stays as
/// it is, or gets the value of a new code.
struct CodeWish {
    std::optional<CodeType> type{};  // none, for a new code: dynamic if it has a redirect URL
    std::optional<std::string> content{};
    std::optional<std::string> redirect_url{};
    std::optional<std::string> short_id{};
    std::optional<std::string> title{};        // "" removes it
    std::optional<std::string> description{};  // "" removes it
    std::optional<std::vector<std::string>> tags{};
    std::optional<std::string> fill_color{};
    std::optional<std::string> back_color{};
    std::optional<int> size{};
    std::optional<int> border{};
    std::optional<qr::ErrorLevel> error_level{};
    std::optional<CodeStatus> status{};
};

}  // namespace qrgen::codes
