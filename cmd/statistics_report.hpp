// SPDX-License-Identifier: MIT
//
// Statistics of scans for people. `statistics` is what scans::to_json() makes of those of a code or of all.
#pragma once

#include <string>

#include "cmd/chart.hpp"
#include "cmd/records.hpp"

namespace qrgen::cmd {

/// Everything, as aligned text.
std::string plain_report(const Record& statistics);

/// The same with a chart and bars, no line wider than the style says.
std::string drawn_report(const Record& statistics, const ChartStyle& style);

/// The steps of the series: "label", "all_scans" and "genuine_scans" of each.
RecordList series_records(const Record& statistics);

}  // namespace qrgen::cmd
