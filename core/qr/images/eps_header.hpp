// SPDX-License-Identifier: MIT
//
// What is known of an EPS file without running the program that it is.
#pragma once

#include <string_view>

namespace qrgen::qr {

/// The part that is PostScript: a file may begin with a table of where that lies, and previews for those who
/// cannot run it (Encapsulated PostScript File Format Specification 3.0, section 5.2).
std::string_view postscript_in(std::string_view bytes);

/// In points, from the lower left corner to the upper right one; not checked.
struct Box {
    double left;
    double bottom;
    double right;
    double top;
};

/// By the document structuring conventions: in the header, to the fraction of a point if it is there; or,
/// where that says "(atend)", at the end. Error(invalid), field "picture", if there is none.
Box bounding_box(std::string_view program);

}  // namespace qrgen::qr
