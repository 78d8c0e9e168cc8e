// SPDX-License-Identifier: MIT
#include "core/agents/device_kind.hpp"

#include <algorithm>
#include <array>

namespace qrgen::agents {
namespace {

using Names = std::string_view;

constexpr std::array<Names, 6> mobile_devices{
    "iPhone", "iPod", "Generic Smartphone", "Generic Feature Phone", "PlayStation Vita", "iOS-Device"};
constexpr std::array<Names, 9> tablet_devices{
    "iPad",        "BlackBerry Playbook", "Blackberry Playbook", "Kindle",
    "Kindle Fire", "Kindle Fire HD",      "Galaxy Tab",          "Xoom",
    "Dell Streak"};
constexpr std::array<Names, 3> pc_systems{"Windows 95", "Windows 98", "Solaris"};
constexpr std::array<Names, 7> mobile_systems{"Windows Phone", "Windows Phone OS", "Symbian OS", "Bada",
                                              "Windows CE",    "Windows Mobile",   "Maemo"};
constexpr std::array<Names, 6> mobile_browsers{"IE Mobile",     "Opera Mobile",          "Opera Mini",
                                               "Chrome Mobile", "Chrome Mobile WebView", "Chrome Mobile iOS"};

template <std::size_t Count>
bool is_among(const std::array<Names, Count>& names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(std::string_view text, std::string_view part) noexcept {
    return text.find(part) != std::string_view::npos;
}

bool is_tablet(const UserAgent& found, std::string_view agent) noexcept {
    if (is_among(tablet_devices, found.device_family)) return true;
    if (found.os_family == "Android" && !contains(agent, "Mobile Safari") &&
        found.browser_family != "Firefox Mobile")
        return true;
    if (found.os_family == "Windows" && found.os_version.starts_with("RT")) return true;
    return found.os_family == "Firefox OS" && !contains(found.browser_family, "Mobile");
}

bool is_pc(const UserAgent& found, std::string_view agent) noexcept {
    if (contains(agent, "Windows NT") || is_among(pc_systems, found.os_family)) return true;
    if (found.os_family == "Windows" && found.os_version == "ME") return true;
    if (found.os_family == "Mac OS X" && !contains(agent, "Silk")) return true;
    if (contains(agent, "Maemo")) return false;
    return contains(found.os_family, "Chrome OS") || (contains(agent, "Linux") && contains(agent, "X11"));
}

/// By the families alone. Systems that tablets have, too, count if the device is none.
bool has_mobile_family(const UserAgent& found) noexcept {
    if (is_phone(found.device_family) || is_among(mobile_browsers, found.browser_family)) return true;
    if (found.os_family == "Android" || found.os_family == "Firefox OS") return !found.is_tablet;
    if (found.os_family == "BlackBerry OS") return found.device_family != "Blackberry Playbook";
    return is_among(mobile_systems, found.os_family);
}

bool is_mobile(const UserAgent& found, std::string_view agent) noexcept {
    if (has_mobile_family(found)) return true;
    for (const char* word : {"J2ME", "MIDP", "iPhone;", "Googlebot-Mobile"}) {
        if (contains(agent, word)) return true;
    }
    if (found.is_bot && contains(found.browser_family, "Mobile")) return true;
    return contains(agent, "NokiaBrowser") && contains(agent, "Mobile");
}

}  // namespace

bool is_phone(std::string_view device_family) noexcept {
    return is_among(mobile_devices, device_family);
}

void set_device_kind(UserAgent& found, std::string_view agent) noexcept {
    found.is_tablet = is_tablet(found, agent);
    found.is_pc = is_pc(found, agent);
    found.is_bot = found.device_family == "Spider";
    found.is_mobile = is_mobile(found, agent);
}

}  // namespace qrgen::agents
