// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::qr {

/// Any bytes as the content of an XML element; what XML 1.0 has no way to write becomes U+FFFD.
std::string xml_text(std::string_view text);

/// As the value of an attribute in double quotes; line ends become spaces.
std::string xml_attribute(std::string_view text);

}  // namespace qrgen::qr
