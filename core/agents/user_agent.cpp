// SPDX-License-Identifier: MIT
#include "core/agents/user_agent.hpp"

#include "core/agents/device_kind.hpp"

namespace qrgen::agents {

const char* to_string(DeviceType type) noexcept {
    switch (type) {
        case DeviceType::mobile: return "Mobile";
        case DeviceType::tablet: return "Tablet";
        case DeviceType::pc: return "Desktop";
        case DeviceType::bot: return "Bot";
        case DeviceType::other: break;
    }
    return "Other";
}

DeviceType UserAgent::type() const noexcept {
    if (is_bot) return DeviceType::bot;
    if (is_tablet && !is_phone(device_family)) return DeviceType::tablet;
    if (is_mobile) return DeviceType::mobile;
    return is_pc ? DeviceType::pc : DeviceType::other;
}

}  // namespace qrgen::agents
