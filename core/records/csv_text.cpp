// SPDX-License-Identifier: MIT
#include "core/records/csv_text.hpp"

#include <utility>

namespace qrgen::records {

CsvLine::CsvLine(std::string_view separators) : special_("\"\r\n"), separator_(separators.front()) {
    special_ += separators;
}

void CsvLine::add(std::string_view value) {
    if (values_++ > 0) line_ += separator_;
    if (!needs_quotes(value)) {
        line_ += value;
        return;
    }
    line_ += '"';
    for (const char c : value) line_.append(c == '"' ? 2 : 1, c);
    line_ += '"';
}

std::string CsvLine::finish() {
    if (values_ == 1 && line_.empty()) line_ = "\"\"";
    return std::move(line_) + '\n';
}

// What looks like a byte order mark must not stand at the very beginning of a file.
bool CsvLine::needs_quotes(std::string_view value) const {
    return value.find_first_of(special_) != std::string_view::npos || value.starts_with("\xEF\xBB\xBF");
}

}  // namespace qrgen::records
