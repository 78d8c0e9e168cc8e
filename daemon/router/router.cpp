// SPDX-License-Identifier: MIT
#include "daemon/router/router.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/random_buffer.hpp"
#include "daemon/http/gzip.hpp"
#include "daemon/redirect/redirect_routes.hpp"
#include "daemon/router/error_response.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Request;
using http::Response;
using http::Route;

bool is_request_id(std::string_view text) {
    return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

std::string make_request_id(const RandomSource& random) {
    constexpr auto digits = "0123456789abcdef";
    std::array<std::uint8_t, 16> bytes{};
    random(bytes);
    std::string id;
    for (const std::uint8_t byte : bytes) {
        id += digits[byte >> 4];
        id += digits[byte & 0xF];
    }
    return id;
}

// What stands for the {...} of the pattern; nullopt if the path is not of this pattern.
std::optional<std::string_view> match_pattern(std::string_view pattern, std::string_view path) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) {
        return pattern == path ? std::optional(std::string_view()) : std::nullopt;
    }
    const std::string_view before = pattern.substr(0, open);
    const std::string_view after = pattern.substr(pattern.find('}') + 1);
    if (path.size() <= before.size() + after.size() || !path.starts_with(before) || !path.ends_with(after)) {
        return std::nullopt;
    }
    const std::string_view parameter = path.substr(before.size(), path.size() - before.size() - after.size());
    return parameter.find('/') == std::string_view::npos ? std::optional(parameter) : std::nullopt;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string text;
    for (const std::string_view word : words) text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

}  // namespace

Router::Router(http::RouteTable routes, const RouterParts& parts, RouterSettings settings)
    : routes_(std::move(routes)),
      parts_(parts),
      random_(RandomBuffer::source()),
      settings_(std::move(settings)) {}

void Router::identify(Request& request, const RouterSettings& settings) const {
    request.client = client_of(request, settings.trusted_proxies);
    const std::string* const given = http::find_header(request, "X-Request-ID");
    const bool is_taken_over =
        given != nullptr && is_request_id(*given) && settings.trusted_proxies.trusts(request.peer);
    request.request_id = is_taken_over ? *given : make_request_id(random_);
}

Router::Match Router::match(const Request& request) const {
    Match found = match_path(request.path, request.method);
    const bool is_known = found.route != nullptr || !found.methods.empty();
    if (is_known || request.path.size() < 2 || !request.path.ends_with('/')) return found;
    return match_path(std::string_view(request.path).substr(0, request.path.size() - 1), request.method);
}

Router::Match Router::match_path(std::string_view path, std::string_view method) const {
    Match match;
    const std::string_view wanted = method == "HEAD" ? "GET" : method;
    for (const Route& route : routes_) {
        const auto parameter = match_pattern(route.pattern, path);
        if (!parameter) continue;
        if (route.method == wanted) {
            match.route = &route;
            match.parameter = *parameter;
            return match;
        }
        match.methods.push_back(route.method);
        if (route.method == "GET") match.methods.push_back("HEAD");
    }
    if (!match.methods.empty()) match.methods.push_back("OPTIONS");
    return match;
}

std::optional<Response> Router::answer_at_once(Request& request) {
    identify(request, *settings_.get());
    Match found = match(request);
    if (found.route == nullptr) {
        Response response = guarded(request, [&] { return answer_unmatched(request, found); });
        finish(request, response);
        return response;
    }
    request.route = found.route->pattern;
    request.path_parameter = std::move(found.parameter);
    if (!found.route->at_once) return std::nullopt;
    std::optional<Response> response;
    bool is_for_worker = false;
    response = guarded(request, [&] {
        auto made = found.route->at_once(request);
        is_for_worker = !made;
        return made ? *std::move(made) : Response();
    });
    if (is_for_worker) return std::nullopt;
    finish(request, *response);
    return response;
}

Response Router::work(Request& request) {
    const Match found = match(request);
    Response response = guarded(request, [&] { return call(*found.route, request); });
    http::maybe_compress(request, response);
    finish(request, response);
    return response;
}

Response Router::call(const Route& route, Request& request) const {
    if (route.access != http::Access::open) {
        request.caller = parts_.authenticator.require(request, route.access).actor();
    }
    return route.handler(request);
}

Response Router::answer_unmatched(const Request& request, const Match& match) const {
    if (request.path == "*") {  // OPTIONS *: the server as a whole (RFC 9110 section 9.3.7)
        return Response{.status = 204}.add("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (match.methods.empty()) throw HttpError(404, "there is nothing at this path");
    const std::string allow = joined(match.methods);
    if (request.method != "OPTIONS")
        throw HttpError(405, "this path does not know that method", {{"Allow", allow}});
    Response response{.status = 204};
    response.add("Allow", allow);
    if (http::find_header(request, "Access-Control-Request-Method") != nullptr) {
        response.add("Access-Control-Allow-Methods", allow);
        response.add("Access-Control-Allow-Headers",
                     "Authorization, Content-Type, If-None-Match, X-API-Key, X-Request-ID");
        response.add("Access-Control-Max-Age", "600");
    }
    return response;
}

template <typename Work>
Response Router::guarded(const Request& request, const Work& work) const {
    try {
        return work();
    } catch (const HttpError& failure) {
        return error(request, failure);
    } catch (const Error& failure) {
        const HttpError translated = to_http_error(request, failure);
        if (translated.status() >= 500) {
            parts_.log.write(translated.status() == 503 ? LogLevel::warning : LogLevel::error,
                             "request " + request.request_id + " failed: " + failure.message());
        }
        return error(request, translated);
    } catch (const std::exception& failure) {
        parts_.log.error("request " + request.request_id + " failed: " + failure.what());
        return error(request, HttpError(500, "the request could not be carried out"));
    }
}

Response Router::error(const Request& request, const HttpError& error) const {
    if (request.route != redirect_pattern) return json_error(request, error);
    Response response = wants_html(request) ? html_error(request, error) : json_error(request, error);
    response.add("Vary", "Accept");
    return response;
}

void Router::finish(const Request& request, Response& response) const {
    response.add("X-Request-ID", request.request_id);
    if (http::find_header(response, "X-Content-Type-Options") == nullptr) {
        response.add("X-Content-Type-Options", "nosniff");
    }
    allow_origin(request, response);
}

// The Fetch standard, section 3.2.
void Router::allow_origin(const Request& request, Response& response) const {
    const auto settings = settings_.get();
    if (settings->cors_origins.empty()) return;
    response.add("Vary", "Origin");
    const std::string* const origin = http::find_header(request, "Origin");
    if (origin == nullptr) return;
    const bool is_allowed =
        std::any_of(settings->cors_origins.begin(), settings->cors_origins.end(),
                    [&](const std::string& known) { return known == "*" || known == *origin; });
    if (!is_allowed) return;
    response.add("Access-Control-Allow-Origin", *origin);
    response.add("Access-Control-Expose-Headers", "ETag, Location, X-Request-ID");
}

Response Router::refuse(const http::Refusal& refusal) {
    Request request{.method = refusal.method, .path = refusal.path, .query = {}, .peer = refusal.peer};
    request.request_id = make_request_id(random_);
    std::vector<http::Header> headers;
    if (refusal.status == 503) headers.push_back({"Retry-After", "1"});
    Response response = json_error(request, HttpError(refusal.status, refusal.detail, std::move(headers)));
    response.add("X-Request-ID", request.request_id);
    request.client = refusal.peer;
    request.received = std::chrono::steady_clock::now();
    answered(request, response, response.body.size());
    return response;
}

void Router::answered(const Request& request, const Response& response, std::size_t sent) {
    const auto time = std::chrono::steady_clock::now() - request.received;
    parts_.metrics.request(request.route, request.method, response.status, time);
    parts_.access_log.add(request, response, sent, time);
}

}  // namespace qrgen::daemon
