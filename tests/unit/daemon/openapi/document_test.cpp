// SPDX-License-Identifier: MIT
//
// What the document says; that it is OpenAPI is checked by tests/docs/openapi_test.py.
#include "daemon/openapi/document.hpp"

#include <array>
#include <set>
#include <stdexcept>

#include "daemon/openapi/body_schemas.hpp"
#include "daemon/openapi/schemas.hpp"
#include "tests/unit/daemon/api_fixture.hpp"

namespace qrgen::daemon::openapi {
namespace {

using http::Route;
using testing::ElementsAre;

class DocumentTest : public ApiTest {
  protected:
    Json document() { return make_document(table_, {.version = "1.2.3"}); }
};

TEST_F(DocumentTest, EveryRouteIsTold) {
    const Json all = document();
    EXPECT_EQ(all["openapi"], "3.1.0");
    EXPECT_EQ(all["info"]["version"], "1.2.3");
    std::size_t number = 0;
    for (const auto& path : all["paths"]) number += path.size();
    EXPECT_EQ(number, table_.size());
    EXPECT_EQ(all["paths"]["/api/v1/qr/{id}"]["patch"]["operationId"], "patchCode");
}

TEST_F(DocumentTest, ParametersAreThoseThatAreChecked) {
    const Json all = document();
    const Json limit = all["paths"]["/api/v1/qr"]["get"]["parameters"][1];
    EXPECT_EQ(limit["name"], "limit");
    EXPECT_EQ(limit["schema"],
              (Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 10}}));
    const Json image = all["paths"]["/api/v1/qr/{id}/image"]["get"];
    EXPECT_EQ(image["parameters"][0]["in"], "path");
    EXPECT_EQ(image["parameters"][1]["schema"]["enum"][0], "png");
    EXPECT_TRUE(image["responses"]["200"]["content"].contains("image/svg+xml"));
    EXPECT_TRUE(image["responses"].contains("304"));
    EXPECT_TRUE(image["responses"].contains("404"));
}

TEST_F(DocumentTest, BodiesAreComponents) {
    const Json all = document();
    const Json create = all["paths"]["/api/v1/qr/static"]["post"];
    EXPECT_EQ(create["requestBody"]["content"]["application/json"]["schema"]["$ref"],
              "#/components/schemas/StaticCodeCreate");
    EXPECT_TRUE(create["responses"].contains("201"));
    for (const char* status : {"401", "403", "409", "413", "415", "422", "429", "503"}) {
        EXPECT_TRUE(create["responses"].contains(status)) << status;
    }
    const Json schema = all["components"]["schemas"]["StaticCodeCreate"];
    EXPECT_EQ(schema["required"], Json::array({"content"}));
    EXPECT_EQ(schema["properties"]["content"]["maxLength"], 2048);
    EXPECT_FALSE(all["components"]["schemas"].contains("Health")) << "nobody answers it here";
}

TEST_F(DocumentTest, ACodeInAnAnswerHasTheTypesItHas) {
    const Json code = document()["components"]["schemas"]["Code"];
    EXPECT_EQ(code["properties"]["id"]["type"], "string");
    EXPECT_EQ(code["properties"]["size"]["type"], "integer");
    EXPECT_EQ(code["properties"]["redirect_url"]["type"], Json::array({"string", "null"}));
    EXPECT_EQ(code["properties"]["tags"]["type"], "array");
    const std::string id = make_static("hello");
    const nlohmann::json answer = get("/api/v1/qr/" + id).json();
    for (const auto& member : answer.items())
        EXPECT_TRUE(code["properties"].contains(member.key())) << member.key();
    EXPECT_EQ(code["required"].size(), answer.size());
}

TEST_F(DocumentTest, WithoutAuthenticationNoKeyIsAskedFor) {
    const Json open = make_document(table_, {.version = "1", .needs_credential = false});
    EXPECT_FALSE(open["components"].contains("securitySchemes"));
    EXPECT_EQ(open["paths"]["/api/v1/qr"]["get"]["security"], Json::array());
    EXPECT_FALSE(open["paths"]["/api/v1/qr"]["get"]["responses"].contains("401"));
    const Json closed = document();
    EXPECT_EQ(closed["paths"]["/api/v1/qr"]["get"]["security"].size(), 3U);
    EXPECT_EQ(closed["paths"]["/api/v1/qr"]["get"]["description"], "Needs a key with the scope read.");
    EXPECT_EQ(closed["paths"]["/api/v1/qr/static"]["post"]["description"],
              "Needs a key with the scope write.");
}

TEST_F(DocumentTest, OpenRoutesAndRedirectsAreToldSo) {
    const http::RouteTable table{
        Route{
            .method = "GET",
            .pattern = "/r/{short_id}",
            .access = http::Access::open,
            .handler = nullptr,
            .operation = {.id = "follow", .summary = "s", .tag = "T", .path_parameter = "p", .success = 302}},
        Route{.method = "GET", .pattern = "/hidden", .access = http::Access::open, .handler = nullptr}};
    const Json all = make_document(table, {.version = "1"});
    EXPECT_EQ(all["paths"].size(), 1U) << "without operation id";
    const Json follow = all["paths"]["/r/{short_id}"]["get"];
    EXPECT_EQ(follow["security"], Json::array());
    EXPECT_TRUE(follow["responses"]["302"]["headers"].contains("Location"));
    EXPECT_FALSE(follow["responses"]["302"].contains("content"));
    EXPECT_FALSE(follow["responses"].contains("401"));
}

TEST_F(DocumentTest, MistakesInTheTableAreFound) {
    Route route{.method = "GET",
                .pattern = "/x/{id}",
                .access = http::Access::open,
                .handler = nullptr,
                .operation = {.id = "x", .summary = "s", .tag = "T"}};
    EXPECT_THROW(make_document({route}, {.version = "1"}), std::logic_error)
        << "path parameter without meaning";
    route.operation.path_parameter = "p";
    route.operation.answer_schema = "Nothing";
    EXPECT_THROW(make_document({route}, {.version = "1"}), std::logic_error) << "unknown schema";
}

TEST_F(DocumentTest, AllSchemasCanBeMade) {
    std::set<std::string_view> names;
    for (const AnswerSchema& answer : answer_schemas()) {
        names.insert(answer.name);
        EXPECT_EQ(find_schema(answer.name)["type"], "object");
    }
    for (const BodySchema* body : body_schemas()) {
        names.insert(body->name);
        EXPECT_EQ(find_schema(body->name)["examples"].size(), 1U);
    }
    EXPECT_EQ(names.size(), answer_schemas().size() + body_schemas().size());
}

TEST_F(DocumentTest, ExamplesOfBodiesAreAccepted) {
    const auto example = [](const BodySchema& body) { return nlohmann::json::parse(body.example); };
    EXPECT_EQ(post("/api/v1/qr/static", example(static_code_create)).status(), 201);
    EXPECT_EQ(post("/api/v1/qr/dynamic", example(dynamic_code_create)).status(), 201);
    EXPECT_EQ(call("PUT", "/api/v1/qr/menu", example(code_update).dump()).status(), 200);
}

TEST_F(DocumentTest, TheDocumentIsServed) {
    const Outcome answer = get("/api/v1/openapi.json");
    EXPECT_EQ(answer.status(), 200);
    EXPECT_EQ(answer.header("Content-Type"), "application/json");
    EXPECT_TRUE(answer.json()["paths"].contains("/docs"));
    EXPECT_EQ(get("/api/v1/openapi.json", {{"If-None-Match", answer.header("ETag")}}).status(), 304);
}

}  // namespace
}  // namespace qrgen::daemon::openapi
