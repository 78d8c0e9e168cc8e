// SPDX-License-Identifier: MIT
#include "daemon/redirect/scan_recorder.hpp"

#include "core/base/clock.hpp"
#include "core/base/random_buffer.hpp"

namespace qrgen::daemon {
namespace {

std::string value_of(const http::Request& request, std::string_view name) {
    const std::string* const value = http::find_header(request, name);
    return value != nullptr ? *value : std::string();
}

}  // namespace

ScanRecorder::ScanRecorder(scans::Journal& journal, scans::Visitors& visitors, ScanPrivacy privacy)
    : journal_(journal),
      visitors_(visitors),
      address_privacy_(privacy.address),
      honours_do_not_track_(privacy.honours_do_not_track),
      random_(RandomBuffer::source()) {}

ScanRecorder::Gathered& ScanRecorder::gathered() {
    thread_local Gathered gathered;
    return gathered;
}

void ScanRecorder::record(const http::Request& request, const Target& target, bool is_genuine) {
    const Timestamp now = system_now();
    scans::ScanEvent event{.event_id = make_uuid_v7(now, random_),
                           .code_id = target.code_id,
                           .scanned_at = now,
                           .is_genuine = is_genuine};
    if (!honours_do_not_track_ || !asks_not_to_be_tracked(request)) describe(event, request);
    Gathered& own = gathered();
    scans::encode_record(event, own.records);
    ++own.count;
}

void ScanRecorder::describe(scans::ScanEvent& event, const http::Request& request) {
    event.ip_address = scans::keep_of_address(request.client, address_privacy_);
    event.user_agent = value_of(request, "User-Agent");
    event.referrer = value_of(request, "Referer");
    event.language = value_of(request, "Accept-Language");
    event.visitor = visitors_.visitor_of(event.scanned_at, event.code_id, request.client, event.user_agent);
}

void ScanRecorder::write() noexcept {
    Gathered& own = gathered();
    if (own.count == 0) return;
    journal_.append(own.records, own.count);
    own.records.clear();
    own.count = 0;
}

}  // namespace qrgen::daemon
