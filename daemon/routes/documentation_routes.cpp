// SPDX-License-Identifier: MIT
#include "daemon/routes/documentation_routes.hpp"

#include <memory>
#include <utility>

#include "daemon/fingerprint.hpp"
#include "daemon/http/conditional.hpp"
#include "daemon/openapi/docs_page.hpp"

namespace qrgen::daemon {
namespace {

using http::Request;
using http::Response;

constexpr std::string_view tag = "Documentation";

// Only what is written in the page itself.
constexpr const char* page_policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors "
    "'none'";

Response unchanging(const Request& request, const std::string& type, const std::string& body) {
    const std::string etag = '"' + fingerprint(body) + '"';
    const bool is_known = http::is_not_modified(request, etag);
    Response response = is_known ? Response{.status = 304} : http::make_response(200, type, body);
    response.add("ETag", etag).add("Cache-Control", "private, no-cache");
    return response;
}

struct Texts {
    std::string document;
    std::string page;
};

Response document_answer(const Request& request, const Texts& texts) {
    return unchanging(request, "application/json", texts.document);
}

Response page_answer(const Request& request, const Texts& texts) {
    Response response = unchanging(request, "text/html; charset=utf-8", texts.page);
    response.add("Content-Security-Policy", page_policy).add("X-Content-Type-Options", "nosniff");
    return response.add("Referrer-Policy", "no-referrer");
}

constexpr int errors[] = {304};

}  // namespace

void add_documentation_routes(http::RouteTable& table, const openapi::ApiFacts& facts,
                              const std::string& base_url) {
    const auto texts = std::make_shared<Texts>();
    table.push_back(
        http::Route{.method = "GET",
                    .pattern = "/api/v1/openapi.json",
                    .access = http::Access::read,
                    .handler = [texts](const Request& request) { return document_answer(request, *texts); },
                    .operation = {.id = "getOpenApi",
                                  .summary = "Get this documentation as an OpenAPI document",
                                  .tag = tag,
                                  .answer_media_types = "application/json",
                                  .errors = errors}});
    table.push_back(
        http::Route{.method = "GET",
                    .pattern = "/docs",
                    .access = http::Access::read,
                    .handler = [texts](const Request& request) { return page_answer(request, *texts); },
                    .operation = {.id = "getDocs",
                                  .summary = "Read this documentation",
                                  .tag = tag,
                                  .answer_media_types = "text/html",
                                  .errors = errors}});
    const nlohmann::ordered_json document = openapi::make_document(table, facts);
    texts->document = document.dump();
    texts->page = openapi::make_docs_page(document, base_url);
}

}  // namespace qrgen::daemon
