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

ScanRecorder::ScanRecorder(scans::Journal& journal, scans::IpPrivacy privacy)
    : journal_(journal), privacy_(privacy), random_(RandomBuffer::source()) {}

ScanRecorder::Gathered& ScanRecorder::gathered() {
    thread_local Gathered gathered;
    return gathered;
}

void ScanRecorder::record(const http::Request& request, const Target& target, bool is_genuine) {
    const Timestamp now = system_now();
    const scans::ScanEvent event{.event_id = make_uuid_v7(now, random_),
                                 .code_id = target.code_id,
                                 .scanned_at = now,
                                 .is_genuine = is_genuine,
                                 .ip_address = scans::keep_of_address(request.client, privacy_),
                                 .user_agent = value_of(request, "User-Agent"),
                                 .referrer = value_of(request, "Referer")};
    Gathered& own = gathered();
    scans::encode_record(event, own.records);
    ++own.count;
}

void ScanRecorder::write() noexcept {
    Gathered& own = gathered();
    if (own.count == 0) return;
    journal_.append(own.records, own.count);
    own.records.clear();
    own.count = 0;
}

}  // namespace qrgen::daemon
