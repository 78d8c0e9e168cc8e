// SPDX-License-Identifier: MIT
//
// JSON bodies (RFC 8259), read without mercy: what two readers could understand differently is refused.
#pragma once

#include <string_view>

#include <nlohmann/json.hpp>

#include "daemon/fields.hpp"
#include "daemon/http/request.hpp"
#include "daemon/openapi/body_schemas.hpp"

namespace qrgen::daemon::json {

inline constexpr int max_depth = 32;  // arrays and objects within each other, the outermost included

/// The object in the body. A missing Content-Type counts as JSON. Throws HttpError: 415 for another media
/// type than application/json or …+json, or a charset that is not UTF-8; 422 with type "json_invalid" and the
/// position for what is no JSON, is not UTF-8, goes on behind its end, repeats a name in an object, or is
/// nested too deeply; 422 with type "missing" for an empty body, "dict_type" for anything but an object.
nlohmann::json read_object(const http::Request& request);

/// The values of the schema's fields. null counts as not given; a field that is required but not given is a
/// fault of type "missing". Other members are ignored. Numbers in texts are taken as numbers, as FastAPI
/// does, but no texts from numbers. Never throws because of the body: call require_valid() when all other
/// rules have had their say.
Fields read_fields(const nlohmann::json& object, const openapi::BodySchema& schema);

}  // namespace qrgen::daemon::json
