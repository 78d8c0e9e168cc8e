// SPDX-License-Identifier: MIT
//
// What a User-Agent header tells about who sent it. Fields and flags mean what they mean in the Python
// library user_agents (version 2.2) on top of ua-parser, which mvp_qr_gen used.
#pragma once

#include <cstddef>
#include <string>

namespace qrgen::agents {

inline constexpr std::size_t max_agent = 1024;       // bytes of a header that are looked at
inline constexpr std::size_t max_agent_field = 100;  // bytes of each text of a UserAgent

inline constexpr const char* unknown_family = "Unknown";  // no agent was sent
inline constexpr const char* other_family = "Other";      // an agent was sent that no rule knows

/// Each agent has one, for figures, though it may have several flags.
enum class DeviceType { mobile, tablet, pc, bot, other };

/// "Mobile", "Tablet", "Desktop", "Bot", "Other".
const char* to_string(DeviceType type) noexcept;

/// Texts are well-formed UTF-8 without control characters, at most `max_agent_field` bytes. Versions are up
/// to three parts joined by dots, numbers without leading zeros, empty if none is told.
struct UserAgent {
    std::string device_family = unknown_family;   // "iPhone", "Samsung SM-G973F", "Mac", "Spider", "Other"
    std::string os_family = unknown_family;       // "iOS", "Android", "Windows"
    std::string os_version = {};                  // "17.1", "10", "XP"
    std::string browser_family = unknown_family;  // "Mobile Safari", "Chrome Mobile WebView"
    std::string browser_version = {};
    bool is_mobile = false;
    bool is_tablet = false;
    bool is_pc = false;
    bool is_bot = false;

    /// Bot before all else; tablet before mobile, unless the device is a phone by its family; mobile and
    /// tablet before pc.
    DeviceType type() const noexcept;

    bool operator==(const UserAgent&) const = default;
};

}  // namespace qrgen::agents
