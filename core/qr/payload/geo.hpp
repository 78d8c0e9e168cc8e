// SPDX-License-Identifier: MIT
//
// geo:52.5163,13.3777 (RFC 5870), in the coordinate system WGS 84.
#pragma once

#include "core/qr/payload/payload.hpp"

namespace qrgen::qr {

inline constexpr PayloadField geo_fields[] = {
    {.name = "lat", .max_length = 20, .summary = "latitude in degrees, -90 to 90", .required = true},
    {.name = "lon", .max_length = 20, .summary = "longitude in degrees, -180 to 180", .required = true},
    {.name = "altitude", .max_length = 20, .summary = "metres above the ellipsoid"},
    {.name = "uncertainty", .max_length = 20, .summary = "metres around the place"},
    {.name = "label", .max_length = 100, .summary = "what the pin on the map is called"},
};

std::string build_geo(PayloadInput& input);

}  // namespace qrgen::qr
