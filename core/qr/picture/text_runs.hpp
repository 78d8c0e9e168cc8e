// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include <hb.h>

namespace qrgen::qr {

/// Neighbouring code points of one script and one direction, which HarfBuzz shapes together.
struct TextRun {
    std::size_t begin;
    std::size_t size;
    hb_script_t script;
    bool right_to_left;
};

/// One line of text as its runs in the order in which they stand, from the left (Unicode Standard Annexes 9,
/// by FriBidi, which is loaded if the text has a character that could need it, and 24). What belongs to no
/// script goes with what precedes it. The base direction is that of the first letter. Throws Error(failure)
/// if FriBidi or HarfBuzz is missing. Thread-safe.
std::vector<TextRun> split_into_runs(std::u32string_view text);

}  // namespace qrgen::qr
