// SPDX-License-Identifier: MIT
//
// One row of the route table, from which requests are dispatched, metrics are labelled and the OpenAPI
// document is made.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "daemon/http/request.hpp"
#include "daemon/http/response.hpp"

namespace qrgen::daemon::http {

/// What a caller must have; each includes those before it.
enum class Access { open, read, write, admin };

enum class ParameterType { text, integer, number, boolean, choice, colour };

/// A query parameter, or a field of a JSON body: what is read, checked and documented.
struct Parameter {
    std::string_view name;
    ParameterType type = ParameterType::text;
    std::string_view summary;
    std::string_view fallback = {};  // as documented; empty: none
    double min = 0;                  // integer and number; text: least length
    double max = 0;                  // integer and number; text: most characters, 0 for no limit of its own;
                                     // colour: 9 where #RRGGBBAA is allowed besides #RRGGBB
    std::span<const std::string_view> choices = {};
};

/// Characters of the longest colour that the parameter takes.
constexpr std::size_t colour_length(const Parameter& parameter) noexcept {
    return parameter.max == 9 ? 9 : 7;
}

/// What the OpenAPI document says of an operation. Names of schemas are those of daemon/openapi/schemas.hpp.
struct Operation {
    std::string_view id;  // operationId
    std::string_view summary;
    std::string_view tag;  // group of operations in the document
    std::span<const Parameter> parameters = {};
    std::string_view path_parameter = {};  // what the {...} of the pattern stands for
    std::string_view body_schema = {};     // of the JSON body; empty: takes none
    int success = 200;
    std::string_view answer_schema = {};       // of the JSON answer; empty: not JSON
    std::string_view answer_media_types = {};  // if not JSON: separated by spaces
    std::span<const int> errors = {};          // statuses besides those that every operation can have
};

struct Route {
    std::string_view method;   // a GET answers HEAD, too
    std::string_view pattern;  // "/api/v1/qr/{id}": {...} stands for one segment that is not empty
    Access access = Access::open;
    /// Called on a worker thread, may block. Throws HttpError or qrgen::Error.
    std::function<Response(const Request&)> handler;
    /// Optional. Called on an event thread and must not block: an answer, or nullopt for `handler` to make
    /// it.
    std::function<std::optional<Response>(const Request&)> at_once = {};
    Operation operation = {};
};

using RouteTable = std::vector<Route>;

}  // namespace qrgen::daemon::http
