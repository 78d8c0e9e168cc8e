// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "daemon/http/request.hpp"

namespace qrgen::daemon {

/// The API key as the caller shows it: Authorization with Bearer (RFC 6750 section 2.1), with Basic (RFC
/// 7617) as the password for any user name, or X-API-Key. nullopt if there is none, as with other schemes of
/// Authorization. A credential that is ill-formed is an empty text. Throws HttpError(400) if there is more
/// than one of these header fields.
std::optional<std::string> credential_of(const http::Request& request);

}  // namespace qrgen::daemon
