// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace qrgen::qr {

/// For PostScript's ASCII85Decode (PostScript Language Reference, third edition, section 3.13.3), with the
/// end mark "~>"; short lines, none of which looks like a comment of the document structuring conventions.
std::string to_ascii85(std::string_view bytes);

}  // namespace qrgen::qr
