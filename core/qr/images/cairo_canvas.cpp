// SPDX-License-Identifier: MIT
#include "core/qr/images/cairo_canvas.hpp"

#include <cstdint>
#include <cstring>
#include <new>

#include "core/base/shared_library.hpp"

namespace qrgen::qr {
namespace {

struct Cairo {
    SharedLibrary library{"libcairo.so.2", "libcairo2", "drawing SVG and PDF"};
    decltype(cairo_image_surface_create)* create_surface =
        library.function<decltype(cairo_image_surface_create)>("cairo_image_surface_create");
    decltype(cairo_surface_destroy)* destroy_surface =
        library.function<decltype(cairo_surface_destroy)>("cairo_surface_destroy");
    decltype(cairo_surface_flush)* flush =
        library.function<decltype(cairo_surface_flush)>("cairo_surface_flush");
    decltype(cairo_image_surface_get_data)* data =
        library.function<decltype(cairo_image_surface_get_data)>("cairo_image_surface_get_data");
    decltype(cairo_image_surface_get_stride)* stride =
        library.function<decltype(cairo_image_surface_get_stride)>("cairo_image_surface_get_stride");
    decltype(cairo_create)* create = library.function<decltype(cairo_create)>("cairo_create");
    decltype(cairo_destroy)* destroy = library.function<decltype(cairo_destroy)>("cairo_destroy");
    decltype(cairo_status)* status = library.function<decltype(cairo_status)>("cairo_status");
    decltype(cairo_scale)* scale = library.function<decltype(cairo_scale)>("cairo_scale");
    decltype(cairo_set_source_rgb)* set_source_rgb =
        library.function<decltype(cairo_set_source_rgb)>("cairo_set_source_rgb");
    decltype(cairo_paint)* paint = library.function<decltype(cairo_paint)>("cairo_paint");
};

const Cairo& cairo() {
    static const Cairo loaded;
    return loaded;
}

/// From cairo's ARGB32, a number of the machine's byte order with the alpha multiplied in.
void convert(const unsigned char* argb, std::uint8_t* rgba) {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, argb, sizeof pixel);
    const std::uint32_t alpha = pixel >> 24;
    const auto channel = [pixel, alpha](int shift) -> std::uint8_t {
        const std::uint32_t multiplied = pixel >> shift & 0xFF;
        if (alpha == 0xFF) return static_cast<std::uint8_t>(multiplied);
        return alpha == 0 ? std::uint8_t{0}
                          : static_cast<std::uint8_t>((multiplied * 0xFF + alpha / 2) / alpha);
    };
    rgba[0] = channel(16);
    rgba[1] = channel(8);
    rgba[2] = channel(0);
    rgba[3] = static_cast<std::uint8_t>(alpha);
}

}  // namespace

void load_cairo() {
    cairo();
}

CairoCanvas::CairoCanvas(int width, int height)
    : width_(width),
      height_(height),
      surface_(cairo().create_surface(CAIRO_FORMAT_ARGB32, width, height), cairo().destroy_surface),
      context_(cairo().create(surface_.get()), cairo().destroy) {
    // A surface that could not be made is one in a state of error, which its context takes over.
    if (cairo().status(context_.get()) != CAIRO_STATUS_SUCCESS) throw std::bad_alloc();
}

void CairoCanvas::scale(double factor) {
    cairo().scale(context_.get(), factor, factor);
}

void CairoCanvas::fill_white() {
    cairo().set_source_rgb(context_.get(), 1, 1, 1);
    cairo().paint(context_.get());
}

Image CairoCanvas::to_image() const {
    cairo().flush(surface_.get());
    Image image{.width = width_, .height = height_};
    image.rgba.resize(4 * static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_));
    const unsigned char* row = cairo().data(surface_.get());
    const int stride = cairo().stride(surface_.get());
    for (int y = 0; y < height_; ++y, row += stride) {
        for (int x = 0; x < width_; ++x) convert(row + 4 * x, image.pixel(x, y));
    }
    return image;
}

}  // namespace qrgen::qr
