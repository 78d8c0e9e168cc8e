// SPDX-License-Identifier: MIT
//
// From a redirect to the journal. Records of the scans that a thread answers in one round are gathered and
// written together, before any of the answers is sent.
#pragma once

#include <atomic>

#include "core/base/random.hpp"
#include "core/scans/journal.hpp"
#include "core/scans/visitors.hpp"
#include "daemon/http/request.hpp"
#include "daemon/redirect/target.hpp"
#include "daemon/scan_privacy.hpp"

namespace qrgen::daemon {

/// Thread-safe. The only one in its process: what a thread has taken down is kept with the thread.
class ScanRecorder {
  public:
    /// Both must outlive it.
    ScanRecorder(scans::Journal& journal, scans::Visitors& visitors, ScanPrivacy privacy);

    /// Takes down a scan; it is safe after the calling thread's next write().
    void record(const http::Request& request, const Target& target, bool is_genuine);

    /// Writes what the calling thread has taken down into the journal. Scans that cannot be written are
    /// counted there as dropped.
    void write() noexcept;

    void set_privacy(ScanPrivacy privacy) noexcept {
        address_privacy_ = privacy.address;
        honours_do_not_track_ = privacy.honours_do_not_track;
    }

  private:
    struct Gathered {
        std::string records;
        std::size_t count = 0;
    };
    static Gathered& gathered();

    void describe(scans::ScanEvent& event, const http::Request& request);

    scans::Journal& journal_;
    scans::Visitors& visitors_;
    std::atomic<scans::IpPrivacy> address_privacy_;
    std::atomic<bool> honours_do_not_track_;
    const RandomSource random_;
};

}  // namespace qrgen::daemon
