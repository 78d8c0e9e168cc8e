// SPDX-License-Identifier: MIT
#include "core/config/config_file.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <fstream>

#include <toml++/toml.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::config {
namespace {

std::string place_of(const std::string& name, const toml::source_region& region) {
    return name + ":" + std::to_string(region.begin.line);
}

// toml++ 3.3 has undefined behaviour when it meets certain letters beyond ASCII where a space could be. So it
// gets to see ASCII only: '~' and all bytes beyond ASCII travel through it as ~XX, in hexadecimal.
constexpr char escape = '~';

std::string to_ascii(std::string_view text) {
    std::string ascii;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && c != escape) {
            ascii += c;
            continue;
        }
        char encoded[4];
        std::snprintf(encoded, sizeof encoded, "%c%02X", escape, static_cast<unsigned>(byte));
        ascii += encoded;
    }
    return ascii;
}

std::string from_ascii(std::string_view ascii) {
    std::string text;
    for (std::size_t i = 0; i < ascii.size(); ++i) {
        unsigned byte = 0;
        const std::string_view digits = ascii.substr(std::min(i + 1, ascii.size()), 2);
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
        // A message of the parser may end in the middle of an escape.
        const bool is_encoded = ascii[i] == escape && digits.size() == 2 && end == digits.data() + 2;
        text += is_encoded ? static_cast<char>(byte) : ascii[i];
        if (is_encoded) i += digits.size();
    }
    return text;
}

// Parses `toml`, which must be UTF-8.
toml::table parse_table(std::string_view toml, const std::string& name) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (const auto offset = find_invalid_utf8(toml)) {
        const auto line =
            1 + std::count(toml.begin(), toml.begin() + static_cast<std::ptrdiff_t>(*offset), '\n');
        throw Error(ErrorKind::failure, name + ":" + std::to_string(line) + ": is not UTF-8 text");
    }
    if (toml.starts_with(byte_order_mark)) toml.remove_prefix(byte_order_mark.size());
    try {
        return toml::parse(to_ascii(toml));
    } catch (const toml::parse_error& error) {
        throw Error(ErrorKind::failure,
                    place_of(name, error.source()) + ": " + printable(from_ascii(error.description())),
                    "the file must be TOML, see qrgen.toml(5)");
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
        text += from_ascii(*item);
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
    return from_ascii(*node.value<std::string>());
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
    const toml::table table = parse_table(toml, shown_name);
    std::map<std::string, Value, std::less<>> values;
    for (const auto& [key, node] : table) {
        const std::string place = place_of(shown_name, key.source());
        const Setting* setting = find_setting(key.str());
        if (setting == nullptr) throw unknown_key(place, from_ascii(key.str()));
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
