// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::daemon::openapi {

/// For text between tags and in quoted attributes.
std::string escape_html(std::string_view text);

/// "<name class="…">…</name>"; `content` is HTML. Without class if that is empty.
std::string element(std::string_view name, std::string_view content, std::string_view css_class = {});

}  // namespace qrgen::daemon::openapi
