// SPDX-License-Identifier: MIT
#include "core/codes/code_rules.hpp"

#include <algorithm>

#include "core/base/text.hpp"
#include "core/qr/picture/colour.hpp"
#include "core/qr/symbol/encode.hpp"

namespace qrgen::codes {
namespace {

std::string longer_than(std::size_t limit, std::size_t length) {
    return "must be at most " + std::to_string(limit) + " characters, but has " + std::to_string(length);
}

std::string outside(int least, int most, int value) {
    return "must be from " + std::to_string(least) + " to " + std::to_string(most) + ", not " +
           std::to_string(value);
}

// What a text must never hold, whatever its meaning; empty if all is well.
std::string text_fault(std::string_view text) {
    if (const auto offset = find_invalid_utf8(text)) {
        return "is not UTF-8 text (byte " + std::to_string(*offset) + ")";
    }
    if (text.find('\0') != std::string_view::npos) return "holds a NUL character, which cannot be stored";
    return {};
}

bool is_tag(std::string_view tag) {
    return !tag.empty() && tag.size() <= max_tag_length && std::all_of(tag.begin(), tag.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

void check_colour(std::string_view field, const std::string& colour, std::vector<Fault>& faults) {
    // Parsable in other ways means half-transparent ones, which pictures can have but codes cannot store.
    if (colour.size() != 7 || !qr::parse_colour(colour)) {
        faults.push_back(
            {std::string(field), "must be a colour like #1A2B3C, not '" + printable(colour) + "'"});
    }
}

}  // namespace

void check_content(const std::string& content, qr::ErrorLevel level, std::vector<Fault>& faults) {
    // Whatever fits into bytes at level H fits into a symbol at every level (ISO/IEC 18004 table 7).
    constexpr std::size_t always_fits = 1273;
    const std::string fault = text_fault(content);
    const std::size_t length = count_code_points(content);
    if (content.empty()) {
        faults.push_back({"content", "must not be empty"});
    } else if (!fault.empty()) {
        faults.push_back({"content", fault});
    } else if (length > max_content_length) {
        faults.push_back({"content", longer_than(max_content_length, length)});
    } else if (content.size() > always_fits) {
        qr::encode(content, {.level = level});  // its error tells the limit, and the level that would do
    }
}

void check_text(std::string_view field, const std::optional<std::string>& text, std::size_t max_length,
                std::vector<Fault>& faults) {
    if (!text) return;
    std::string fault = text_fault(*text);
    if (fault.empty() && count_code_points(*text) > max_length) {
        fault = longer_than(max_length, count_code_points(*text));
    }
    if (!fault.empty()) faults.push_back({std::string(field), fault});
}

void check_tags(const std::vector<std::string>& tags, std::vector<Fault>& faults) {
    if (tags.size() > max_tags) {
        faults.push_back(
            {"tags", "must be at most " + std::to_string(max_tags) + ", not " + std::to_string(tags.size())});
    }
    for (const std::string& tag : tags) {
        if (is_tag(tag)) continue;
        faults.push_back({"tags", "'" + printable(tag) + "' must be 1 to " + std::to_string(max_tag_length) +
                                      " of a-z, 0-9, _ and -"});
    }
}

void check_appearance(const Code& code, std::vector<Fault>& faults) {
    check_colour("fill_color", code.fill_color, faults);
    check_colour("back_color", code.back_color, faults);
    const auto fill = qr::parse_colour(code.fill_color);
    if (fill && fill == qr::parse_colour(code.back_color)) {
        faults.push_back({"back_color", "must differ from fill_color"});
    }
    check_dimensions(code, faults);
}

void check_dimensions(const Code& code, std::vector<Fault>& faults) {
    if (code.size < min_size || code.size > max_size) {
        faults.push_back({"size", outside(min_size, max_size, code.size)});
    }
    if (code.border < min_border || code.border > max_border) {
        faults.push_back({"border", outside(min_border, max_border, code.border)});
    }
}

void check_actor(const std::string& actor) {
    std::string fault = text_fault(actor);
    if (actor.empty()) fault = "must not be empty";
    if (fault.empty() && printable(actor) != actor) fault = "must not hold control characters";
    if (fault.empty() && count_code_points(actor) > max_actor_length) {
        fault = longer_than(max_actor_length, count_code_points(actor));
    }
    if (!fault.empty()) throw Error({Fault{"actor", fault}});
}

std::vector<std::string> normalised_tags(std::vector<std::string> tags) {
    std::sort(tags.begin(), tags.end());
    tags.erase(std::unique(tags.begin(), tags.end()), tags.end());
    return tags;
}

}  // namespace qrgen::codes
