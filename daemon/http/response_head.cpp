// SPDX-License-Identifier: MIT
#include "daemon/http/response_head.hpp"

#include <algorithm>

#include <Poco/DateTimeFormat.h>
#include <Poco/DateTimeFormatter.h>
#include <Poco/Timestamp.h>

#include "daemon/http/head_check.hpp"

namespace qrgen::daemon::http {

std::string_view DateText::at(std::time_t now) {
    if (now != made_for_) {
        text_ = Poco::DateTimeFormatter::format(Poco::Timestamp::fromEpochTime(now),
                                                Poco::DateTimeFormat::HTTP_FORMAT);
        made_for_ = now;
    }
    return text_;
}

bool has_sound_headers(const Response& response) noexcept {
    return std::all_of(response.headers.begin(), response.headers.end(), [](const Header& header) {
        return is_token(header.name) && is_field_value(header.value);
    });
}

Response internal_failure() {
    return make_response(500, "text/plain; charset=utf-8", "internal server error\n");
}

bool may_have_body(int status) noexcept {
    return status >= 200 && status != 204 && status != 304;
}

std::string response_head(const Response& response, Persistence persistence, std::string_view date) {
    std::string head;
    head.reserve(512);
    head.append("HTTP/1.1 ")
        .append(std::to_string(response.status))
        .append(" ")
        .append(reason_of(response.status));
    head.append("\r\nDate: ").append(date).append("\r\n");
    for (const Header& header : response.headers) {
        head.append(header.name).append(": ").append(header.value).append("\r\n");
    }
    if (may_have_body(response.status)) {
        head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
    }
    if (persistence == Persistence::close) head.append("Connection: close\r\n");
    if (persistence == Persistence::keep_alive_1_0) head.append("Connection: keep-alive\r\n");
    return head.append("\r\n");
}

}  // namespace qrgen::daemon::http
