// SPDX-License-Identifier: MIT
#include "core/qr/images/svg_drawing.hpp"

#include <cmath>
#include <memory>

#include <librsvg/rsvg.h>

#include "core/base/shared_library.hpp"
#include "core/qr/images/cairo_canvas.hpp"
#include "core/qr/images/drawn_size.hpp"
#include "core/qr/images/glib.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

struct Librsvg {
    SharedLibrary library{"librsvg-2.so.2", "librsvg2-2", "drawing SVG"};
    decltype(rsvg_handle_new_from_data)* parse =
        library.function<decltype(rsvg_handle_new_from_data)>("rsvg_handle_new_from_data");
    decltype(rsvg_handle_get_intrinsic_size_in_pixels)* size_in_pixels =
        library.function<decltype(rsvg_handle_get_intrinsic_size_in_pixels)>(
            "rsvg_handle_get_intrinsic_size_in_pixels");
    decltype(rsvg_handle_get_intrinsic_dimensions)* dimensions =
        library.function<decltype(rsvg_handle_get_intrinsic_dimensions)>(
            "rsvg_handle_get_intrinsic_dimensions");
    decltype(rsvg_handle_render_document)* render =
        library.function<decltype(rsvg_handle_render_document)>("rsvg_handle_render_document");
};

const Librsvg& librsvg() {
    static const Librsvg loaded;
    return loaded;
}

using Document = std::unique_ptr<RsvgHandle, void (*)(gpointer)>;

Document parse(std::string_view bytes) {
    GError* error = nullptr;
    RsvgHandle* const handle =
        librsvg().parse(reinterpret_cast<const guint8*>(bytes.data()), bytes.size(), &error);
    if (handle == nullptr) refuse_picture("the SVG is broken: " + take_message(error));
    return {handle, glib().object_unref};
}

/// A width in units of the document that are drawn as whole pixels each.
int pixels_across(double units, int most) {
    if (units < 1 || units > most / 2 || units != std::floor(units)) return most;
    const int whole = static_cast<int>(units);
    return most / whole * whole;
}

DrawnSize size_of(RsvgHandle* document, const ImageLimits& limits) {
    double width = 0;
    double height = 0;
    const bool has_size = librsvg().size_in_pixels(document, &width, &height);
    gboolean has_view_box = FALSE;
    RsvgRectangle view_box{};
    librsvg().dimensions(document, nullptr, nullptr, nullptr, nullptr, &has_view_box, &view_box);
    if (!has_size && !has_view_box) refuse_picture("the SVG has neither a width and height nor a viewBox");
    if (!has_size) {
        width = view_box.width;
        height = view_box.height;
    }
    const int across =
        has_view_box ? pixels_across(view_box.width, limits.vector_width) : limits.vector_width;
    return drawn_size("SVG", width, height, across, limits);
}

}  // namespace

void load_svg_libraries() {
    load_cairo();
    glib();
    librsvg();
}

Image draw_svg(std::string_view bytes, const ImageLimits& limits) {
    const Document document = parse(bytes);
    const DrawnSize size = size_of(document.get(), limits);
    const CairoCanvas canvas(size.width, size.height);
    const RsvgRectangle all{0, 0, static_cast<double>(size.width), static_cast<double>(size.height)};
    GError* error = nullptr;
    if (!librsvg().render(document.get(), canvas.context(), &all, &error)) {
        refuse_picture("the SVG cannot be drawn: " + take_message(error));
    }
    return canvas.to_image();
}

}  // namespace qrgen::qr
