// SPDX-License-Identifier: MIT
#include "core/qr/verify/verify.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/error.hpp"
#include "core/qr/images/read_image.hpp"
#include "core/qr/verify/code_search.hpp"
#include "core/qr/verify/grade.hpp"
#include "core/qr/verify/measures.hpp"
#include "core/qr/verify/module_samples.hpp"
#include "core/qr/verify/second_opinion.hpp"
#include "core/qr/verify/symbol_grid.hpp"
#include "core/qr/verify/symbol_reading.hpp"
#include "core/qr/verify/zbar_reader.hpp"

namespace qrgen::qr {
namespace {

ScannedCode describe(const Luminance& picture, const FoundCode& found, const SymbolGrid& grid) {
    const DecodedCode& decoded = found.decoded;
    const ModuleSamples samples(picture, grid);
    const std::optional<SymbolReading> reading = read_symbol(samples);
    ScannedCode code{};
    code.content = decoded.content;
    code.kind = decoded.kind;
    code.mirrored = decoded.mirrored;
    code.inverted = found.inverted;
    code.sequence = decoded.sequence;
    code.level = decoded.level;
    if (grid.is_certain()) code.version = grid.version;
    if (reading) {
        code.version = grid.version;
        code.level = reading->level;
        code.mask = reading->mask;
        code.blocks = reading->blocks;
    }
    code.contrast = measure_contrast(samples);
    code.quiet_zone = measure_quiet_zone(picture, grid, samples.threshold());
    code.module_pixels = measure_module_pixels(picture, grid);
    code.grade = grade_code({.kind = code.kind,
                             .reading = reading ? &*reading : nullptr,
                             .contrast = code.contrast,
                             .quiet_zone = code.quiet_zone,
                             .module_pixels = code.module_pixels,
                             .mirrored = code.mirrored,
                             .inverted = code.inverted});
    return code;
}

}  // namespace

std::vector<ScannedCode> scan_codes(const Image& image, Strictness strictness) {
    if (image.width < 1 || image.height < 1) return {};
    const Luminance picture(image);
    std::vector<FoundCode> found = find_all_codes(picture);
    sort_for_reading(found);
    std::vector<std::vector<std::string>> disagreements(found.size());
    if (strictness == Strictness::two_decoders) disagreements = ask_second_decoder(picture, found);

    std::optional<Luminance> negative;
    std::vector<ScannedCode> codes;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (found[i].inverted && !negative) negative = picture.inverted();
        const Luminance& view = found[i].inverted ? *negative : picture;
        const SymbolGrid grid = find_grid(view, found[i].decoded.kind, found[i].decoded.corners);
        // The smallest Micro QR codes have so little redundancy that zxing sees them in other things.
        if (grid.kind == SymbolKind::micro && !grid.is_certain()) continue;
        codes.push_back(describe(view, found[i], grid));
        codes.back().disagreements = std::move(disagreements[i]);
    }
    return codes;
}

void require_second_decoder() {
    load_zbar();
}

void require_scannable(std::string_view picture_bytes, std::string_view content) {
    const std::optional<FoundCode> found = find_one_code(Luminance(read_image(picture_bytes)));
    if (!found) {
        throw Error(ErrorKind::verification, "the finished picture does not scan",
                    "more contrast, larger modules, a wider quiet zone or a smaller logo may help");
    }
    if (found->decoded.content != content) {
        throw Error(ErrorKind::verification, "the finished picture scans, but says something else",
                    "if the logo holds a code itself, take another; otherwise please report this");
    }
}

}  // namespace qrgen::qr
