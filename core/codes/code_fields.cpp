// SPDX-License-Identifier: MIT
#include "core/codes/code_fields.hpp"

#include <algorithm>
#include <array>

namespace qrgen::codes {
namespace {

FieldValue value(const std::optional<std::string>& text) {
    return text ? FieldValue(*text) : FieldValue();
}

FieldValue value(const std::optional<Timestamp>& time) {
    return time ? FieldValue(format_rfc3339(*time)) : FieldValue();
}

constexpr std::array fields{
    CodeField{"id", [](const Code& c) { return FieldValue(c.id); }},
    CodeField{"content", [](const Code& c) { return FieldValue(c.content); }},
    CodeField{"qr_type", [](const Code& c) { return FieldValue(std::string(to_string(c.type))); }},
    CodeField{"redirect_url", [](const Code& c) { return value(c.redirect_url); }},
    CodeField{"title", [](const Code& c) { return value(c.title); }},
    CodeField{"description", [](const Code& c) { return value(c.description); }},
    CodeField{"fill_color", [](const Code& c) { return FieldValue(c.fill_color); }},
    CodeField{"back_color", [](const Code& c) { return FieldValue(c.back_color); }},
    CodeField{"size", [](const Code& c) { return FieldValue(std::int64_t{c.size}); }},
    CodeField{"border", [](const Code& c) { return FieldValue(std::int64_t{c.border}); }},
    CodeField{"error_level",
              [](const Code& c) { return FieldValue(std::string(1, qr::to_char(c.error_level))); }},
    CodeField{"short_id", [](const Code& c) { return value(c.short_id); }},
    CodeField{"created_at", [](const Code& c) { return FieldValue(format_rfc3339(c.created_at)); }},
    CodeField{"scan_count", [](const Code& c) { return FieldValue(c.scan_count); }},
    CodeField{"last_scan_at", [](const Code& c) { return value(c.last_scan_at); }},
    CodeField{"genuine_scan_count", [](const Code& c) { return FieldValue(c.genuine_scan_count); }},
    CodeField{"first_genuine_scan_at", [](const Code& c) { return value(c.first_genuine_scan_at); }},
    CodeField{"last_genuine_scan_at", [](const Code& c) { return value(c.last_genuine_scan_at); }},
    CodeField{"updated_at", [](const Code& c) { return FieldValue(format_rfc3339(c.updated_at)); }},
    CodeField{"status", [](const Code& c) { return FieldValue(std::string(to_string(c.status))); }},
    CodeField{"tags", [](const Code& c) { return FieldValue(c.tags); }},
};

}  // namespace

std::span<const CodeField> code_fields() noexcept {
    return fields;
}

const CodeField* find_code_field(std::string_view name) noexcept {
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const CodeField& f) { return f.name == name; });
    return found == fields.end() ? nullptr : &*found;
}

}  // namespace qrgen::codes
