// SPDX-License-Identifier: MIT
#include "tests/support/symbol_reader.hpp"

#define ZX_USE_UTF8 1
#include <ZXing/ReadBarcode.h>

namespace qrgen::test {
namespace {

constexpr int module_pixels = 3;
constexpr int quiet_zone = 4;

ZXing::Result read(const qr::Symbol& symbol) {
    const int width = (symbol.size() + 2 * quiet_zone) * module_pixels;
    std::vector<std::uint8_t> shades;
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool dark = symbol.is_dark(x / module_pixels - quiet_zone, y / module_pixels - quiet_zone);
            shades.push_back(dark ? 0 : 255);
        }
    }
    const bool is_micro = symbol.kind() == qr::SymbolKind::micro;
    const auto hints =
        ZXing::DecodeHints()
            .setFormats(is_micro ? ZXing::BarcodeFormat::MicroQRCode : ZXing::BarcodeFormat::QRCode)
            .setIsPure(true);
    return ZXing::ReadBarcode({shades.data(), width, width, ZXing::ImageFormat::Lum}, hints);
}

std::string content_of(const ZXing::Result& result) {
    return {result.bytes().begin(), result.bytes().end()};
}

}  // namespace

std::optional<ReadSymbol> read_symbol(const qr::Symbol& symbol) {
    const ZXing::Result result = read(symbol);
    if (!result.isValid()) return std::nullopt;
    return ReadSymbol{content_of(result), result.sequenceIndex(), result.sequenceSize(), result.sequenceId()};
}

std::optional<std::string> join_symbols(const std::vector<qr::Symbol>& symbols) {
    ZXing::Results results;
    for (const qr::Symbol& symbol : symbols) results.push_back(read(symbol));
    const ZXing::Result joined = ZXing::MergeStructuredAppendSequence(results);
    if (!joined.isValid()) return std::nullopt;
    return content_of(joined);
}

qr::Symbol with_inverted(const qr::Symbol& symbol, const std::vector<qr::ModulePlace>& modules) {
    std::vector<std::uint8_t> dark;
    for (int y = 0; y < symbol.size(); ++y) {
        for (int x = 0; x < symbol.size(); ++x) dark.push_back(symbol.is_dark(x, y) ? 1 : 0);
    }
    for (const qr::ModulePlace module : modules) {
        dark[static_cast<std::size_t>(module.y * symbol.size() + module.x)] ^= 1U;
    }
    return qr::Symbol(symbol.version(), symbol.level(), std::move(dark), symbol.kind());
}

}  // namespace qrgen::test
