// SPDX-License-Identifier: MIT
#include "core/scans/scan_details.hpp"

#include <utility>

#include "core/agents/agent_cache.hpp"
#include "core/agents/agent_parser.hpp"
#include "core/scans/request_facts.hpp"

namespace qrgen::scans {
namespace {

std::optional<std::string> known(std::string text) {
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

void take(store::StoredScan& scan, const agents::UserAgent& agent) {
    scan.device_family = agent.device_family;
    scan.os_family = agent.os_family;
    scan.os_version = known(agent.os_version);
    scan.browser_family = agent.browser_family;
    scan.browser_version = known(agent.browser_version);
    scan.is_mobile = agent.is_mobile;
    scan.is_tablet = agent.is_tablet;
    scan.is_pc = agent.is_pc;
    if (!scan.is_bot) scan.is_bot = agent.is_bot;
}

}  // namespace

class ScanDetails::Agents {
  public:
    const agents::UserAgent& get(const std::string& agent) { return cache_.get(agent); }

  private:
    agents::AgentParser parser_;
    agents::AgentCache cache_{parser_};
};

ScanDetails::ScanDetails() = default;
ScanDetails::~ScanDetails() = default;

void ScanDetails::set_places(std::shared_ptr<const geo::GeoDatabase> places) {
    const std::lock_guard lock(mutex_);
    places_ = std::move(places);
}

store::StoredScan ScanDetails::describe(ScanEvent event) {
    store::StoredScan scan{std::move(event)};
    scan.language = language_of(scan.language);
    complete(scan);
    return scan;
}

void ScanDetails::complete(store::StoredScan& scan) {
    if (!agents_) agents_ = std::make_unique<Agents>();
    if (!scan.device_family) take(scan, agents_->get(scan.user_agent));
    if (!scan.referrer_host) scan.referrer_host = known(referrer_host(scan.referrer));
    std::shared_ptr<const geo::GeoDatabase> places;
    {
        const std::lock_guard lock(mutex_);
        places = places_;
    }
    if (!places || scan.country || scan.ip_address.empty()) return;
    geo::Place place = places->find(scan.ip_address);
    scan.country = known(std::move(place.country));
    scan.city = known(std::move(place.city));
}

}  // namespace qrgen::scans
