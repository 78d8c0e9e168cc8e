// SPDX-License-Identifier: MIT
//
// What is found out about a scan before it is stored: of its agent, its address, the page it came from and
// the languages that were asked for.
#pragma once

#include <memory>
#include <mutex>

#include "core/geo/geo_database.hpp"
#include "core/scans/scan_event.hpp"
#include "core/store/scan_table.hpp"

namespace qrgen::scans {

/// describe() and complete() are for one thread; set_places() may be called from others.
class ScanDetails {
  public:
    ScanDetails();
    ~ScanDetails();
    ScanDetails(const ScanDetails&) = delete;
    ScanDetails& operator=(const ScanDetails&) = delete;

    /// Where addresses are; nullptr: nobody knows.
    void set_places(std::shared_ptr<const geo::GeoDatabase> places);

    /// The scan with what is known of it. The rules of agents are read the first time, which takes tens of
    /// milliseconds; agents that were seen lately cost next to nothing.
    store::StoredScan describe(ScanEvent event);

    /// Finds out what is not known yet: the agent, the page's host, the place.
    void complete(store::StoredScan& scan);

  private:
    class Agents;

    std::mutex mutex_;
    std::shared_ptr<const geo::GeoDatabase> places_;
    std::unique_ptr<Agents> agents_;
};

}  // namespace qrgen::scans
