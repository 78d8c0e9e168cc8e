// SPDX-License-Identifier: MIT
#include "core/qr/images/document_reader.hpp"

#include <cstddef>
#include <string>

#include "core/qr/images/drawing_process.hpp"
#include "core/qr/images/eps_drawing.hpp"
#include "core/qr/images/image_error.hpp"
#include "core/qr/images/pdf_drawing.hpp"
#include "core/qr/images/svg_drawing.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t mebibyte = std::size_t{1} << 20;

void check_bytes(const std::string& kind, std::string_view bytes, std::size_t most) {
    if (bytes.empty()) refuse_picture("the " + kind + " is empty");
    if (bytes.size() > most) {
        refuse_picture("the " + kind + " has " + std::to_string(bytes.size()) + " bytes; at most " +
                       std::to_string(most / mebibyte) + " MiB are read");
    }
}

}  // namespace

Image read_svg(std::string_view bytes, const ImageLimits& limits) {
    check_bytes("SVG", bytes, 64 * mebibyte);
    load_svg_libraries();
    return draw_in_own_process("SVG", limits, [&] { return draw_svg(bytes, limits); });
}

Image read_pdf(std::string_view bytes, const ImageLimits& limits) {
    check_bytes("PDF", bytes, 64 * mebibyte);
    load_pdf_libraries();
    return draw_in_own_process("PDF", limits, [&] { return draw_pdf(bytes, limits); });
}

Image read_eps(std::string_view bytes, const ImageLimits& limits) {
    check_bytes("EPS", bytes, 16 * mebibyte);
    load_eps_libraries();
    return draw_in_own_process("EPS", limits, [&] { return draw_eps(bytes, limits); });
}

}  // namespace qrgen::qr
