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
constexpr Names tablet_brand = "Generic_Android_Tablet";
constexpr std::array<Names, 3> pc_systems{"Windows 95", "Windows 98", "Solaris"};
constexpr std::array<Names, 10> mobile_systems{
    "Android",    "Firefox OS", "BlackBerry OS", "Windows Phone",  "Windows Phone OS",
    "Symbian OS", "Bada",       "Windows CE",    "Windows Mobile", "Maemo"};
constexpr std::array<Names, 6> mobile_browsers{"IE Mobile",     "Opera Mobile",          "Opera Mini",
                                               "Chrome Mobile", "Chrome Mobile WebView", "Chrome Mobile iOS"};

template <std::size_t Count>
bool is_among(const std::array<Names, Count>& names, std::string_view name) noexcept {
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool contains(std::string_view text, std::string_view part) noexcept {
    return text.find(part) != std::string_view::npos;
}

class Kind {
  public:
    Kind(const UserAgent& found, std::string_view brand, std::string_view agent)
        : found_(found), brand_(brand), agent_(agent) {}

    bool is_tablet() const noexcept {
        if (is_tablet_device()) return true;
        if (is_among(mobile_devices, found_.device_family)) return false;
        if (found_.os_family == "Android" && !contains(agent_, "Mobile Safari") &&
            found_.browser_family != "Firefox Mobile")
            return true;
        if (found_.os_family == "Windows" && found_.os_version.starts_with("RT")) return true;
        return found_.os_family == "Firefox OS" && !contains(found_.browser_family, "Mobile");
    }

    bool is_pc() const noexcept {
        if (is_among(mobile_devices, found_.device_family) || is_tablet_device()) return false;
        if (contains(agent_, "Windows NT") || is_among(pc_systems, found_.os_family)) return true;
        if (found_.os_family == "Windows" && found_.os_version == "ME") return true;
        if (found_.os_family == "Mac OS X" && !contains(agent_, "Silk")) return true;
        if (contains(agent_, "Maemo")) return false;
        if (contains(found_.os_family, "Chrome OS")) return true;
        if (contains(found_.os_family, "Chromecast")) return false;
        return contains(agent_, "Linux") && contains(agent_, "X11");
    }

    bool is_mobile() const noexcept {
        if (is_among(mobile_devices, found_.device_family)) return true;
        if (is_tablet() || is_pc()) return false;
        if (is_among(mobile_browsers, found_.browser_family) || is_among(mobile_systems, found_.os_family))
            return true;
        for (const char* word : {"J2ME", "MIDP", "iPhone;", "Googlebot-Mobile"}) {
            if (contains(agent_, word)) return true;
        }
        if (is_bot() && contains(found_.browser_family, "Mobile")) return true;
        return contains(agent_, "NokiaBrowser") && contains(agent_, "Mobile");
    }

    bool is_bot() const noexcept { return found_.device_family == "Spider"; }

  private:
    bool is_tablet_device() const noexcept {
        return is_among(tablet_devices, found_.device_family) || brand_ == tablet_brand;
    }

    const UserAgent& found_;
    std::string_view brand_;
    std::string_view agent_;
};

}  // namespace

void set_device_kind(UserAgent& found, std::string_view brand, std::string_view agent) noexcept {
    const Kind kind(found, brand, agent);
    found.is_tablet = kind.is_tablet();
    found.is_pc = kind.is_pc();
    found.is_mobile = kind.is_mobile();
    found.is_bot = kind.is_bot();
}

}  // namespace qrgen::agents
