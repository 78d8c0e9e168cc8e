// SPDX-License-Identifier: MIT
#include "core/scans/refused_scans.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>

#include "core/base/descriptor.hpp"
#include "core/base/file.hpp"

namespace qrgen::scans {

bool RefusedScans::add(const ScanEvent& event, const std::string& reason) const {
    using Json = nlohmann::ordered_json;
    const Json line{{"event_id", event.event_id},
                    {"qr_code_id", event.code_id},
                    {"scanned_at", format_rfc3339(event.scanned_at)},
                    {"is_genuine_scan", event.is_genuine},
                    {"ip_address", event.ip_address},
                    {"raw_user_agent", event.user_agent},
                    {"referrer", event.referrer},
                    {"language", event.language},
                    {"reason", reason}};
    const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    const Descriptor file(::open(file_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    struct stat status {};
    if (!file.is_open() || ::fstat(file.get(), &status) != 0) return false;
    if (static_cast<std::uint64_t>(status.st_size) + text.size() > max_bytes) return false;
    return write_all(file.get(), text) == 0;
}

}  // namespace qrgen::scans
