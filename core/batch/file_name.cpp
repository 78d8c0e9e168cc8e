// SPDX-License-Identifier: MIT
#include "core/batch/file_name.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/batch/picture_directory.hpp"

namespace qrgen::batch {
namespace {

constexpr std::size_t max_component = 255;  // bytes: what Linux's file systems take
constexpr std::size_t max_name = 1024;      // bytes

const std::vector<std::string_view> placeholders{"key", "id", "short_id", "format", "line"};

std::string value_of(const std::string& placeholder, const NameParts& parts) {
    if (placeholder == "key") return parts.key;
    if (placeholder == "id") return parts.id;
    if (placeholder == "short_id") return parts.short_id;
    if (placeholder == "format") return parts.format;
    return std::to_string(parts.line);
}

std::optional<std::string> component_fault(std::string_view component) {
    if (component.empty()) return "has an empty part between slashes";
    if (component == "." || component == "..") return "leads out of the output directory, or nowhere";
    if (component.size() > max_component) {
        return "is too long: at most " + std::to_string(max_component) + " bytes between slashes";
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> file_name_fault(std::string_view name) {
    if (name.empty()) return "must not be empty";
    if (name.front() == '/') return "must be relative to the output directory";
    if (name.size() > max_name) return "is too long: at most " + std::to_string(max_name) + " bytes";
    if (printable(name) != name) return "holds control characters, or is not UTF-8";
    if (name.starts_with(own_file_prefix)) return "is like those of files that qrgen keeps there";
    for (std::string_view rest = name;;) {
        const std::size_t slash = rest.find('/');
        if (auto fault = component_fault(rest.substr(0, slash))) return fault;
        if (slash == std::string_view::npos) return std::nullopt;
        rest.remove_prefix(slash + 1);
    }
}

NameTemplate::NameTemplate(std::string_view text) : template_(text) {
    for (const std::string& name : template_.names()) {
        if (std::find(placeholders.begin(), placeholders.end(), name) != placeholders.end()) continue;
        const std::string_view near = nearest(name, placeholders);
        throw Error(ErrorKind::usage, "--name-template: there is no placeholder {" + printable(name) + "}",
                    near.empty() ? "there are {key}, {id}, {short_id}, {format} and {line}"
                                 : "did you mean {" + std::string(near) + "}?");
    }
}

std::optional<std::string> NameTemplate::name(const NameParts& parts, std::string& missing) const {
    std::string name = template_.filled([&](const std::string& placeholder) {
        std::string value = value_of(placeholder, parts);
        if (value.empty()) missing = placeholder;
        std::replace(value.begin(), value.end(), '/', '_');
        return value;
    });
    return missing.empty() ? std::optional(std::move(name)) : std::nullopt;
}

}  // namespace qrgen::batch
