// SPDX-License-Identifier: MIT
#include "daemon/scan_privacy.hpp"

#include <string>

namespace qrgen::daemon {

bool asks_not_to_be_tracked(const http::Request& request) {
    for (const char* name : {"DNT", "Sec-GPC"}) {
        const std::string* const value = http::find_header(request, name);
        if (value != nullptr && *value == "1") return true;
    }
    return false;
}

}  // namespace qrgen::daemon
