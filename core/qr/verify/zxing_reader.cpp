// SPDX-License-Identifier: MIT
#include "core/qr/verify/zxing_reader.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#define ZX_USE_UTF8
#include <ZXing/ReadBarcode.h>

namespace qrgen::qr {
namespace {

std::optional<SequencePlace> sequence_of(const ZXing::Result& result) {
    const int index = result.sequenceIndex();
    const int count = result.sequenceSize();
    if (index < 0 || index >= count || count > max_split) return std::nullopt;
    const std::string id = result.sequenceId();  // the parity as a decimal number
    int parity = 0;
    const auto [end, error] = std::from_chars(id.data(), id.data() + id.size(), parity);
    if (error != std::errc() || parity < 0 || parity > 255) return std::nullopt;
    return SequencePlace{.index = index, .count = count, .parity = parity};
}

// In a mirrored symbol the decoder takes the lower left finder pattern for the upper right one.
Corners corners_of(const ZXing::Result& result) {
    Corners corners{};
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const ZXing::PointI corner = result.position()[i];
        corners[i] = {static_cast<double>(corner.x), static_cast<double>(corner.y)};
    }
    if (result.isMirrored()) std::swap(corners[1], corners[3]);
    return corners;
}

DecodedCode to_code(const ZXing::Result& result) {
    const bool is_micro = result.format() == ZXing::BarcodeFormat::MicroQRCode;
    return {.content = std::string(result.bytes().begin(), result.bytes().end()),
            .kind = is_micro ? SymbolKind::micro : SymbolKind::qr,
            .level = parse_error_level(result.ecLevel()),
            .mirrored = result.isMirrored(),
            .sequence = sequence_of(result),
            .corners = corners_of(result)};
}

}  // namespace

std::vector<DecodedCode> read_with_zxing(const Luminance& picture, Threshold threshold, int most) {
    const ZXing::ImageView view(picture.pixels().data(), picture.width(), picture.height(),
                                ZXing::ImageFormat::Lum);
    const auto hints = ZXing::DecodeHints()
                           .setFormats(ZXing::BarcodeFormat::QRCode | ZXing::BarcodeFormat::MicroQRCode)
                           .setBinarizer(threshold == Threshold::local ? ZXing::Binarizer::LocalAverage
                                                                       : ZXing::Binarizer::GlobalHistogram)
                           .setMaxNumberOfSymbols(static_cast<std::uint8_t>(most));
    std::vector<DecodedCode> codes;
    for (const ZXing::Result& result : ZXing::ReadBarcodes(view, hints)) {
        if (result.isValid()) codes.push_back(to_code(result));
    }
    return codes;
}

}  // namespace qrgen::qr
