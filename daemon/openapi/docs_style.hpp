// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace qrgen::daemon::openapi {

/// The style sheet of the documentation page: light and dark, from phones to wide screens, and on paper.
std::string_view docs_style() noexcept;

}  // namespace qrgen::daemon::openapi
