// SPDX-License-Identifier: MIT
#include "core/qr/images/read_image.hpp"

#include <algorithm>

#include "core/qr/images/document_reader.hpp"
#include "core/qr/images/image_error.hpp"
#include "core/qr/images/jpeg_reader.hpp"
#include "core/qr/images/kitty_reader.hpp"
#include "core/qr/images/pbm_reader.hpp"
#include "core/qr/images/png_reader.hpp"
#include "core/qr/images/sixel_reader.hpp"
#include "core/qr/images/txt_reader.hpp"
#include "core/qr/images/webp_reader.hpp"

namespace qrgen::qr {
namespace {

// Enough for decoders, which want about three pixels a module at least.
constexpr int text_module_pixels = 4;

// XML whose first element is <svg>, with or without a prefix.
bool looks_like_svg(std::string_view bytes) noexcept {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    constexpr std::string_view name_ends = " \t\r\n/>";
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
    if (!bytes.starts_with('<')) return false;
    for (;;) {
        bytes.remove_prefix(std::min(bytes.find('<'), bytes.size()));
        if (bytes.starts_with("<!--")) {
            bytes.remove_prefix(std::min(bytes.find("-->"), bytes.size()));
        } else if (bytes.starts_with("<?") || bytes.starts_with("<!")) {
            bytes.remove_prefix(1);
        } else {
            break;
        }
    }
    if (bytes.empty()) return false;
    std::string_view name = bytes.substr(1, bytes.find_first_of(name_ends) - 1);
    name.remove_prefix(name.find(':') + 1);  // npos + 1 is 0
    return name == "svg";
}

bool looks_like_pbm(std::string_view bytes) noexcept {
    return bytes.size() > 2 && (bytes.starts_with("P4") || bytes.starts_with("P1")) &&
           std::string_view(" \t\r\n#").find(bytes[2]) != std::string_view::npos;
}

}  // namespace

ImageType image_type(std::string_view bytes) noexcept {
    if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return ImageType::png;
    if (bytes.starts_with("\xFF\xD8\xFF")) return ImageType::jpeg;
    if (bytes.starts_with("RIFF") &&
        bytes.substr(std::min<std::size_t>(8, bytes.size())).starts_with("WEBP")) {
        return ImageType::webp;
    }
    if (bytes.starts_with("%PDF-")) return ImageType::pdf;
    // The second is an EPS with a preview: Adobe Technical Note 5002, section 5.2.
    if (bytes.starts_with("%!PS") || bytes.starts_with("\xC5\xD0\xD3\xC6")) return ImageType::eps;
    if (looks_like_pbm(bytes)) return ImageType::pbm;
    if (bytes.starts_with("\x1B_G")) return ImageType::kitty;
    if (bytes.starts_with("\x1BP")) return ImageType::sixel;
    if (looks_like_svg(bytes)) return ImageType::svg;
    return looks_like_txt(bytes) ? ImageType::text : ImageType::unknown;
}

std::string_view to_string(ImageType type) noexcept {
    switch (type) {
        case ImageType::png: return "PNG";
        case ImageType::jpeg: return "JPEG";
        case ImageType::webp: return "WebP";
        case ImageType::svg: return "SVG";
        case ImageType::pdf: return "PDF";
        case ImageType::eps: return "EPS";
        case ImageType::pbm: return "PBM";
        case ImageType::kitty: return "kitty graphics";
        case ImageType::sixel: return "sixel graphics";
        case ImageType::text: return "text";
        case ImageType::unknown: break;
    }
    return "unknown";
}

Image read_image(std::string_view bytes, const ImageLimits& limits) {
    switch (image_type(bytes)) {
        case ImageType::png: return read_png(bytes, limits);
        case ImageType::jpeg: return read_jpeg(bytes, limits);
        case ImageType::webp: return read_webp(bytes, limits);
        case ImageType::svg: return read_svg(bytes, limits);
        case ImageType::pdf: return read_pdf(bytes, limits);
        case ImageType::eps: return read_eps(bytes, limits);
        case ImageType::pbm: return read_pbm(bytes, limits);
        case ImageType::kitty: return read_kitty(bytes, limits);
        case ImageType::sixel: return read_sixel(bytes, limits);
        case ImageType::text: return read_txt(bytes, text_module_pixels, limits);
        case ImageType::unknown: break;
    }
    if (bytes.empty()) refuse_picture("it is empty: 0 bytes");
    refuse_picture(
        "it is none of the kinds that are read: PNG, JPEG, WebP, SVG, PDF, EPS, PBM, sixel or kitty "
        "graphics, or text as the format txt writes it");
}

}  // namespace qrgen::qr
