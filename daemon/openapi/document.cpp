// SPDX-License-Identifier: MIT
#include "daemon/openapi/document.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "core/base/text.hpp"
#include "daemon/http/response.hpp"
#include "daemon/openapi/schemas.hpp"

namespace qrgen::daemon::openapi {
namespace {

using http::Access;
using http::Operation;
using http::Route;

constexpr std::string_view introduction =
    "QR codes: static ones, dynamic ones whose target can be changed, and pictures of both. Times are RFC "
    "3339 in UTC. "
    "Unknown fields and parameters are ignored. Every answer has the header X-Request-ID.";

std::string_view name_of(Access access) {
    switch (access) {
        case Access::open: return "open";
        case Access::read: return "read";
        case Access::write: return "write";
        case Access::admin: return "admin";
    }
    return "";
}

Json header(std::string_view summary) {
    return {{"description", summary}, {"schema", {{"type", "string"}}}};
}

// What the operation can answer besides its success.
std::set<int> errors_of(const Operation& operation, bool needs_credential) {
    std::set<int> errors(operation.errors.begin(), operation.errors.end());
    errors.insert({429, 503});
    if (needs_credential) errors.insert({401, 403});
    if (!operation.body_schema.empty()) errors.insert({413, 415, 422});
    if (!operation.parameters.empty()) errors.insert(422);
    return errors;
}

// "id" of "/api/v1/qr/{id}/image"; empty if there is none.
std::string_view placeholder_of(std::string_view pattern) {
    const std::size_t open = pattern.find('{');
    if (open == std::string_view::npos) return {};
    return pattern.substr(open + 1, pattern.find('}') - open - 1);
}

class Document {
  public:
    explicit Document(const ApiFacts& facts) : facts_(facts) {
        json_ = {{"openapi", "3.1.0"},
                 {"info",
                  {{"title", "qrgen"},
                   {"version", facts.version},
                   {"description", introduction},
                   {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
                 {"servers", Json::array({{{"url", "/"}}})},
                 {"tags", Json::array()},
                 {"paths", Json::object()},
                 {"components", {{"schemas", Json::object()}, {"responses", Json::object()}}}};
    }

    void add(const Route& route) {
        const Operation& operation = route.operation;
        add_tag(operation.tag);
        const bool needs_credential = facts_.needs_credential && route.access != Access::open;
        Json entry{{"operationId", operation.id},
                   {"summary", operation.summary},
                   {"tags", Json::array({operation.tag})}};
        if (needs_credential) {
            entry["description"] = "Needs a key with the scope " + std::string(name_of(route.access)) + ".";
        }
        if (Json parameters = parameters_of(route); !parameters.empty())
            entry["parameters"] = std::move(parameters);
        if (!operation.body_schema.empty()) entry["requestBody"] = body_of(operation);
        entry["responses"] = responses_of(operation, needs_credential);
        entry["security"] = needs_credential ? any_credential() : Json::array();
        json_["paths"][std::string(route.pattern)][to_lower_ascii(route.method)] = std::move(entry);
    }

    Json finish() && {
        if (facts_.needs_credential) json_["components"]["securitySchemes"] = security_schemes();
        return std::move(json_);
    }

  private:
    void add_tag(std::string_view tag) {
        Json& tags = json_["tags"];
        const Json entry{{"name", tag}};
        if (std::find(tags.begin(), tags.end(), entry) == tags.end()) tags.push_back(entry);
    }

    static Json parameters_of(const Route& route) {
        Json parameters = Json::array();
        const std::string_view placeholder = placeholder_of(route.pattern);
        if (placeholder.empty() != route.operation.path_parameter.empty()) {
            throw std::logic_error("the path parameter of " + std::string(route.pattern) +
                                   " is not told right");
        }
        if (!placeholder.empty()) {
            parameters.push_back({{"name", placeholder},
                                  {"in", "path"},
                                  {"required", true},
                                  {"description", route.operation.path_parameter},
                                  {"schema", {{"type", "string"}}}});
        }
        for (const http::Parameter& parameter : route.operation.parameters) {
            parameters.push_back({{"name", parameter.name},
                                  {"in", "query"},
                                  {"description", parameter.summary},
                                  {"schema", value_schema(parameter)}});
        }
        return parameters;
    }

    Json body_of(const Operation& operation) {
        return {{"required", true},
                {"content", {{"application/json", {{"schema", use_schema(operation.body_schema)}}}}}};
    }

    Json responses_of(const Operation& operation, bool needs_credential) {
        Json responses = Json::object();
        responses[std::to_string(operation.success)] = success_of(operation);
        for (const int status : errors_of(operation, needs_credential)) {
            responses[std::to_string(status)] = use_response(status);
        }
        return responses;
    }

    Json success_of(const Operation& operation) {
        Json response{{"description", http::reason_of(operation.success)}};
        if (operation.success == 201) response["headers"]["Location"] = header("Path of what was made.");
        if (operation.success == 302) response["headers"]["Location"] = header("Where to go.");
        if (std::count(operation.errors.begin(), operation.errors.end(), 304) > 0) {
            response["headers"]["ETag"] = header("For If-None-Match.");
        }
        if (!operation.answer_schema.empty()) {
            response["content"]["application/json"]["schema"] = use_schema(operation.answer_schema);
        }
        std::string_view types = operation.answer_media_types;
        while (!types.empty()) {
            const std::string_view type = types.substr(0, types.find(' '));
            types.remove_prefix(std::min(type.size() + 1, types.size()));
            response["content"][std::string(type)] = Json::object();
        }
        return response;
    }

    Json use_response(int status) {
        const std::string name = "Status" + std::to_string(status);
        Json& responses = json_["components"]["responses"];
        if (!responses.contains(name)) {
            Json response{{"description", http::reason_of(status)}};
            if (status == 429 || status == 503)
                response["headers"]["Retry-After"] = header("Seconds to wait.");
            if (status >= 400) response["content"]["application/json"]["schema"] = use_schema("Error");
            responses[name] = std::move(response);
        }
        return {{"$ref", "#/components/responses/" + name}};
    }

    Json use_schema(std::string_view name) {
        add_schema(name);
        return reference_to(name);
    }

    // With all schemas that it refers to.
    void add_schema(std::string_view name) {
        const std::string key(name);
        if (json_["components"]["schemas"].contains(key)) return;
        const Json schema = find_schema(name);
        json_["components"]["schemas"][key] = schema;
        add_references(schema);
    }

    void add_references(const Json& value) {
        for (const auto& member : value.items()) {
            if (member.key() == "$ref" && member.value().is_string()) {
                const auto path = member.value().get<std::string>();
                add_schema(std::string_view(path).substr(path.rfind('/') + 1));
            } else if (member.value().is_structured()) {
                add_references(member.value());
            }
        }
    }

    static Json any_credential() {
        Json all = Json::array();
        const Json schemes = security_schemes();
        for (const auto& scheme : schemes.items()) all.push_back({{scheme.key(), Json::array()}});
        return all;
    }

    static Json security_schemes() {
        return {{"bearer",
                 {{"type", "http"},
                  {"scheme", "bearer"},
                  {"description", "In the header Authorization: Bearer KEY."}}},
                {"header",
                 {{"type", "apiKey"},
                  {"in", "header"},
                  {"name", "X-API-Key"},
                  {"description", "In a header of its own, X-API-Key: KEY."}}},
                {"basic",
                 {{"type", "http"},
                  {"scheme", "basic"},
                  {"description", "As the password of basic authentication, with any user name."}}}};
    }

    const ApiFacts& facts_;
    Json json_;
};

}  // namespace

Json make_document(const http::RouteTable& routes, const ApiFacts& facts) {
    Document document(facts);
    for (const Route& route : routes) {
        if (!route.operation.id.empty()) document.add(route);
    }
    return std::move(document).finish();
}

}  // namespace qrgen::daemon::openapi
