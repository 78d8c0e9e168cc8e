// SPDX-License-Identifier: MIT
#include "tests/support/qr_reader.hpp"

#include <ZXing/ReadBarcode.h>

namespace qrgen::test {

std::optional<std::string> read_with_zxing(const Image& image) {
    const std::vector<std::uint8_t> shades = to_grey(image);
    const ZXing::ImageView view(shades.data(), image.width, image.height, ZXing::ImageFormat::Lum);
    // The default binarizer cannot read every picture that the other can, and the other way round.
    for (const auto binarizer : {ZXing::Binarizer::LocalAverage, ZXing::Binarizer::GlobalHistogram}) {
        const auto hints =
            ZXing::DecodeHints().setFormats(ZXing::BarcodeFormat::QRCode).setBinarizer(binarizer);
        const ZXing::Result result = ZXing::ReadBarcode(view, hints);
        if (result.isValid()) return std::string(result.bytes().begin(), result.bytes().end());
    }
    return std::nullopt;
}

std::optional<std::string> read_qr(const Image& image) {
    auto content = read_with_zxing(image);
    return content ? content : read_with_zbar(image);
}

}  // namespace qrgen::test
