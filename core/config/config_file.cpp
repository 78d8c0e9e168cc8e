// SPDX-License-Identifier: MIT
#include "core/config/config_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <toml++/toml.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/config/toml_scanner.hpp"

namespace qrgen::config {
namespace {

std::string place_of(const std::string& name, const toml::source_region& region) {
    return name + ":" + std::to_string(region.begin.line);
}

// toml++ 3.3 has undefined behaviour when it meets some of them (U+02A5 and others) where a space could be.
void refuse_foreign_characters(std::string_view toml, const std::string& name) {
    if (const auto line = find_foreign_character(toml)) {
        throw Error(ErrorKind::failure,
                    name + ":" + std::to_string(*line) + ": a character beyond ASCII outside of quotes",
                    "put texts in quotes, see qrgen.toml(5)");
    }
}

Error unknown_key(const std::string& place, std::string_view key) {
    std::vector<std::string_view> known;
    for (const Setting& setting : settings()) known.push_back(setting.key);
    const std::string_view meant = nearest(key, known);
    return {
        ErrorKind::failure, place + ": unknown setting '" + printable(key) + "'",
        meant.empty() ? "qrgen.toml(5) lists all settings" : "did you mean '" + std::string(meant) + "'?"};
}

std::optional<std::string> list_text(const toml::array& array) {
    std::string text;
    for (const toml::node& element : array) {
        const auto item = element.value<std::string>();
        if (!element.is_string() || item->find(',') != std::string::npos) return std::nullopt;
        if (!text.empty()) text += ',';
        text += *item;
    }
    return text;
}

// The value as text, or nullopt if its TOML type is not the setting's.
std::optional<std::string> text_of(const Setting& setting, const toml::node& node) {
    if (setting.type == SettingType::integer) {
        if (!node.is_integer()) return std::nullopt;
        return std::to_string(*node.value<std::int64_t>());
    }
    if (setting.type == SettingType::list && node.is_array()) return list_text(*node.as_array());
    if (!node.is_string()) return std::nullopt;
    return *node.value<std::string>();
}

std::string_view expected_type(const Setting& setting) {
    if (setting.type == SettingType::integer) return "must be a whole number without quotes";
    if (setting.type == SettingType::list) return "must be an array of texts, each without a comma";
    return "must be text in quotes";
}

Value read_value(const Setting& setting, const toml::node& node, const std::string& place) {
    const auto text = text_of(setting, node);
    std::string fault = text ? setting_fault(setting, *text) : std::string(expected_type(setting));
    if (!fault.empty()) {
        throw Error(ErrorKind::failure, place + ": " + std::string(setting.key) + ": " + fault);
    }
    return {*text, Origin::file, place};
}

}  // namespace

std::map<std::string, Value, std::less<>> parse_config(std::string_view toml, const std::string& name) {
    const std::string shown_name = printable(name);
    refuse_foreign_characters(toml, shown_name);
    toml::table table;
    try {
        table = toml::parse(toml);
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::failure,
                    place_of(shown_name, error.source()) + ": " + printable(error.description()),
                    "the file must be TOML, see qrgen.toml(5)");
    }
    std::map<std::string, Value, std::less<>> values;
    for (const auto& [key, node] : table) {
        const std::string place = place_of(shown_name, key.source());
        const Setting* setting = find_setting(key.str());
        if (setting == nullptr) throw unknown_key(place, key.str());
        values.emplace(key.str(), read_value(*setting, node, place));
    }
    return values;
}

std::map<std::string, Value, std::less<>> read_config_file(const std::filesystem::path& file) {
    const std::string name = printable(file.string());
    std::ifstream in(file, std::ios::binary);
    std::string text(max_config_file_size + 1, '\0');
    if (!in || !in.read(text.data(), static_cast<std::streamsize>(text.size())).eof()) {
        if (in) throw Error(ErrorKind::failure, name + ": larger than a configuration file may be (1 MiB)");
        throw Error(ErrorKind::failure,
                    "cannot read the configuration file " + name + ": " + std::strerror(errno));
    }
    text.resize(static_cast<std::size_t>(in.gcount()));
    return parse_config(text, file.string());
}

}  // namespace qrgen::config
