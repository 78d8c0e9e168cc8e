// SPDX-License-Identifier: MIT
#include "core/transfer/foreign_rules.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/codes/code_rules.hpp"
#include "core/codes/short_id.hpp"
#include "core/transfer/foreign_values.hpp"

namespace qrgen::transfer {
namespace {

using codes::Code;

std::string text_of(const Fault& fault) {
    return fault.field + " " + fault.message;
}

// Runs a check that throws Error(invalid); what is wrong, or nothing.
template <typename Check>
std::string fault_of(const Check& check) {
    try {
        check();
    } catch (const Error& error) {
        return error.faults().empty() ? error.message() : text_of(error.faults().front());
    }
    return {};
}

std::string first_of(const std::vector<Fault>& faults) {
    return faults.empty() ? std::string() : text_of(faults.front());
}

std::string utf8_fault(const Code& code) {
    const std::pair<const char*, std::string> texts[] = {{"content", code.content},
                                                         {"redirect_url", code.redirect_url.value_or("")},
                                                         {"short_id", code.short_id.value_or("")},
                                                         {"title", code.title.value_or("")},
                                                         {"description", code.description.value_or("")}};
    for (const auto& [field, text] : texts) {
        if (find_invalid_utf8(text) || text.find('\0') != std::string::npos)
            return std::string(field) + " is not UTF-8 text";
    }
    return {};
}

std::string short_id_fault(const Code& code) {
    if (!code.short_id) return code.type == codes::CodeType::dynamic_code ? "short_id is missing" : "";
    const auto fault = codes::served_short_id_fault(*code.short_id);
    return fault ? "short_id " + *fault : "";
}

void shorten(std::string_view field, std::optional<std::string>& text, std::size_t limit,
             ForeignCode& foreign) {
    if (text && text->empty()) text.reset();
    if (!text || count_code_points(*text) <= limit) return;
    text = shortened(*text, limit);
    foreign.notes.push_back(std::string(field) + " was cut to " + std::to_string(limit) + " characters");
}

void adapt_colour(std::string_view field, std::string& colour, const char* fallback, ForeignCode& foreign) {
    if (const auto known = foreign_colour(colour)) {
        colour = *known;
        return;
    }
    foreign.notes.push_back(std::string(field) + " '" + printable(colour) + "' is no colour, " + fallback +
                            " was taken");
    colour = fallback;
}

void adapt_number(std::string_view field, int& number, int least, int most, ForeignCode& foreign) {
    const int wanted = std::clamp(number, least, most);
    if (wanted == number) return;
    foreign.notes.push_back(std::string(field) + " " + std::to_string(number) + " became " +
                            std::to_string(wanted));
    number = wanted;
}

void adapt_appearance(ForeignCode& foreign) {
    Code& code = foreign.code;
    const Code usual;
    adapt_colour("fill_color", code.fill_color, usual.fill_color.c_str(), foreign);
    adapt_colour("back_color", code.back_color, usual.back_color.c_str(), foreign);
    if (to_lower_ascii(code.fill_color) == to_lower_ascii(code.back_color)) {
        foreign.notes.emplace_back("fill_color and back_color were the same, the usual ones were taken");
        code.fill_color = usual.fill_color;
        code.back_color = usual.back_color;
    }
    adapt_number("size", code.size, codes::min_size, codes::max_size, foreign);
    adapt_number("border", code.border, codes::min_border, codes::max_border, foreign);
}

void adapt_tags(ForeignCode& foreign) {
    std::vector<std::string> tags;
    for (const std::string& wanted : foreign.code.tags) {
        const std::string tag = foreign_tag(wanted);
        if (!tag.empty()) tags.push_back(tag);
        if (tag == wanted) continue;
        foreign.notes.push_back("tag '" + printable(wanted) + "' " +
                                (tag.empty() ? "was left out" : "became '" + tag + "'"));
    }
    tags = codes::normalised_tags(std::move(tags));
    if (tags.size() > codes::max_tags) {
        foreign.notes.push_back("only " + std::to_string(codes::max_tags) + " tags were taken");
        tags.resize(codes::max_tags);
    }
    foreign.code.tags = std::move(tags);
}

std::string adapt_dynamic(Code& code, const codes::RedirectPolicy& policy, const std::string& base_url) {
    if (code.short_id) code.short_id = to_lower_ascii(*code.short_id);
    std::string fault = short_id_fault(code);
    if (fault.empty() && !code.redirect_url) fault = "redirect_url is missing";
    if (fault.empty()) fault = fault_of([&] { code.redirect_url = policy.check(*code.redirect_url); });
    if (fault.empty() && code.content.empty())
        code.content = base_url + "/r/" + codes::short_id_in_url(*code.short_id) + "?scan_ref=qr";
    return fault;
}

std::string content_fault(const Code& code) {
    return fault_of([&] {
        std::vector<Fault> faults;
        codes::check_content(code.content, code.error_level, faults);
        if (!faults.empty()) throw Error(faults);
    });
}

}  // namespace

void adapt(ForeignCode& foreign, const codes::RedirectPolicy& policy, const std::string& base_url) {
    Code& code = foreign.code;
    if (foreign.fault.empty()) foreign.fault = utf8_fault(code);
    if (foreign.fault.empty() && code.type == codes::CodeType::dynamic_code)
        foreign.fault = adapt_dynamic(code, policy, base_url);
    if (code.type == codes::CodeType::static_code) {
        code.short_id.reset();
        code.redirect_url.reset();
    }
    if (foreign.fault.empty()) foreign.fault = content_fault(code);
    if (!foreign.fault.empty()) return;
    shorten("title", code.title, codes::max_title_length, foreign);
    shorten("description", code.description, codes::max_description_length, foreign);
    adapt_tags(foreign);
    adapt_appearance(foreign);
}

void check(ForeignCode& foreign, const codes::RedirectPolicy& policy) {
    Code& code = foreign.code;
    if (!foreign.fault.empty()) return;
    std::vector<Fault> faults;
    codes::check_text("title", code.title, codes::max_title_length, faults);
    codes::check_text("description", code.description, codes::max_description_length, faults);
    codes::check_tags(code.tags, faults);
    codes::check_appearance(code, faults);
    foreign.fault = first_of(faults);
    if (foreign.fault.empty()) foreign.fault = short_id_fault(code);
    if (foreign.fault.empty()) foreign.fault = content_fault(code);
    const bool leads_somewhere = code.type == codes::CodeType::dynamic_code && !code.deleted_at;
    if (!foreign.fault.empty() || !leads_somewhere) return;
    if (!code.redirect_url) {
        foreign.fault = "redirect_url is missing";
    } else {
        foreign.fault = fault_of([&] { policy.check(*code.redirect_url); });
    }
}

}  // namespace qrgen::transfer
