// SPDX-License-Identifier: MIT
//
// The schemas of the OpenAPI document (JSON Schema 2020-12): those of answers, and what is made from the
// tables of parameters and bodies.
#pragma once

#include <span>
#include <string_view>

#include <nlohmann/json.hpp>

#include "daemon/http/route.hpp"

namespace qrgen::daemon::openapi {

using Json = nlohmann::ordered_json;

struct AnswerSchema {
    std::string_view name;
    Json (*make)();
};

/// A new kind of answer is a row here.
std::span<const AnswerSchema> answer_schemas() noexcept;

/// Of a parameter's value, without its summary.
Json value_schema(const http::Parameter& parameter);

/// The schema of that name, of an answer or of a body. Throws std::logic_error if there is none.
Json find_schema(std::string_view name);

/// {"$ref": …} to it.
Json reference_to(std::string_view name);

}  // namespace qrgen::daemon::openapi
