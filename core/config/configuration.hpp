// SPDX-License-Identifier: MIT
//
// The values of all settings and where each came from: flag, then environment, then file, then default.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/settings.hpp"

namespace qrgen::config {

enum class Origin { fallback, file, environment, flag };

std::string_view to_string(Origin origin) noexcept;  // "default", "file", "environment", "flag"

struct Value {
    std::string text;  // lists comma-separated
    Origin origin = Origin::fallback;
    std::string source;  // "--listen", "QRGEN_LISTEN", "/etc/qrgen/qrgen.toml:7", "" for a default
};

using Environment = std::function<std::optional<std::string>(const std::string& variable)>;

/// The process's own environment; a variable that is set but empty counts as not set.
std::optional<std::string> process_environment(const std::string& variable);

struct Sources {
    std::map<std::string, std::string, std::less<>> flags;  // by setting key, only those given
    std::optional<std::string> config_flag;                 // --config
    Environment environment = process_environment;
};

/// Immutable after load().
class Configuration {
  public:
    /// Reads everything and checks every value against the table. The file is --config, QRGEN_CONFIG,
    /// $XDG_CONFIG_HOME/qrgen/qrgen.toml or /etc/qrgen/qrgen.toml, the first that is named or exists.
    /// A legacy variable with a value that makes no sense is not meant for us: passed over, and told in
    /// warnings(). Throws Error(usage) for a flag, Error(failure) for environment and file; the message names
    /// the place (file and line), an unknown key gets a suggestion. Secrets are never repeated in it.
    static Configuration load(const Sources& sources);

    /// All defaults, whatever the environment and files say.
    static Configuration defaults();

    const std::vector<std::string>& warnings() const noexcept { return warnings_; }
    const std::string& file() const noexcept { return file_; }  // empty: none was found
    const Value& value(std::string_view key) const;             // the key must be in the table
    const std::string& text(std::string_view key) const { return value(key).text; }
    std::int64_t integer(std::string_view key) const;
    std::vector<std::string> list(std::string_view key) const;

  private:
    bool take_legacy(const Setting& setting, const std::optional<Value>& value);

    std::string file_;
    std::vector<std::string> warnings_;
    std::map<std::string, Value, std::less<>> values_;
};

}  // namespace qrgen::config
