// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/config/configuration.hpp"

namespace qrgen::config {

/// A configuration file larger than this is refused, in bytes.
inline constexpr std::size_t max_config_file_size = 1024 * 1024;

/// The settings in a TOML 1.0 text, by key. `name` is the file's name for messages. Throws Error(failure)
/// that names file and line: bad syntax, an unknown key (with a suggestion), a value of the wrong type or out
/// of range.
std::map<std::string, Value, std::less<>> parse_config(std::string_view toml, const std::string& name);

/// Reads and parses a file. Throws Error(failure) also if it cannot be read or is too large.
std::map<std::string, Value, std::less<>> read_config_file(const std::filesystem::path& file);

}  // namespace qrgen::config
