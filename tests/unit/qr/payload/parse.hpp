// SPDX-License-Identifier: MIT
//
// Payloads read as a phone reads them, written from the formats' documents without a look at what builds
// them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qrgen::qr::test {

using Fields = std::vector<std::pair<std::string, std::string>>;

/// The fields that a payload of `kind` says, under the names that build_payload() takes. Throws
/// std::runtime_error if it is none. Of "phone" and the like several may come.
Fields parse(std::string_view kind, const std::string& payload);

}  // namespace qrgen::qr::test
