// SPDX-License-Identifier: MIT
#include "daemon/json/json_answer.hpp"

#include <utility>

#include "core/codes/code_json.hpp"
#include "core/codes/code_picture.hpp"
#include "core/qr/picture/scan_risks.hpp"

namespace qrgen::daemon::json {

using nlohmann::ordered_json;

http::Response json_answer(int status, const ordered_json& value) {
    return http::make_response(status, "application/json",
                               value.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
}

ordered_json code_with_warnings(const codes::Code& code) {
    ordered_json object = codes::to_json(code);
    const auto risks = qr::scan_risks(codes::picture_of(code), qr::SymbolKind::qr);
    if (!risks.empty()) object["warnings"] = risks;
    return object;
}

ordered_json page_of(ordered_json items, std::int64_t total, std::int64_t skip, std::int64_t limit) {
    return {{"items", std::move(items)}, {"total", total}, {"page", skip / limit + 1}, {"page_size", limit}};
}

ordered_json page_of(const codes::CodePage& found, const codes::CodeQuery& query) {
    ordered_json items = ordered_json::array();
    for (const codes::Code& code : found.items) items.push_back(codes::to_json(code));
    return page_of(std::move(items), found.total, query.skip, query.limit);
}

}  // namespace qrgen::daemon::json
