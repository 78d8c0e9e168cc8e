// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::records {

struct JsonMember {
    std::string name;
    std::optional<std::string> value;  // none: null
};

/// Reads one JSON text that is an object of plain values, as RecordReader takes them, into `members`. Returns
/// what is wrong with it, for people; empty if nothing is. Names may come twice. A number is as it stands.
std::string read_members(std::string_view text, std::vector<JsonMember>& members);

}  // namespace qrgen::records
