// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

namespace qrgen {

/// Takes the bytes of a file in order; what it throws ends the writing.
using ByteSink = std::function<void(std::string_view)>;

}  // namespace qrgen
