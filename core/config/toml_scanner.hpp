// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace qrgen::config {

/// The line (from 1) of the first character beyond ASCII that stands neither in a string nor in a comment,
/// the only places where TOML 1.0 has such characters; nullopt if there is none. A byte order mark at the
/// start is fine.
std::optional<std::size_t> find_foreign_character(std::string_view toml);

}  // namespace qrgen::config
