// SPDX-License-Identifier: MIT
//
// Reading codes back: what a picture says and how safely it scans.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/qr/images/image.hpp"
#include "core/qr/symbol/error_budget.hpp"
#include "core/qr/symbol/split.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

enum class Strictness {
    one_decoder,   // zxing
    two_decoders,  // and zbar must read the same
};

/// How safely a code scans, by the worst of its figures: limits as in ISO/IEC 15415, taken from the file's
/// own pixels. Not a calibrated print verification. grade.cpp has the limits, qrgen-verify(1) explains them.
struct Grade {
    char letter;                       // 'A' (best) to 'D'; 'F': not to be printed
    std::vector<std::string> reasons;  // one for each figure that kept it from being better; empty for A
};

/// One code that was read.
struct ScannedCode {
    std::string content;  // bytes as the symbol has them
    SymbolKind kind;
    std::optional<int> version;  // none, like the level and the mask, if modules do not lie in a plain grid
    std::optional<ErrorLevel> level;
    std::optional<int> mask;  // 0 to 7; Micro QR 0 to 3
    bool mirrored;
    bool inverted;                           // light on dark
    std::vector<BlockErrors> blocks;         // error correction used; empty for Micro QR, or without a grid
    std::optional<SequencePlace> sequence;   // structured append
    double contrast;                         // light minus dark luma, 0 to 1
    double quiet_zone;                       // modules, the narrowest side, at most 10 are looked for
    double module_pixels;                    // width of the narrowest module
    std::vector<std::string> disagreements;  // what the second decoder says otherwise; strict only
    Grade grade;
};

/// All QR codes and Micro QR codes in the image, from top to bottom and left to right; empty if none is read.
/// Transparent pixels count as white. zxing looks with its local and its global threshold, at the picture and
/// at the inverted one, and if all that finds nothing at an enlarged one. With two_decoders a QR code that
/// zbar does not read, or reads as something else, has `disagreements`; zbar knows no Micro QR. Throws
/// Error(failure) if zbar is asked for and not installed. Thread-safe.
std::vector<ScannedCode> scan_codes(const Image& image, Strictness strictness = Strictness::one_decoder);

/// Throws Error(failure), naming the package, if the second decoder is not installed: so that one need not
/// wait for the first code to learn it.
void require_second_decoder();

/// Reads the finished bytes of a picture of one code and throws Error(verification), with the reason, unless
/// it holds exactly `content`. The way of --verify and of batch: quick, without grading; the first of the
/// ways above that reads anything decides. Throws what read_image() throws. Thread-safe.
void require_scannable(std::string_view picture_bytes, std::string_view content);

}  // namespace qrgen::qr
