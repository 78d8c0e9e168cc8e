// SPDX-License-Identifier: MIT
#include "daemon/query.hpp"

#include <algorithm>
#include <string>

namespace qrgen::daemon {

Fields read_query(const http::Request& request, std::span<const http::Parameter> table) {
    const auto pairs = http::query_parameters(request.query);
    Fields fields("query", table);
    for (const http::Parameter& row : table) {
        const auto last = std::find_if(pairs.rbegin(), pairs.rend(),
                                       [&](const auto& pair) { return pair.first == row.name; });
        if (last != pairs.rend()) fields.take_text(row, last->second);
    }
    return fields;
}

}  // namespace qrgen::daemon
