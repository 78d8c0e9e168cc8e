// SPDX-License-Identifier: MIT
#include "tests/unit/daemon/api_fixture.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>

#include "core/base/error.hpp"
#include "core/store/migrator.hpp"
#include "daemon/routes/code_routes.hpp"
#include "daemon/routes/documentation_routes.hpp"

namespace qrgen::daemon {
namespace {

using http::HttpError;
using http::Request;
using http::Route;

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::not_found: return 404;
        case ErrorKind::conflict: return 409;
        case ErrorKind::unavailable: return 503;
        case ErrorKind::invalid:
        case ErrorKind::usage: return 422;
        default: return 500;
    }
}

Outcome outcome_of(const HttpError& error) {
    Outcome outcome{
        .response = {.status = error.status()}, .detail = error.detail(), .faults = error.faults()};
    outcome.response.headers = error.headers();
    return outcome;
}

Outcome outcome_of(const Error& error, const Request& request) {
    Outcome outcome{.response = {.status = status_of(error.kind())}, .detail = error.message(), .faults = {}};
    const bool has_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH";
    for (const Fault& fault : error.faults()) {
        outcome.faults.push_back({{has_body ? "body" : "query", fault.field}, fault.message});
    }
    return outcome;
}

// The part of `path` that stands for the placeholder, empty if the pattern has none; nullopt if it does not
// match.
std::optional<std::string> match(std::string_view pattern, std::string_view path) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) return pattern == path ? std::optional(std::string()) : std::nullopt;
    const std::string_view tail = pattern.substr(pattern.find('}') + 1);
    if (path.size() <= open + tail.size() || !path.starts_with(pattern.substr(0, open)) ||
        !path.ends_with(tail)) {
        return std::nullopt;
    }
    std::string part(path.substr(open, path.size() - open - tail.size()));
    return part.find('/') == std::string::npos ? std::optional(std::move(part)) : std::nullopt;
}

}  // namespace

std::string Outcome::header(std::string_view name) const {
    const std::string* value = http::find_header(response, name);
    return value == nullptr ? "" : *value;
}

std::string Outcome::fault(std::string_view name) const {
    const auto found = std::find_if(faults.begin(), faults.end(),
                                    [&](const auto& fault) { return fault.loc.back() == name; });
    return found == faults.end() ? "" : found->msg;
}

std::vector<std::string> Outcome::places() const {
    std::vector<std::string> places;
    for (const http::ValidationFault& fault : faults) {
        std::string place;
        for (const std::string& step : fault.loc) place += (place.empty() ? "" : ".") + step;
        places.push_back(place);
    }
    return places;
}

ApiTest::ApiTest()
    : directory_(testing::TempDir() + "qrgen-api-XXXXXX"), logo_(std::make_shared<ConfiguredLogo>()) {
    if (mkdtemp(directory_.data()) == nullptr) std::abort();
    store_ =
        std::make_unique<store::Store>(store::DatabaseUrl::parse("sqlite://" + directory_ + "/codes.db"));
    store::Migrator(*store_).up();
    codes_ = std::make_unique<codes::CodeService>(
        *store_, codes::RedirectPolicy::Rules{.base_url = "https://qr.example", .allowed_domains = {}});
    add_code_routes(table_, *codes_, [this](std::string_view type) { ++codes_created_[std::string(type)]; });
    add_image_routes(
        table_, *codes_,
        {.version = "1.2.3",
         .logo = [this] { return logo_; },
         .image_made = [this](std::string_view format) { ++images_made_[std::string(format)]; }});
    add_documentation_routes(table_, {.version = "1.2.3"}, "https://qr.example/");
}

ApiTest::~ApiTest() {
    store_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
}

void ApiTest::use_logo(std::string file) {
    const std::string path = directory_ + "/logo";
    std::ofstream(path, std::ios::binary) << file;
    logo_ = std::make_shared<ConfiguredLogo>(read_configured_logo(path));
}

Outcome ApiTest::call(const std::string& method, const std::string& target, const std::string& body,
                      std::vector<http::Header> headers) {
    const std::size_t question = std::min(target.find('?'), target.size());
    Request request{.method = method,
                    .path = target.substr(0, question),
                    .query = target.substr(std::min(question + 1, target.size())),
                    .headers = std::move(headers),
                    .body = body,
                    .caller = caller_};
    for (const Route& route : table_) {
        const auto parameter = match(route.pattern, request.path);
        if (route.method != method || !parameter) continue;
        request.path_parameter = *parameter;
        try {
            return {.response = route.handler(request), .detail = {}, .faults = {}};
        } catch (const HttpError& error) {
            return outcome_of(error);
        } catch (const Error& error) {
            return outcome_of(error, request);
        }
    }
    ADD_FAILURE() << "no route for " << method << " " << target;
    return {};
}

Outcome ApiTest::get(const std::string& target, std::vector<http::Header> headers) {
    return call("GET", target, {}, std::move(headers));
}

Outcome ApiTest::post(const std::string& target, const nlohmann::json& body) {
    return call("POST", target, body.dump(), {{"Content-Type", "application/json"}});
}

std::string ApiTest::make_static(const std::string& content, const nlohmann::json& fields) {
    nlohmann::json body = fields;
    body["content"] = content;
    const Outcome made = post("/api/v1/qr/static", body);
    EXPECT_EQ(made.status(), 201) << made.detail << testing::PrintToString(made.places());
    return made.status() == 201 ? made.json()["id"].get<std::string>() : "";
}

}  // namespace qrgen::daemon
