// SPDX-License-Identifier: MIT
//
// Mobile, tablet, computer or robot: the rules of the Python library user_agents 2.2 (its parsers.py).
#pragma once

#include <string_view>

#include "core/agents/user_agent.hpp"

namespace qrgen::agents {

/// Sets the flags of `found` by its families and versions, the brand of the device, and the agent itself.
/// is_bot is the library's alone.
void set_device_kind(UserAgent& found, std::string_view brand, std::string_view agent) noexcept;

}  // namespace qrgen::agents
