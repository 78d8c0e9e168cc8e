// SPDX-License-Identifier: MIT
//
// The log of one code's scans, page by page, for the command line and the HTTP API. `reference` is an id or a
// short id, in any case; one that leads to no code is Error(not_found). Errors of the database are the
// store's.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "core/store/scan_log.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

/// A page of the code's scans. `wanted.code_id` is not looked at.
store::ScanPage list_scans(store::Store& store, std::string_view reference, store::ScanQuery wanted);

/// The page as the HTTP API has it: items, total, page, page_size, next_cursor. `wanted.limit` is at least 1.
nlohmann::ordered_json to_json(const store::ScanPage& page, const store::ScanQuery& wanted);

}  // namespace qrgen::scans
