// SPDX-License-Identifier: MIT
#include "daemon/http/poco_request.hpp"

#include <Poco/MemoryStream.h>
#include <Poco/Net/HTTPRequest.h>

namespace qrgen::daemon::http {

Request read_request(std::string_view head) {
    Poco::MemoryInputStream stream(head.data(), static_cast<std::streamsize>(head.size()));
    Poco::Net::HTTPRequest parsed;
    parsed.read(stream);
    Request request{.method = parsed.getMethod(), .path = {}, .query = {}};
    request.headers.reserve(parsed.size());
    for (const auto& [name, value] : parsed) request.headers.push_back({name, value});
    return request;
}

}  // namespace qrgen::daemon::http
