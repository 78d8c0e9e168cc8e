// SPDX-License-Identifier: MIT
#include "tests/support/svg_reader.hpp"

#include <cstring>
#include <memory>
#include <stdexcept>
#include <string>

#include <librsvg/rsvg.h>

namespace qrgen::test {
namespace {

struct Unref {
    void operator()(RsvgHandle* handle) const { g_object_unref(handle); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};

using Handle = std::unique_ptr<RsvgHandle, Unref>;

[[noreturn]] void fail(GError* error) {
    const std::string message = error != nullptr ? error->message : "unknown error";
    g_clear_error(&error);
    throw std::runtime_error("librsvg: " + message);
}

Handle load(std::string_view svg) {
    GError* error = nullptr;
    const std::vector<guint8> bytes(svg.begin(), svg.end());
    Handle handle(rsvg_handle_new_from_data(bytes.data(), bytes.size(), &error));
    if (!handle) fail(error);
    rsvg_handle_set_dpi(handle.get(), 96);  // as CSS and browsers have it
    return handle;
}

Image to_image(cairo_surface_t* surface, int width, int height) {
    cairo_surface_flush(surface);
    Image image(width, height, qr::black);
    const unsigned char* data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            std::uint32_t pixel = 0;
            std::memcpy(&pixel, data + y * stride + 4 * x, sizeof pixel);
            image.at(x, y) = {static_cast<std::uint8_t>(pixel >> 16), static_cast<std::uint8_t>(pixel >> 8),
                              static_cast<std::uint8_t>(pixel)};
        }
    }
    return image;
}

Image rasterise(const Handle& handle, int width, int height) {
    const std::unique_ptr<cairo_surface_t, Unref> surface(
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
    const std::unique_ptr<cairo_t, Unref> context(cairo_create(surface.get()));
    cairo_set_source_rgb(context.get(), 0.5, 0.5, 0.5);
    cairo_paint(context.get());
    const RsvgRectangle viewport{.x = 0, .y = 0, .width = double(width), .height = double(height)};
    GError* error = nullptr;
    if (!rsvg_handle_render_document(handle.get(), context.get(), &viewport, &error)) fail(error);
    return to_image(surface.get(), width, height);
}

}  // namespace

Image rasterise_svg(std::string_view svg, int width) {
    return rasterise(load(svg), width, width);
}

Image rasterise_svg(std::string_view svg) {
    const Handle handle = load(svg);
    double width = 0;
    double height = 0;
    if (!rsvg_handle_get_intrinsic_size_in_pixels(handle.get(), &width, &height)) {
        throw std::runtime_error("the SVG has no width and height in pixels");
    }
    return rasterise(handle, static_cast<int>(width), static_cast<int>(height));
}

}  // namespace qrgen::test
