// SPDX-License-Identifier: MIT
#include "daemon/openapi/schema_parts.hpp"

#include <algorithm>
#include <utility>

namespace qrgen::daemon::openapi {

Json text_schema(std::string_view summary) {
    return {{"type", "string"}, {"description", summary}};
}

Json time_schema(std::string_view summary) {
    return {{"type", "string"}, {"format", "date-time"}, {"description", summary}};
}

Json number_schema(std::string_view type, std::string_view summary) {
    return {{"type", type}, {"minimum", 0}, {"description", summary}};
}

Json choice_schema(std::string_view summary, Json choices) {
    return {{"type", "string"}, {"enum", std::move(choices)}, {"description", summary}};
}

Json list_schema(std::string_view summary, Json items) {
    return {{"type", "array"}, {"items", std::move(items)}, {"description", summary}};
}

Json or_null(Json schema) {
    schema["type"] = Json::array({schema["type"], "null"});
    return schema;
}

Json object_schema(std::string_view summary, Json properties, const std::vector<std::string_view>& optional) {
    Json required = Json::array();
    for (const auto& property : properties.items()) {
        if (std::find(optional.begin(), optional.end(), property.key()) == optional.end()) {
            required.push_back(property.key());
        }
    }
    return {{"type", "object"},
            {"description", summary},
            {"properties", std::move(properties)},
            {"required", std::move(required)}};
}

Json page_schema(std::string_view summary, Json items, std::string_view total) {
    return object_schema(summary,
                         {{"items", {{"type", "array"}, {"items", std::move(items)}}},
                          {"total", number_schema("integer", total)},
                          {"page", number_schema("integer", "Number of the page, from 1: skip / limit + 1.")},
                          {"page_size", number_schema("integer", "The limit asked for.")}});
}

}  // namespace qrgen::daemon::openapi
