// SPDX-License-Identifier: MIT
#include "core/qr/symbol/libqrencode.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "core/base/error.hpp"

namespace qrgen::qr {
namespace {

QRencodeMode library_mode(SegmentMode mode) noexcept {
    switch (mode) {
        case SegmentMode::numeric: return QR_MODE_NUM;
        case SegmentMode::alphanumeric: return QR_MODE_AN;
        case SegmentMode::bytes: return QR_MODE_8;
    }
    return QR_MODE_8;
}

}  // namespace

QRecLevel library_level(ErrorLevel level) noexcept {
    switch (level) {
        case ErrorLevel::low: return QR_ECLEVEL_L;
        case ErrorLevel::medium: return QR_ECLEVEL_M;
        case ErrorLevel::quartile: return QR_ECLEVEL_Q;
        case ErrorLevel::high: return QR_ECLEVEL_H;
    }
    return QR_ECLEVEL_M;
}

Owned<QRinput> make_input(const std::vector<Segment>& segments, SymbolKind kind, int version,
                          ErrorLevel level) {
    Owned<QRinput> input(kind == SymbolKind::micro ? QRinput_newMQR(version, library_level(level))
                                                   : QRinput_new2(version, library_level(level)));
    if (!input) throw_library_error();
    for (const Segment& segment : segments) {
        const auto* data = reinterpret_cast<const unsigned char*>(segment.content.data());
        if (QRinput_append(input.get(), library_mode(segment.mode), static_cast<int>(segment.content.size()),
                           data) != 0) {
            throw_library_error();
        }
    }
    return input;
}

Symbol to_symbol(const QRcode& code, ErrorLevel level, SymbolKind kind) {
    const auto count = static_cast<std::size_t>(code.width) * static_cast<std::size_t>(code.width);
    std::vector<std::uint8_t> modules(count);
    // Bit 0 is the module; the others tell what it is for.
    std::transform(code.data, code.data + count, modules.begin(),
                   [](unsigned char module) { return static_cast<std::uint8_t>(module & 1U); });
    return Symbol(code.version, level, std::move(modules), kind);
}

void throw_library_error() {
    throw Error(ErrorKind::failure, "cannot encode: " + std::generic_category().message(errno));
}

}  // namespace qrgen::qr
