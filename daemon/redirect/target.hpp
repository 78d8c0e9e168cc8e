// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace qrgen::daemon {

/// Where a known short id leads.
struct Target {
    std::string code_id;  // UUID
    std::string url;      // for Location, byte for byte
    bool is_active = true;
    bool is_allowed = true;  // by the policy for redirect URLs, as it was when this was read

    bool redirects() const noexcept { return is_active && is_allowed; }
    bool operator==(const Target&) const = default;
};

}  // namespace qrgen::daemon
