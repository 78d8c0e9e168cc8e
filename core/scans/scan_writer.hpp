// SPDX-License-Identifier: MIT
//
// Takes scans from the journal to the database, in batches, with what can be found out about them: one
// transaction each, in which every scan is inserted unless it is there already, counters and roll-ups are
// raised by the rows really inserted, and only then the journal moves on. So any crash at any point leads to
// the same numbers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

#include "core/base/log.hpp"
#include "core/scans/journal.hpp"
#include "core/scans/scan_details.hpp"
#include "core/store/store.hpp"

namespace qrgen::scans {

struct ScanWriterOptions {
    std::size_t batch = 2500;                      // scans in a transaction at most
    std::chrono::milliseconds gather{200};         // how long to wait for a batch to fill
    std::chrono::milliseconds least_backoff{250};  // after a failure, doubled each time, with jitter
    std::chrono::milliseconds most_backoff{10'000};
};

struct ScanWriterFigures {
    std::uint64_t batches = 0;  // since the start, as all that follow
    std::uint64_t rows = 0;     // really inserted
    std::uint64_t retries = 0;
    std::uint64_t refused =
        0;  // scans that the database will never take: of a code that is not there, or for a value
    std::chrono::nanoseconds busy{0};  // time spent in transactions
    bool is_failing = false;           // the last attempt did not succeed
};

class ScanWriter {
  public:
    /// All must outlive the writer.
    ScanWriter(Journal& journal, store::Store& store, const Log& log, const ScanWriterOptions& options = {});
    ~ScanWriter();  // stops at once
    ScanWriter(const ScanWriter&) = delete;
    ScanWriter& operator=(const ScanWriter&) = delete;

    /// Begins to deliver, in a thread. A scan that the database refuses for its values is put into the file
    /// refused.ndjson beside the journal, so that it does not hold up the others.
    void start();

    /// Where addresses are; nullptr: nobody knows, which is how it begins. May be called at any time.
    void set_places(std::shared_ptr<const geo::GeoDatabase> places);

    /// Tries again at once, instead of waiting for the end of a backoff: the database is back.
    void try_now() noexcept;

    /// Delivers what waits, until the journal is empty, the database fails or `limit` is over; then stops.
    /// Returns whether the journal was emptied.
    bool finish(std::chrono::milliseconds limit);

    ScanWriterFigures figures() const;

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::scans
