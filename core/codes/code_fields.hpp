// SPDX-License-Identifier: MIT
//
// The fields of a code as every interface shows them: JSON, CSV and table output, and the names `list` can
// sort by. Names are those of the HTTP API; the table only ever grows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/codes/code.hpp"

namespace qrgen::codes {

/// monostate is null; a list is the list of tags.
using FieldValue = std::variant<std::monostate, std::string, std::int64_t, std::vector<std::string>>;

struct CodeField {
    std::string_view name;  // also the column of the table qr_codes
    FieldValue (*get)(const Code&);
};

/// In the order in which they are printed.
std::span<const CodeField> code_fields() noexcept;

/// nullptr if there is no such field.
const CodeField* find_code_field(std::string_view name) noexcept;

}  // namespace qrgen::codes
