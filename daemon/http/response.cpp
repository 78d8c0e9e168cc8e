// SPDX-License-Identifier: MIT
#include "daemon/http/response.hpp"

#include <algorithm>
#include <utility>

#include <Poco/Net/HTTPResponse.h>

#include "core/base/text.hpp"

namespace qrgen::daemon::http {

Response& Response::add(std::string name, std::string value) {
    headers.push_back({std::move(name), std::move(value)});
    return *this;
}

Response make_response(int status, std::string content_type, std::string body) {
    Response response{.status = status, .body = std::move(body)};
    response.add("Content-Type", std::move(content_type));
    return response;
}

std::string_view reason_of(int status) noexcept {
    return Poco::Net::HTTPResponse::getReasonForStatus(
        static_cast<Poco::Net::HTTPResponse::HTTPStatus>(status));
}

const std::string* find_header(const Response& response, std::string_view name) noexcept {
    const auto found = std::find_if(response.headers.begin(), response.headers.end(),
                                    [&](const Header& h) { return equals_ignoring_case(h.name, name); });
    return found == response.headers.end() ? nullptr : &found->value;
}

}  // namespace qrgen::daemon::http
