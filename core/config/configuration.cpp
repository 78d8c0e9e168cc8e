// SPDX-License-Identifier: MIT
#include "core/config/configuration.hpp"

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <pwd.h>
#include <unistd.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/config/config_file.hpp"

namespace qrgen::config {
namespace {

namespace fs = std::filesystem;

std::string home_directory(const Environment& environment) {
    if (const auto home = environment("HOME")) return *home;
    const passwd* entry = getpwuid(geteuid());
    return entry != nullptr && entry->pw_dir != nullptr ? entry->pw_dir : "/";
}

// XDG Base Directory Specification: a relative path in the variable is to be ignored.
fs::path xdg_directory(const Environment& environment, const char* variable, const char* below_home) {
    const auto set = environment(variable);
    if (set && fs::path(*set).is_absolute()) return *set;
    return fs::path(home_directory(environment)) / below_home;
}

std::string find_file(const Sources& sources, std::vector<std::string>& warnings) {
    if (sources.config_flag) return *sources.config_flag;
    if (const auto named = sources.environment("QRGEN_CONFIG")) return *named;
    const fs::path candidates[] = {
        xdg_directory(sources.environment, "XDG_CONFIG_HOME", ".config") / "qrgen" / "qrgen.toml",
        "/etc/qrgen/qrgen.toml",
    };
    for (const fs::path& candidate : candidates) {
        std::error_code error;
        if (fs::exists(candidate, error)) return candidate.string();
        if (error) warnings.push_back("cannot look for " + candidate.string() + ": " + error.message());
    }
    return {};
}

void check(const Setting& setting, const Value& value, ErrorKind kind) {
    const std::string fault = setting_fault(setting, value.text);
    if (!fault.empty()) throw Error(kind, value.source + ": " + fault);
}

// A secret in a file of its own, as container engines and systemd hand them out; the line end is not part of
// it.
std::string read_secret(const std::string& variable, const std::string& file) {
    constexpr std::size_t longest_secret = 64 * 1024;
    std::ifstream in(file, std::ios::binary);
    std::string text(longest_secret, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in.eof()) throw Error(ErrorKind::failure, variable + ": cannot read " + printable(file));
    text.resize(static_cast<std::size_t>(in.gcount()));
    return std::string(trim(text));
}

std::optional<Value> from_environment(const Setting& setting, const Environment& environment) {
    const std::string variable = variable_of(setting);
    if (const auto text = environment(variable)) return Value{*text, Origin::environment, variable};
    if (setting.secret) {
        const std::string file_variable = variable + "_FILE";
        if (const auto file = environment(file_variable)) {
            return Value{read_secret(file_variable, *file), Origin::environment, file_variable};
        }
    }
    return std::nullopt;
}

std::optional<Value> from_legacy_environment(const Setting& setting, const Environment& environment) {
    if (setting.legacy_variable.empty()) return std::nullopt;
    const std::string legacy(setting.legacy_variable);
    const auto text = environment(legacy);
    return text ? std::optional(Value{*text, Origin::environment, legacy}) : std::nullopt;
}

Value fallback_of(const Setting& setting, const Environment& environment) {
    if (setting.key != "database_url") return {std::string(setting.fallback), Origin::fallback, {}};
    const fs::path data = xdg_directory(environment, "XDG_DATA_HOME", ".local/share");
    return {"sqlite://" + (data / "qrgen" / "qrgen.db").string(), Origin::fallback, {}};
}

}  // namespace

std::string_view to_string(Origin origin) noexcept {
    switch (origin) {
        case Origin::fallback: return "default";
        case Origin::file: return "file";
        case Origin::environment: return "environment";
        case Origin::flag: return "flag";
    }
    return "default";
}

std::optional<std::string> process_environment(const std::string& variable) {
    const char* text = std::getenv(variable.c_str());
    if (text == nullptr || *text == '\0') return std::nullopt;
    return text;
}

Configuration Configuration::load(const Sources& sources) {
    Configuration configuration;
    configuration.file_ = find_file(sources, configuration.warnings_);
    if (sources.config_flag || !configuration.file_.empty())
        configuration.values_ = read_config_file(configuration.file_);
    for (const Setting& setting : settings()) {
        const std::string key(setting.key);
        if (const auto flag = sources.flags.find(key); flag != sources.flags.end()) {
            const Value value{flag->second, Origin::flag, flag_of(setting)};
            check(setting, value, ErrorKind::usage);
            configuration.values_[key] = value;
        } else if (const auto value = from_environment(setting, sources.environment)) {
            check(setting, *value, ErrorKind::failure);
            configuration.values_[key] = *value;
        } else if (configuration.take_legacy(setting,
                                             from_legacy_environment(setting, sources.environment))) {
            continue;
        } else if (!configuration.values_.contains(key)) {
            configuration.values_[key] = fallback_of(setting, sources.environment);
        }
    }
    return configuration;
}

bool Configuration::take_legacy(const Setting& setting, const std::optional<Value>& value) {
    if (!value) return false;
    if (const std::string fault = setting_fault(setting, value->text); !fault.empty()) {
        warnings_.push_back(value->source + " is passed over: " + fault);
        return false;
    }
    values_[std::string(setting.key)] = *value;
    return true;
}

Configuration Configuration::defaults() {
    Configuration configuration;
    const Environment nothing = [](const std::string&) { return std::nullopt; };
    for (const Setting& setting : settings()) {
        configuration.values_[std::string(setting.key)] = fallback_of(setting, nothing);
    }
    return configuration;
}

const Value& Configuration::value(std::string_view key) const {
    return values_.find(key)->second;
}

std::int64_t Configuration::integer(std::string_view key) const {
    const std::string& digits = text(key);
    std::int64_t number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

std::vector<std::string> Configuration::list(std::string_view key) const {
    return split_list(text(key));
}

}  // namespace qrgen::config
