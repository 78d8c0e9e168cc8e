// SPDX-License-Identifier: MIT
#include "core/base/json_reason.hpp"

#include <algorithm>

#include "core/base/text.hpp"

namespace qrgen {

std::string json_reason(std::string_view explanation) {
    if (const std::size_t place = explanation.find("column "); place != std::string_view::npos) {
        const std::size_t end = explanation.find(": ", place);
        if (end != std::string_view::npos) explanation.remove_prefix(end + 2);
    } else if (const std::size_t end = explanation.find("] "); end != std::string_view::npos) {
        explanation.remove_prefix(end + 2);
    }
    return printable(explanation.substr(0, std::min(explanation.find("; last read"), std::size_t{160})));
}

}  // namespace qrgen
