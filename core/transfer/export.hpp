// SPDX-License-Identifier: MIT
//
// Writing down everything that is stored but API keys, as one consistent view of it. The same contents give
// the same bytes, on either database; memory does not grow with them.
#pragma once

#include <functional>
#include <string_view>

#include "core/store/store.hpp"
#include "core/transfer/export_rows.hpp"

namespace qrgen::transfer {

/// Takes the text in pieces, in order; what it throws ends the export.
using TextSink = std::function<void(std::string_view)>;

enum class ScansToo { no, yes };

/// Codes and their history, on demand also scans and their daily figures, which go back further where scans
/// were dropped. Throws like Store::read().
ExportCounts export_ndjson(store::Store& store, ScansToo scans, const TextSink& sink);

ExportCounts export_csv(store::Store& store, ExportTable table, const TextSink& sink);

}  // namespace qrgen::transfer
