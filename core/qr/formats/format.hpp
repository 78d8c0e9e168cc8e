// SPDX-License-Identifier: MIT
//
// The table of picture formats. Help, completion, manual and API read it: a new format is one source pair
// and one row here.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/qr/picture/picture.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

enum class FormatKind {
    raster,  // pixels
    vector,  // areas, of any size
    text,    // characters for terminals, with neither colours of their own nor decoration
};

struct Format {
    std::string_view name;                      // as in --format and image_format
    std::span<const std::string_view> endings;  // of file names, lower case, without the dot; may be none
    std::string_view media_type;                // RFC 6838
    FormatKind kind;
    bool is_text;     // may be written to a terminal
    bool has_colour;  // other colours than black and white, and all decoration: shapes, logo, caption, frame
    bool has_alpha;   // half-transparent colours; a transparent background needs no alpha in vector formats
    bool is_lossy;    // takes a quality
    std::string_view summary;  // a few words for help and manual
    std::string (*render)(const Symbol&,
                          const Picture&);  // the whole file; same input, same bytes; thread-safe
};

/// Throws Error(usage) if the picture asks for what the format cannot show, naming it and the formats that
/// can.
void check_supported(const Format& format, const Picture& picture);

/// In the order in which they are listed to users; the first is the default.
std::span<const Format> formats() noexcept;

/// "png, svg, …" with ", " as separator.
std::string format_names(std::string_view separator);

/// By name or file ending ("jpg"), regardless of case; nullptr if there is none.
const Format* find_format(std::string_view name) noexcept;

/// By the ending of a file name, regardless of case; nullptr if the name has none that we know.
const Format* format_of_file(std::string_view file_name) noexcept;

}  // namespace qrgen::qr
