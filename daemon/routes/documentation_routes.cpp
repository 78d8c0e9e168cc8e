// SPDX-License-Identifier: MIT
#include "daemon/routes/documentation_routes.hpp"

#include <memory>
#include <utility>

#include "core/base/hash.hpp"
#include "daemon/http/gzip.hpp"
#include "daemon/openapi/docs_page.hpp"

namespace qrgen::daemon {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view tag = "Documentation";

// Something that stays the same as long as the program runs.
struct Text {
    std::string type;
    std::string body = {};
    std::string etag = {};
};

void set_body(Text& text, std::string body) {
    text.etag = '"' + sha256_hex(body) + '"';
    text.body = std::move(body);
}

Response answer(const Request& request, const Text& text) {
    const auto held = http::tag_held_by_client(request, text.etag);
    Response response = held ? Response{.status = 304} : http::make_response(200, text.type, text.body);
    response.add("ETag", held.value_or(text.etag)).add("Cache-Control", "private, no-cache");
    return response;
}

Response page_answer(const Request& request, const Text& text, const std::string& policy) {
    Response response = answer(request, text);
    response.add("Content-Security-Policy", policy).add("X-Content-Type-Options", "nosniff");
    return response.add("Referrer-Policy", "no-referrer");
}

constexpr int errors[] = {304};

}  // namespace

void add_documentation_routes(http::RouteTable& table, const openapi::ApiFacts& facts,
                              const std::string& base_url) {
    const auto document = std::make_shared<Text>(Text{.type = "application/json"});
    const auto page = std::make_shared<Text>(Text{.type = "text/html; charset=utf-8"});
    table.push_back(
        http::Route{.method = "GET",
                    .pattern = "/api/v1/openapi.json",
                    .access = http::Access::read,
                    .handler = [document](const Request& request) { return answer(request, *document); },
                    .operation = {.id = "getOpenApi",
                                  .summary = "Get this documentation as an OpenAPI document",
                                  .tag = tag,
                                  .answer_media_types = "application/json",
                                  .errors = errors}});
    table.push_back(
        http::Route{.method = "GET",
                    .pattern = "/docs",
                    .access = http::Access::read,
                    .handler = [page, policy = openapi::docs_page_policy()](
                                   const Request& request) { return page_answer(request, *page, policy); },
                    .operation = {.id = "getDocs",
                                  .summary = "Read this documentation",
                                  .tag = tag,
                                  .answer_media_types = "text/html",
                                  .errors = errors}});
    // Only now the table is complete.
    const nlohmann::ordered_json made = openapi::make_document(table, facts);
    set_body(*document, made.dump());
    set_body(*page, openapi::make_docs_page(made, base_url));
}

}  // namespace qrgen::daemon
