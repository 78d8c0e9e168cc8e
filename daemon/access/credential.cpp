// SPDX-License-Identifier: MIT
#include "daemon/access/credential.hpp"

#include <algorithm>

#include "core/base/base64.hpp"
#include "core/base/text.hpp"
#include "daemon/http/http_error.hpp"

namespace qrgen::daemon {
namespace {

bool is_api_key(const http::Header& header) {
    return equals_ignoring_case(header.name, "X-API-Key");
}

bool is_credential(const http::Header& header) {
    return is_api_key(header) || equals_ignoring_case(header.name, "Authorization");
}

std::string password_of(std::string_view basic) {
    const std::string pair = from_base64(basic).value_or("");
    const std::size_t colon = pair.find(':');
    return colon == std::string::npos ? std::string() : pair.substr(colon + 1);
}

std::optional<std::string> read_authorization(std::string_view value) {
    const std::size_t space = std::min(value.find(' '), value.size());
    const std::string_view scheme = value.substr(0, space);
    const std::string_view rest = trim(value.substr(space));
    if (equals_ignoring_case(scheme, "Bearer")) return std::string(rest);
    if (equals_ignoring_case(scheme, "Basic")) return password_of(rest);
    return std::nullopt;
}

}  // namespace

std::optional<std::string> credential_of(const http::Request& request) {
    const auto& headers = request.headers;
    const auto found = std::find_if(headers.begin(), headers.end(), is_credential);
    if (found == headers.end()) return std::nullopt;
    if (std::any_of(found + 1, headers.end(), is_credential)) {
        throw http::HttpError(400,
                              "there is more than one credential; send either Authorization or X-API-Key");
    }
    const std::string_view value = trim(found->value);
    return is_api_key(*found) ? std::string(value) : read_authorization(value);
}

}  // namespace qrgen::daemon
