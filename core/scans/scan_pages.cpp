// SPDX-License-Identifier: MIT
#include "core/scans/scan_pages.hpp"

#include <utility>

#include "core/codes/code_lookup.hpp"
#include "core/scans/scan_cursor.hpp"
#include "core/scans/scan_json.hpp"

namespace qrgen::scans {

using Json = nlohmann::ordered_json;

store::ScanPage list_scans(store::Store& store, std::string_view reference, store::ScanQuery wanted) {
    store::ScanPage page;
    store.read([&](store::Transaction& transaction) {
        store::CodeTable codes(transaction);
        wanted.code_id = codes::found_or_throw(codes, reference, store::Deleted::excluded).id;
        page = store::ScanLog(transaction).page(wanted);
    });
    return page;
}

Json to_json(const store::ScanPage& page, const store::ScanQuery& wanted) {
    Json items = Json::array();
    for (const store::StoredScan& scan : page.items) items.push_back(to_json(scan));
    return {{"items", std::move(items)},
            {"total", page.total ? Json(*page.total) : Json()},
            {"page", wanted.skip / wanted.limit + 1},
            {"page_size", wanted.limit},
            {"next_cursor", page.next ? Json(to_text(*page.next)) : Json()}};
}

}  // namespace qrgen::scans
