// SPDX-License-Identifier: MIT
#include "daemon/http/gzip.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

#include <Poco/DeflatingStream.h>

#include "core/base/text.hpp"

namespace qrgen::daemon::http {
namespace {

constexpr std::size_t worth_it = 1024;

// Fast, and for text hardly larger than the best.
constexpr int level = 4;

bool is_compressible(std::string_view content_type) {
    const std::string type = to_lower_ascii(trim(content_type.substr(0, content_type.find(';'))));
    constexpr std::array others{"application/json", "application/javascript", "application/xml",
                                "image/svg+xml"};
    return type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml") ||
           std::find(others.begin(), others.end(), type) != others.end();
}

// Whether the parameters of a coding say that it must not be used: a weight of 0, 0.0 and so on.
bool has_no_weight(std::string_view parameters) {
    const std::string_view weight = trim(parameters);
    if (weight.size() < 3 || (weight[0] != 'q' && weight[0] != 'Q') || weight[1] != '=') return false;
    return weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

std::string compressed(const std::string& body) {
    std::ostringstream bytes;
    Poco::DeflatingOutputStream stream(bytes, Poco::DeflatingStreamBuf::STREAM_GZIP, level);
    stream.write(body.data(), static_cast<std::streamsize>(body.size()));
    stream.close();
    return std::move(bytes).str();
}

Header* header_of(Response& response, std::string_view name) {
    const auto found =
        std::find_if(response.headers.begin(), response.headers.end(),
                     [&](const Header& header) { return equals_ignoring_case(header.name, name); });
    return found == response.headers.end() ? nullptr : &*found;
}

void add_to_vary(Response& response) {
    Header* vary = header_of(response, "Vary");
    if (vary == nullptr) {
        response.add("Vary", "Accept-Encoding");
        return;
    }
    for (const std::string& name : split_list(vary->value)) {
        if (name == "*" || equals_ignoring_case(name, "Accept-Encoding")) return;
    }
    vary->value += ", Accept-Encoding";
}

// Of the same thing in compressed form: other bytes need another strong tag.
std::string compressed_tag(std::string_view tag) {
    return std::string(tag.substr(0, tag.size() - 1)) + "-gzip\"";
}

void mark_etag(Response& response) {
    Header* tag = header_of(response, "ETag");
    const bool is_strong = tag != nullptr && tag->value.size() >= 2 && tag->value.front() == '"';
    if (is_strong) tag->value = compressed_tag(tag->value);
}

}  // namespace

bool accepts_gzip(const Request& request) {
    std::optional<bool> by_name;
    bool by_star = false;
    for (const Header& header : request.headers) {
        if (!equals_ignoring_case(header.name, "Accept-Encoding")) continue;
        for (const std::string& coding : split_list(header.value)) {
            const std::size_t semicolon = std::min(coding.find(';'), coding.size());
            const std::string_view name = trim(std::string_view(coding).substr(0, semicolon));
            const bool is_taken =
                !has_no_weight(std::string_view(coding).substr(std::min(semicolon + 1, coding.size())));
            if (equals_ignoring_case(name, "gzip") || equals_ignoring_case(name, "x-gzip"))
                by_name = is_taken;
            if (name == "*") by_star = is_taken;
        }
    }
    return by_name.value_or(by_star);
}

std::optional<std::string> tag_held_by_client(const Request& request, std::string_view tag) {
    const std::string other = compressed_tag(tag);
    for (const Header& header : request.headers) {
        if (!equals_ignoring_case(header.name, "If-None-Match")) continue;
        for (const std::string& listed : split_list(header.value)) {
            std::string_view held = listed;
            if (held.starts_with("W/")) held.remove_prefix(2);  // compared weakly: RFC 9110 section 13.1.2
            if (held == tag || held == "*") return std::string(tag);
            if (held == other) return other;
        }
    }
    return std::nullopt;
}

void maybe_compress(const Request& request, Response& response) {
    const std::string* type = find_header(response, "Content-Type");
    if (response.body.size() < worth_it || type == nullptr || !is_compressible(*type)) return;
    if (find_header(response, "Content-Encoding") != nullptr) return;
    add_to_vary(response);
    if (!accepts_gzip(request)) return;
    std::string smaller = compressed(response.body);
    if (smaller.size() >= response.body.size()) return;
    response.body = std::move(smaller);
    response.add("Content-Encoding", "gzip");
    mark_etag(response);
}

}  // namespace qrgen::daemon::http
