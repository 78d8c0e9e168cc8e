// SPDX-License-Identifier: MIT
#include "core/codes/code_changes.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <sstream>

namespace qrgen::codes {
namespace {

using Text = std::optional<std::string>;

struct ChangeableField {
    std::string_view name;
    Text (*get)(const Code&);
    void (*set)(Code&, const Text&);
};

Text join_tags(const Code& code) {
    std::string text;
    for (const std::string& tag : code.tags) text += (text.empty() ? "" : " ") + tag;
    return text.empty() ? Text() : Text(text);
}

void split_tags(Code& code, const Text& text) {
    std::istringstream in(text.value_or(""));
    code.tags.clear();
    for (std::string tag; in >> tag;) code.tags.push_back(tag);
}

template <std::string Code::*Field>
constexpr ChangeableField text_field(std::string_view name) {
    return {name, [](const Code& c) { return Text(c.*Field); },
            [](Code& c, const Text& text) { c.*Field = text.value_or(""); }};
}

template <int Code::*Field>
constexpr ChangeableField number_field(std::string_view name) {
    return {name, [](const Code& c) { return Text(std::to_string(c.*Field)); },
            [](Code& c, const Text& text) {
                const std::string digits = text.value_or("");
                std::from_chars(digits.data(), digits.data() + digits.size(), c.*Field);
            }};
}

constexpr std::array changeable_fields{
    text_field<&Code::content>("content"),
    ChangeableField{"redirect_url", [](const Code& c) { return c.redirect_url; },
                    [](Code& c, const Text& text) { c.redirect_url = text; }},
    ChangeableField{"title", [](const Code& c) { return c.title; },
                    [](Code& c, const Text& text) { c.title = text; }},
    ChangeableField{"description", [](const Code& c) { return c.description; },
                    [](Code& c, const Text& text) { c.description = text; }},
    ChangeableField{"tags", join_tags, split_tags},
    text_field<&Code::fill_color>("fill_color"),
    text_field<&Code::back_color>("back_color"),
    number_field<&Code::size>("size"),
    number_field<&Code::border>("border"),
    ChangeableField{"error_level",
                    [](const Code& c) { return Text(std::string(1, qr::to_char(c.error_level))); },
                    [](Code& c, const Text& text) {
                        c.error_level = qr::parse_error_level(text.value_or("")).value_or(c.error_level);
                    }},
    ChangeableField{"batch_set", [](const Code& c) { return c.batch_set; },
                    [](Code& c, const Text& text) { c.batch_set = text; }},
    ChangeableField{"status", [](const Code& c) { return Text(to_string(c.status)); },
                    [](Code& c, const Text& text) {
                        c.status = parse_code_status(text.value_or("")).value_or(CodeStatus::active);
                    }},
    ChangeableField{
        "deleted_at",
        [](const Code& c) { return c.deleted_at ? Text(format_rfc3339(*c.deleted_at)) : Text(); },
        [](Code& c, const Text& text) { c.deleted_at = text ? parse_rfc3339(*text) : std::nullopt; }},
};

}  // namespace

HistoryEntry creation_entry(const Code& code) {
    HistoryEntry entry;
    entry.field = code.type == CodeType::dynamic_code ? "redirect_url" : "content";
    entry.to = code.type == CodeType::dynamic_code ? code.redirect_url : std::optional(code.content);
    return entry;
}

std::vector<HistoryEntry> differences(const Code& before, const Code& after) {
    std::vector<HistoryEntry> entries;
    for (const ChangeableField& field : changeable_fields) {
        const Text from = field.get(before);
        const Text to = field.get(after);
        if (from == to) continue;
        HistoryEntry entry;
        entry.field = field.name;
        entry.from = from;
        entry.to = to;
        entries.push_back(std::move(entry));
    }
    return entries;
}

void undo_after(std::int64_t revision, const std::vector<HistoryEntry>& entries, Code& code) {
    for (auto entry = entries.rbegin(); entry != entries.rend() && entry->revision > revision; ++entry) {
        const auto field = std::find_if(changeable_fields.begin(), changeable_fields.end(),
                                        [&](const ChangeableField& f) { return f.name == entry->field; });
        if (field != changeable_fields.end()) field->set(code, entry->from);
    }
}

}  // namespace qrgen::codes
