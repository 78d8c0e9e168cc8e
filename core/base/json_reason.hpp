// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen {

/// What the JSON library says is wrong with a text (`what()` of its exceptions) without its own number, place
/// and quotation of the text; printable and short.
std::string json_reason(std::string_view explanation);

}  // namespace qrgen
