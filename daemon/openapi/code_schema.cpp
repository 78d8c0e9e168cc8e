// SPDX-License-Identifier: MIT
#include "daemon/openapi/code_schema.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "core/codes/code_fields.hpp"
#include "daemon/json/json_answer.hpp"

namespace qrgen::daemon::openapi {
namespace {

using Json = nlohmann::ordered_json;
using codes::Code;
using codes::FieldValue;

constexpr std::array<std::string_view, 2> types{"static", "dynamic"};
constexpr std::array<std::string_view, 4> levels{"l", "m", "q", "h"};
constexpr std::array<std::string_view, 2> statuses{"active", "disabled"};

struct Meaning {
    std::string_view field;
    std::string_view summary;
    std::string_view format = {};
    std::span<const std::string_view> choices = {};
};

constexpr std::array meanings{
    Meaning{"id", "The code's own id.", "uuid"},
    Meaning{"content", "What the symbol says."},
    Meaning{"qr_type", "Static: the symbol holds the content itself. Dynamic: an address that redirects.", "",
            types},
    Meaning{"redirect_url", "Where a dynamic code leads; null for a static one.", "uri"},
    Meaning{"title", "A name for people."},
    Meaning{"description", "More for people."},
    Meaning{"fill_color", "Colour of dark modules."},
    Meaning{"back_color", "Colour of light modules."},
    Meaning{"size", "Width in units of 25 pixels."},
    Meaning{"border", "Width of the quiet zone in modules."},
    Meaning{"error_level", "About 7, 15, 25 or 30 % of a damaged symbol can be restored.", "", levels},
    Meaning{"short_id", "Last part of a dynamic code's address; null for a static one."},
    Meaning{"created_at", "When it was made.", "date-time"},
    Meaning{"scan_count", "How often it was followed."},
    Meaning{"last_scan_at", "When that happened last.", "date-time"},
    Meaning{"genuine_scan_count", "How often the printed symbol was scanned."},
    Meaning{"first_genuine_scan_at", "When that happened first.", "date-time"},
    Meaning{"last_genuine_scan_at", "When that happened last.", "date-time"},
    Meaning{"updated_at", "When it was changed last.", "date-time"},
    Meaning{"status", "A disabled code is kept, but does not redirect.", "", statuses},
    Meaning{"tags", "Words to find it by."},
};

const Meaning& meaning_of(std::string_view field) {
    const auto found =
        std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& m) { return m.field == field; });
    if (found == meanings.end())
        throw std::logic_error("the field '" + std::string(field) + "' has no meaning");
    return *found;
}

Code full_code() {
    using namespace std::chrono;
    constexpr Timestamp made = sys_days(year(2026) / March / 1) + hours(9);
    Code code;
    code.id = "0195506c-8f40-7c1e-a7b2-3f6d90c4e815";
    code.short_id = "menu";
    code.content = "https://qr.example/r/menu?scan_ref=qr";
    code.type = codes::CodeType::dynamic_code;
    code.redirect_url = "https://example.com/menu";
    code.title = "Menu";
    code.description = "On every table";
    code.tags = {"restaurant"};
    code.created_at = made;
    code.updated_at = made + days(2);
    code.scan_count = 18;
    code.genuine_scan_count = 17;
    code.first_genuine_scan_at = made + hours(3);
    code.last_genuine_scan_at = code.last_scan_at = made + days(9);
    return code;
}

Json schema_of(const Meaning& meaning, const FieldValue& full, const FieldValue& empty) {
    struct TypeName {
        std::string_view operator()(std::monostate) const { return "null"; }
        std::string_view operator()(const std::string&) const { return "string"; }
        std::string_view operator()(std::int64_t) const { return "integer"; }
        std::string_view operator()(const std::vector<std::string>&) const { return "array"; }
    };
    const std::string_view type = std::visit(TypeName(), full);
    Json schema = Json::object();
    schema["type"] = std::holds_alternative<std::monostate>(empty) ? Json::array({type, "null"}) : Json(type);
    if (type == "array") schema["items"] = {{"type", "string"}};
    if (!meaning.format.empty()) schema["format"] = meaning.format;
    if (!meaning.choices.empty()) schema["enum"] = meaning.choices;
    schema["description"] = meaning.summary;
    return schema;
}

}  // namespace

Json code_schema() {
    const Code full = full_code();
    const Code empty;
    Json properties = Json::object();
    Json required = Json::array();
    for (const codes::CodeField& field : codes::code_fields()) {
        const std::string name(field.name);
        properties[name] = schema_of(meaning_of(field.name), field.get(full), field.get(empty));
        required.push_back(name);
    }
    properties["warnings"] = {
        {"type", "array"},
        {"items", {{"type", "string"}}},
        {"description", "Why the code may be hard to scan; only if there is a reason."}};
    return {{"type", "object"},
            {"description", "A QR code."},
            {"properties", std::move(properties)},
            {"required", std::move(required)},
            {"examples", Json::array({json::code_with_warnings(full)})}};
}

}  // namespace qrgen::daemon::openapi
