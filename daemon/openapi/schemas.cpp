// SPDX-License-Identifier: MIT
#include "daemon/openapi/schemas.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "daemon/openapi/body_schemas.hpp"
#include "daemon/openapi/code_schema.hpp"
#include "daemon/openapi/scan_schemas.hpp"
#include "daemon/openapi/schema_parts.hpp"
#include "daemon/openapi/statistics_schemas.hpp"

namespace qrgen::daemon::openapi {
namespace {

using http::Parameter;
using http::ParameterType;

Json code_page_schema() {
    return page_schema("A page of the list of codes.", reference_to("Code"),
                       "Codes that match, on all pages.");
}

Json fault_schema() {
    return object_schema(
        "One fault of a request.",
        {{"loc",
          {{"type", "array"},
           {"items", {{"type", "string"}}},
           {"description", "The way to the value: query or body, then its name."}}},
         {"msg", text_schema("What is wrong, for people.")},
         {"type", text_schema("What is wrong, for programs: missing, value_error, enum, …")}});
}

Json error_schema() {
    const Json faults{{"type", "array"}, {"items", reference_to("Fault")}};
    return object_schema(
        "Every error has this body.",
        {{"detail",
          {{"oneOf", Json::array({text_schema("What went wrong."), faults})},
           {"description", "A text; with status 422 the list of all faults."}}},
         {"status_code",
          {{"type", "integer"},
           {"minimum", 400},
           {"maximum", 599},
           {"description", "As in the status line."}}},
         {"path", text_schema("The path that was asked for.")},
         {"method", text_schema("The method that was used.")},
         {"timestamp", time_schema("When it happened.")},
         {"request_id", text_schema("As in the header X-Request-ID, to find it in the log.")}});
}

Json check_schema() {
    return object_schema("One thing that the service depends on.",
                         {{"status", choice_schema("What was found.", {"pass", "warn", "fail"})},
                          {"latency_ms", number_schema("number", "How long it took to find out.")},
                          {"message", text_schema("The finding, for people.")},
                          {"last_checked", time_schema("When.")},
                          {"details", {{"type", "object"}, {"description", "What is peculiar to it."}}}},
                         {"details"});
}

Json health_schema() {
    const Json metrics = object_schema("Percentages of the machine.",
                                       {{"cpu_usage", number_schema("number", "Processors.")},
                                        {"memory_usage", number_schema("number", "Memory.")},
                                        {"disk_usage", number_schema("number", "Disk of the data.")}});
    return object_schema("Whether the service can do its job.",
                         {{"status", choice_schema("Degraded: known codes redirect, the database is away.",
                                                   {"healthy", "degraded", "unhealthy"})},
                          {"version", text_schema("Of the program.")},
                          {"environment", text_schema("Name of the installation.")},
                          {"timestamp", time_schema("Now.")},
                          {"uptime_seconds", number_schema("number", "Since the start.")},
                          {"system_metrics", metrics},
                          {"checks",
                           {{"type", "object"},
                            {"additionalProperties", reference_to("HealthCheck")},
                            {"description", "By name: database and others."}}}});
}

Json status_schema() {
    return object_schema("A yes or no.", {{"status", text_schema("What it is.")}});
}

constexpr std::array table{
    AnswerSchema{"AllStatistics", all_statistics_schema},
    AnswerSchema{"Code", code_schema},
    AnswerSchema{"CodeBrief", code_brief_schema},
    AnswerSchema{"CodePage", code_page_schema},
    AnswerSchema{"CodeStatistics", code_statistics_schema},
    AnswerSchema{"Error", error_schema},
    AnswerSchema{"Fault", fault_schema},
    AnswerSchema{"Health", health_schema},
    AnswerSchema{"HealthCheck", check_schema},
    AnswerSchema{"NameCount", name_count_schema},
    AnswerSchema{"Scan", scan_schema},
    AnswerSchema{"ScanPage", scan_page_schema},
    AnswerSchema{"StatisticsPeriod", statistics_period_schema},
    AnswerSchema{"StatisticsSeries", statistics_series_schema},
    AnswerSchema{"Status", status_schema},
};

// A number that is whole is written as one.
Json number_of(double value) {
    const auto whole = static_cast<std::int64_t>(value);
    return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

Json default_of(const Parameter& parameter) {
    const std::string text(parameter.fallback);
    switch (parameter.type) {
        case ParameterType::integer:
        case ParameterType::number: return number_of(std::strtod(text.c_str(), nullptr));
        case ParameterType::boolean: return text == "true";
        default: return text;
    }
}

Json typed_schema(const Parameter& parameter) {
    switch (parameter.type) {
        case ParameterType::integer:
        case ParameterType::number:
            return {{"type", parameter.type == ParameterType::integer ? "integer" : "number"},
                    {"minimum", number_of(parameter.min)},
                    {"maximum", number_of(parameter.max)}};
        case ParameterType::boolean: return {{"type", "boolean"}};
        case ParameterType::choice: return {{"type", "string"}, {"enum", parameter.choices}};
        case ParameterType::colour:
            return {{"type", "string"},
                    {"pattern", http::colour_length(parameter) == 9 ? "^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$"
                                                                    : "^#[0-9A-Fa-f]{6}$"}};
        case ParameterType::text: break;
    }
    Json schema{{"type", "string"}};
    if (parameter.min > 0) schema["minLength"] = number_of(parameter.min);
    if (parameter.max > 0) schema["maxLength"] = number_of(parameter.max);
    return schema;
}

Json body_schema(const BodySchema& body) {
    Json properties = Json::object();
    for (const Parameter& field : body.fields) {
        Json schema = value_schema(field);
        schema["description"] = field.summary;
        if (!is_required(body, field.name)) {  // null is as good as nothing
            schema["type"] = Json::array({schema["type"], "null"});
            if (schema.contains("enum")) schema["enum"].push_back(nullptr);
        }
        properties[std::string(field.name)] = std::move(schema);
    }
    Json schema{{"type", "object"}, {"description", body.summary}, {"properties", std::move(properties)}};
    if (!body.required.empty()) schema["required"] = body.required;
    schema["examples"] = Json::array({Json::parse(body.example)});
    return schema;
}

}  // namespace

std::span<const AnswerSchema> answer_schemas() noexcept {
    return table;
}

Json value_schema(const Parameter& parameter) {
    Json schema = typed_schema(parameter);
    if (!parameter.fallback.empty()) schema["default"] = default_of(parameter);
    return schema;
}

Json find_schema(std::string_view name) {
    for (const AnswerSchema& answer : table) {
        if (answer.name == name) return answer.make();
    }
    for (const BodySchema* body : body_schemas()) {
        if (body->name == name) return body_schema(*body);
    }
    throw std::logic_error("there is no schema '" + std::string(name) + "'");
}

Json reference_to(std::string_view name) {
    return {{"$ref", "#/components/schemas/" + std::string(name)}};
}

}  // namespace qrgen::daemon::openapi
