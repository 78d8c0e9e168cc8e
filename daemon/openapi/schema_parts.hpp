// SPDX-License-Identifier: MIT
//
// What schemas of answers are put together from. `summary` becomes the description.
#pragma once

#include <string_view>
#include <vector>

#include "daemon/openapi/schemas.hpp"

namespace qrgen::daemon::openapi {

Json text_schema(std::string_view summary);
Json time_schema(std::string_view summary);
Json number_schema(std::string_view type, std::string_view summary);  // not negative
Json choice_schema(std::string_view summary, Json choices);
Json list_schema(std::string_view summary, Json items);

/// The same, or null.
Json or_null(Json schema);

/// All properties are always there, except those that `optional` names.
Json object_schema(std::string_view summary, Json properties,
                   const std::vector<std::string_view>& optional = {});

/// A page of a list; `items` describes one item, `total` what is counted.
Json page_schema(std::string_view summary, Json items, std::string_view total);

}  // namespace qrgen::daemon::openapi
