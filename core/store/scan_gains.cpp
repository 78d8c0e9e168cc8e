// SPDX-License-Identifier: MIT
#include "core/store/scan_gains.hpp"

#include <algorithm>
#include <string_view>

#include "core/agents/user_agent.hpp"

namespace qrgen::store {
namespace {

std::string_view known_or_unknown(const std::optional<std::string>& name) {
    return name && !name->empty() ? std::string_view(*name) : agents::unknown_family;
}

std::string_view device_of(const StoredScan& scan) {
    agents::UserAgent agent;
    if (scan.device_family) agent.device_family = *scan.device_family;
    agent.is_mobile = scan.is_mobile.value_or(false);
    agent.is_tablet = scan.is_tablet.value_or(false);
    agent.is_pc = scan.is_pc.value_or(false);
    const agents::DeviceType type = agent.type();
    const bool is_unknown =
        type == agents::DeviceType::other && agent.device_family == agents::unknown_family;
    return is_unknown ? agents::unknown_family : agents::to_string(type);
}

}  // namespace

void add_to(ScanRollup& day, const StoredScan& scan) {
    const bool is_bot = scan.is_bot.value_or(false);
    day.totals += {.scans = 1, .genuine = scan.is_genuine ? 1 : 0, .bots = is_bot ? 1 : 0};
    const auto since_midnight = scan.scanned_at - std::chrono::floor<std::chrono::days>(scan.scanned_at);
    day.quarters.add(static_cast<int>(since_midnight / std::chrono::minutes(15)),
                     {1, scan.is_genuine ? 1 : 0});
    if (is_bot) return;
    day.lists[ScanList::devices].add(device_of(scan), 1);
    day.lists[ScanList::systems].add(known_or_unknown(scan.os_family), 1);
    day.lists[ScanList::browsers].add(known_or_unknown(scan.browser_family), 1);
    day.lists[ScanList::countries].add(known_or_unknown(scan.country), 1);
    if (scan.referrer_host && !scan.referrer_host->empty())
        day.lists[ScanList::referrers].add(*scan.referrer_host, 1);
}

CodeGains code_gains(const std::vector<const StoredScan*>& scans) {
    CodeGains gains;
    for (const StoredScan* scan : scans) {
        CodeGain& code = gains[scan->code_id];
        const Timestamp time = scan->scanned_at;
        code.last = code.scans == 0 ? time : std::max(code.last, time);
        ++code.scans;
        if (!scan->is_genuine) continue;
        ++code.genuine;
        code.first_genuine = std::min(code.first_genuine.value_or(time), time);
        code.last_genuine = std::max(code.last_genuine.value_or(time), time);
    }
    return gains;
}

RollupRows rollup_gains(const std::vector<const StoredScan*>& scans) {
    RollupRows gains;
    for (const StoredScan* scan : scans)
        add_to(gains[{scan->code_id, std::chrono::floor<std::chrono::days>(scan->scanned_at)}], *scan);
    return gains;
}

}  // namespace qrgen::store
