// SPDX-License-Identifier: MIT
#pragma once

#include "core/scans/scan_statistics.hpp"

namespace qrgen::scans {

/// `top` entries of each list.
PeriodFigures figures_of(store::ScanRollups& rollups, const Period& period, int top);

}  // namespace qrgen::scans
