// SPDX-License-Identifier: MIT
//
// Which column of the table qr_codes holds which field of a code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/codes/code.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

enum class ColumnKind { plain, time };
enum class Nullable { no, yes };

struct CodeColumn {
    std::string_view name;  // also the name of the parameter
    ColumnKind kind;
    Nullable nullable;
    Value (*get)(const codes::Code&);
    void (*set)(codes::Code&, std::optional<std::string>&& text);
};

/// All columns that are fields; the first is the id.
std::span<const CodeColumn> code_columns() noexcept;

/// nullptr if there is no such column.
const CodeColumn* find_code_column(std::string_view name) noexcept;

/// What `--search` looks in: content, title, description and redirect URL, one a line, case-folded.
std::string search_text_of(const codes::Code& code);

}  // namespace qrgen::store
