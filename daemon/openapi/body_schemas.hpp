// SPDX-License-Identifier: MIT
//
// The tables of JSON bodies: what is read, checked and documented. Names are those of components of the
// OpenAPI document.
#pragma once

#include <span>
#include <string_view>

#include "daemon/http/route.hpp"

namespace qrgen::daemon::openapi {

struct BodySchema {
    std::string_view name;
    std::string_view summary;
    std::span<const http::Parameter> fields;
    std::span<const std::string_view> required = {};
    std::string_view example = {};  // a JSON object that would be accepted
};

extern const BodySchema static_code_create;
extern const BodySchema dynamic_code_create;
extern const BodySchema code_update;

/// All of them. A new kind of body is a row here.
std::span<const BodySchema* const> body_schemas() noexcept;

bool is_required(const BodySchema& schema, std::string_view field) noexcept;

}  // namespace qrgen::daemon::openapi
