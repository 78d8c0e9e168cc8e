// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <vector>

#include "core/qr/symbol/encode.hpp"
#include "core/qr/verify/grade.hpp"
#include "core/qr/verify/measures.hpp"
#include "core/qr/verify/module_samples.hpp"
#include "core/qr/verify/symbol_grid.hpp"
#include "core/qr/verify/symbol_reading.hpp"
#include "core/qr/verify/verify.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

class Bytes {
  public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    int next() {
        if (size_ == 0) return 0;
        --size_;
        return *data_++;
    }
    bool any() const { return size_ > 0; }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
};

void set(qr::Image& picture, int x, int y, int level) {
    std::fill_n(picture.pixel(x, y), 3, static_cast<std::uint8_t>(level));
}

qr::Image white(int width, int height) {
    return {width, height,
            std::vector<std::uint8_t>(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height),
                                      255)};
}

// A code, with the pixels changed that the bytes tell.
qr::Image damaged_code(Bytes& bytes) {
    const int options = bytes.next();
    qr::EncodeOptions encode;
    encode.level = static_cast<qr::ErrorLevel>(options & 3);
    encode.min_version = 1 + (options >> 2 & 7);
    if ((options & 0x80) != 0) encode = {.level = qr::ErrorLevel::low, .symbol = qr::SymbolKind::micro};
    const qr::Symbol symbol = qr::encode("123", encode);
    const int module = 1 + (options >> 5 & 3);
    const int width = (symbol.size() + 4) * module;
    qr::Image picture = white(width, width);
    for (int y = 0; y < width; ++y) {
        for (int x = 0; x < width; ++x)
            set(picture, x, y, symbol.is_dark(x / module - 2, y / module - 2) ? 0 : 255);
    }
    while (bytes.any()) {
        const int x = bytes.next() % width;
        const int y = bytes.next() % width;
        set(picture, x, y, bytes.next());
    }
    return picture;
}

qr::Image any_picture(Bytes& bytes) {
    qr::Image picture = white(1 + bytes.next() % 64, 1 + bytes.next() % 64);
    for (std::uint8_t& value : picture.rgba) value = static_cast<std::uint8_t>(bytes.next());
    return picture;
}

void check_figures(double contrast, double quiet_zone, double module_pixels) {
    expect(contrast >= 0 && contrast <= 1, "the contrast is in range");
    expect(quiet_zone >= 0 && quiet_zone <= 10, "the quiet zone is in range");
    expect(module_pixels >= 0 && module_pixels < 1e6, "the module's pixels are in range");
}

void check(const qr::ScannedCode& code) {
    const int versions = code.kind == qr::SymbolKind::qr ? 40 : 4;
    expect(!code.version || (*code.version >= 1 && *code.version <= versions), "the version is in range");
    expect(!code.mask || (*code.mask >= 0 && *code.mask <= 7), "the mask is in range");
    expect(qr::is_readable(code.blocks), "what was read could be put right");
    expect((code.grade.letter == 'A') == code.grade.reasons.empty(),
           "there are reasons for every grade but A");
    check_figures(code.contrast, code.quiet_zone, code.module_pixels);
}

// Corners as no decoder should tell them.
void measure_anywhere(const qr::Image& picture, Bytes& bytes) {
    qr::Corners corners{};
    for (qr::Point& corner : corners) corner = {bytes.next() - 64.0, bytes.next() - 64.0};
    const auto kind = bytes.next() % 2 == 0 ? qr::SymbolKind::qr : qr::SymbolKind::micro;
    const qr::Luminance luminance(picture);
    const qr::SymbolGrid grid = qr::find_grid(luminance, kind, corners);
    const qr::ModuleSamples samples(luminance, grid);
    qr::read_symbol(samples);
    check_figures(qr::measure_contrast(samples), qr::measure_quiet_zone(luminance, grid, samples.threshold()),
                  qr::measure_module_pixels(luminance, grid));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Bytes bytes(data, size);
    const int way = bytes.next() % 3;
    if (way == 2) {
        const qr::Image small = white(40, 30);
        measure_anywhere(small, bytes);
        measure_anywhere(any_picture(bytes), bytes);
        return 0;
    }
    const qr::Image picture = way == 0 ? any_picture(bytes) : damaged_code(bytes);
    for (const qr::ScannedCode& code : qr::scan_codes(picture)) check(code);
    return 0;
}
