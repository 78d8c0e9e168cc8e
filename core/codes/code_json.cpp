// SPDX-License-Identifier: MIT
#include "core/codes/code_json.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/codes/code_fields.hpp"

namespace qrgen::codes {

nlohmann::ordered_json to_json(const Code& code) {
    struct ToJson {
        nlohmann::ordered_json operator()(std::monostate) const { return nullptr; }
        nlohmann::ordered_json operator()(const std::string& text) const { return text; }
        nlohmann::ordered_json operator()(std::int64_t number) const { return number; }
        nlohmann::ordered_json operator()(const std::vector<std::string>& items) const { return items; }
    };
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const CodeField& field : code_fields()) {
        object[std::string(field.name)] = std::visit(ToJson(), field.get(code));
    }
    return object;
}

}  // namespace qrgen::codes
