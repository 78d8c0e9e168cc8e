// SPDX-License-Identifier: MIT
//
// Which column of the table qr_codes holds which field of a code.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/codes/code.hpp"
#include "core/store/dialect.hpp"
#include "core/store/sql.hpp"

namespace qrgen::store {

enum class ColumnKind { text, integer, uuid, time };
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

/// "id, content, …", as read_code() reads them.
std::string select_list(const Dialect& dialect);
codes::Code read_code(Row& row);

/// What to CAST a text to for the column.
std::string type_of(const CodeColumn& column, const Dialect& dialect);

/// nullptr if there is no such column.
const CodeColumn* find_code_column(std::string_view name) noexcept;

/// What `--search` looks in: content, title, description and redirect URL, one a line, case-folded.
std::string search_text_of(const codes::Code& code);

}  // namespace qrgen::store
