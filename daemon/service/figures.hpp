// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/scans/journal.hpp"
#include "core/scans/scan_writer.hpp"
#include "core/store/change_feed.hpp"
#include "core/store/store.hpp"
#include "daemon/http/server.hpp"
#include "daemon/metrics.hpp"
#include "daemon/redirect/target_cache.hpp"
#include "daemon/redirect/target_source.hpp"

namespace qrgen::daemon {

struct FigureSources {
    const store::Store& store;
    const scans::Journal& journal;
    const scans::ScanWriter& writer;
    const store::ChangeFeed& feed;
    const TargetCache& cache;
    const TargetSource& targets;
    const http::Server& server;
};

/// Adds the figures that the parts of the service keep themselves, and those of the process. The sources must
/// outlive the metrics' last text().
void add_figures(Metrics& metrics, const FigureSources& sources);

/// A directory that the service writes to, and the word that metrics have for it.
struct Directory {
    std::string name;
    std::filesystem::path path;
};

/// Adds how much room their file systems have.
void add_disk_figures(Metrics& metrics, const std::vector<Directory>& directories);

}  // namespace qrgen::daemon
