// SPDX-License-Identifier: MIT
#pragma once

#include "core/codes/code.hpp"
#include "core/qr/picture/picture.hpp"

namespace qrgen::codes {

/// How a code looks as it is stored: size, border and its two colours.
qr::Picture picture_of(const Code& code);

}  // namespace qrgen::codes
