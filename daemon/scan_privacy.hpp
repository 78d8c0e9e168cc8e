// SPDX-License-Identifier: MIT
//
// What may be kept of who scans.
#pragma once

#include "core/scans/ip_privacy.hpp"
#include "daemon/http/request.hpp"

namespace qrgen::daemon {

struct ScanPrivacy {
    scans::IpPrivacy address = scans::IpPrivacy::truncate;
    bool honours_do_not_track = false;  // of who asks not to be tracked, nothing is kept
};

/// Whether the request carries DNT: 1 (W3C Tracking Preference Expression) or Sec-GPC: 1 (Global Privacy
/// Control).
bool asks_not_to_be_tracked(const http::Request& request);

}  // namespace qrgen::daemon
