// SPDX-License-Identifier: MIT
#include "daemon/http/poco_request.hpp"

#include <algorithm>
#include <string>

#include <Poco/MemoryStream.h>
#include <Poco/Net/HTTPRequest.h>

namespace qrgen::daemon::http {
namespace {

constexpr std::string_view word_start = "=?";
constexpr char stand_in = '\x01';  // which no checked head holds

// Poco 1.11 decodes what looks like an encoded word of RFC 2047 in any header, which HTTP does not have, and
// a line end may come out of it. It does not find one if its start looks different.
std::string without_encoded_words(std::string_view head) {
    std::string hidden(head);
    for (std::size_t i = hidden.find(word_start); i != std::string::npos; i = hidden.find(word_start, i)) {
        hidden[i + 1] = stand_in;
    }
    return hidden;
}

Request read_plain(std::string_view head) {
    Poco::MemoryInputStream stream(head.data(), static_cast<std::streamsize>(head.size()));
    Poco::Net::HTTPRequest parsed;
    parsed.read(stream);
    Request request{.method = parsed.getMethod(), .path = {}, .query = {}};
    request.headers.reserve(parsed.size());
    for (const auto& [name, value] : parsed) request.headers.push_back({name, value});
    return request;
}

}  // namespace

Request read_request(std::string_view head) {
    if (head.find(word_start) == std::string_view::npos) return read_plain(head);
    Request request = read_plain(without_encoded_words(head));
    for (Header& header : request.headers)
        std::replace(header.value.begin(), header.value.end(), stand_in, '?');
    return request;
}

}  // namespace qrgen::daemon::http
