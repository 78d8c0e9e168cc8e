// SPDX-License-Identifier: MIT
//
// Mobile, tablet, computer or robot: the rules of the Python library user_agents 2.2 (its parsers.py).
#pragma once

#include <string_view>

#include "core/agents/user_agent.hpp"

namespace qrgen::agents {

/// Sets the flags of `found` by its families and versions, and the agent itself. Several can be set: a
/// browser for phones on a tablet has two. is_bot is the library's alone.
void set_device_kind(UserAgent& found, std::string_view agent) noexcept;

/// Whether a family of devices is one that is never anything but a phone or the like.
bool is_phone(std::string_view device_family) noexcept;

}  // namespace qrgen::agents
