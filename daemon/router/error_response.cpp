// SPDX-License-Identifier: MIT
#include "daemon/router/error_response.hpp"

#include <string>

#include <nlohmann/json.hpp>

#include "core/base/clock.hpp"
#include "core/base/text.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Request;
using http::Response;

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::usage:
        case ErrorKind::invalid: return 422;
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        case ErrorKind::unavailable: return 503;
        case ErrorKind::failure:
        case ErrorKind::verification: return 500;
    }
    return 500;
}

nlohmann::ordered_json detail_of(const HttpError& error) {
    if (error.faults().empty()) return error.detail();
    auto list = nlohmann::ordered_json::array();
    for (const http::ValidationFault& fault : error.faults()) {
        list.push_back({{"loc", fault.loc}, {"msg", fault.msg}, {"type", fault.type}});
    }
    return list;
}

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '&': html += "&amp;"; break;
            case '<': html += "&lt;"; break;
            case '>': html += "&gt;"; break;
            case '"': html += "&quot;"; break;
            default: html += c;
        }
    }
    return html;
}

constexpr std::string_view page_begin = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>)";
constexpr std::string_view page_middle = R"(</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 20vh auto 0; padding: 0 1.5rem; color: #222; background: #fff; }
h1 { font-size: 1.5rem; }
small { color: #666; }
@media (prefers-color-scheme: dark) { body { color: #ddd; background: #181818; } small { color: #999; } }
</style>
</head>
<body>
<h1>)";

struct Words {
    std::string_view title;
    std::string_view advice;
};

Words words_for(int status) {
    if (status == 404)
        return {"This code leads nowhere", "It may be misprinted or damaged. Ask whoever put it up."};
    if (status == 503)
        return {"Please try again in a moment", "The service cannot look up this code right now."};
    if (status == 429) return {"Too many attempts", "Please wait a minute before you scan again."};
    return {"This code is not in use", "Ask whoever put it up where it should lead."};
}

}  // namespace

HttpError to_http_error(const Request& request, const Error& error) {
    const int status = status_of(error.kind());
    if (status == 500) return {500, "the request could not be carried out"};
    if (status == 503) return {503, "the database cannot be used right now", {{"Retry-After", "5"}}};
    if (status != 422) return {status, error.message()};
    const bool has_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    const std::string place = has_body ? "body" : "query";
    std::vector<http::ValidationFault> faults;
    for (const Fault& fault : error.faults()) faults.push_back({{place, fault.field}, fault.message});
    if (faults.empty()) faults.push_back({{place}, error.message()});
    return HttpError(std::move(faults));
}

Response json_error(const Request& request, const HttpError& error) {
    const nlohmann::ordered_json body{{"detail", detail_of(error)},
                                      {"status_code", error.status()},
                                      {"path", request.path},
                                      {"method", request.method},
                                      {"timestamp", format_rfc3339(system_now())},
                                      {"request_id", request.request_id}};
    Response response =
        http::make_response(error.status(), "application/json",
                            body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    response.headers.insert(response.headers.end(), error.headers().begin(), error.headers().end());
    return response;
}

Response html_error(const Request& request, const HttpError& error) {
    const Words words = words_for(error.status());
    std::string page(page_begin);
    page.append(words.title)
        .append(page_middle)
        .append(words.title)
        .append("</h1>\n<p>")
        .append(words.advice);
    page.append("</p>\n<p><small>").append(std::to_string(error.status())).append(": ");
    page.append(escaped(error.detail())).append(". Reference ").append(escaped(request.request_id));
    page.append("</small></p>\n</body>\n</html>\n");
    Response response = http::make_response(error.status(), "text/html; charset=utf-8", std::move(page));
    response.add("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
    response.headers.insert(response.headers.end(), error.headers().begin(), error.headers().end());
    return response;
}

bool wants_html(const Request& request) {
    const std::string* const accept = http::find_header(request, "Accept");
    if (accept == nullptr) return false;
    const std::string types = to_lower_ascii(*accept);
    return types.find("text/html") != std::string::npos &&
           types.find("application/json") == std::string::npos;
}

}  // namespace qrgen::daemon
