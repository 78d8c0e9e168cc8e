// SPDX-License-Identifier: MIT
#include "core/qr/images/pdf_drawing.hpp"

#include <memory>

#include <poppler.h>

#include "core/base/shared_library.hpp"
#include "core/qr/images/cairo_canvas.hpp"
#include "core/qr/images/drawn_size.hpp"
#include "core/qr/images/glib.hpp"
#include "core/qr/images/image_error.hpp"

namespace qrgen::qr {
namespace {

struct Poppler {
    SharedLibrary library{"libpoppler-glib.so.8", "libpoppler-glib8", "drawing PDF"};
    decltype(poppler_document_new_from_bytes)* parse =
        library.function<decltype(poppler_document_new_from_bytes)>("poppler_document_new_from_bytes");
    decltype(poppler_document_get_page)* page =
        library.function<decltype(poppler_document_get_page)>("poppler_document_get_page");
    decltype(poppler_page_get_size)* size =
        library.function<decltype(poppler_page_get_size)>("poppler_page_get_size");
    decltype(poppler_page_render)* render =
        library.function<decltype(poppler_page_render)>("poppler_page_render");
    decltype(poppler_error_quark)* error_domain =
        library.function<decltype(poppler_error_quark)>("poppler_error_quark");
};

const Poppler& poppler() {
    static const Poppler loaded;
    return loaded;
}

using Bytes = std::unique_ptr<GBytes, void (*)(GBytes*)>;
using Document = std::unique_ptr<PopplerDocument, void (*)(gpointer)>;
using Page = std::unique_ptr<PopplerPage, void (*)(gpointer)>;

Document parse(GBytes* bytes) {
    GError* error = nullptr;
    Document document(poppler().parse(bytes, nullptr, &error), glib().object_unref);
    if (document) return document;
    const bool is_locked = error != nullptr && error->domain == poppler().error_domain() &&
                           error->code == POPPLER_ERROR_ENCRYPTED;
    const std::string message = take_message(error);
    if (is_locked) refuse_picture("the PDF is encrypted and needs a password", "save it without one");
    refuse_picture("the PDF is broken: " + message);
}

}  // namespace

void load_pdf_libraries() {
    load_cairo();
    glib();
    poppler();
}

Image draw_pdf(std::string_view bytes, const ImageLimits& limits) {
    const Bytes wrapped(glib().bytes_new_static(bytes.data(), bytes.size()), glib().bytes_unref);
    const Document document = parse(wrapped.get());
    const Page page(poppler().page(document.get(), 0), glib().object_unref);
    if (!page) refuse_picture("the PDF has no page that can be read");
    double width = 0;
    double height = 0;
    poppler().size(page.get(), &width, &height);
    const DrawnSize size = drawn_size("PDF", width, height, limits.vector_width, limits);
    CairoCanvas canvas(size.width, size.height);
    canvas.fill_white();
    canvas.scale(size.width / width);
    poppler().render(page.get(), canvas.context());
    return canvas.to_image();
}

}  // namespace qrgen::qr
