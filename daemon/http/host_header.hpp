// SPDX-License-Identifier: MIT
//
// The authority of a request: the value of Host, or what stands for it in a target of absolute form.
#pragma once

#include <string_view>

namespace qrgen::daemon::http {

/// Whether `text` is a host with or without a port (RFC 9110 section 7.2, RFC 3986 section 3.2.2): a name,
/// which must not be empty, an IPv4 address or an IPv6 address in brackets. No user-info.
bool is_host_header(std::string_view text) noexcept;

}  // namespace qrgen::daemon::http
