// SPDX-License-Identifier: MIT
#include "core/qr/formats/pdf.hpp"

#include "core/qr/formats/page.hpp"
#include "core/qr/formats/pdf_content.hpp"
#include "core/qr/formats/pdf_file.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

int add_information(PdfFile& file, const Picture& picture) {
    PdfEntries entries;
    if (!picture.title.empty()) entries["/Title"] = pdf_text(picture.title);
    if (!picture.description.empty()) entries["/Subject"] = pdf_text(picture.description);
    return entries.empty() ? 0 : file.add(dictionary(entries));
}

}  // namespace

std::string render_pdf(const Symbol& symbol, const Picture& picture) {
    const Page page = page_of(symbol, picture);
    const Scene scene = compose(symbol, picture);
    std::string bytes;
    PdfFile file([&bytes](std::string_view block) { bytes += block; });
    const int catalog = file.reserve();
    const int pages = file.reserve();
    const int leaf = file.reserve();
    file.set(catalog, "<< /Type /Catalog /Pages " + reference(pages) + " >>");
    file.set(pages, "<< /Type /Pages /Kids [" + reference(leaf) + "] /Count 1 >>");

    PdfLogos logos(file);
    PdfContent content(file, logos);
    content.draw(scene, scene_to_page(page), picture.pure_black_ink);
    PdfEntries entries = content.page_entries(pages, page.width, page.height);
    entries["/Contents"] = reference(file.add_stream({}, content.operators()));
    file.set(leaf, dictionary(entries));
    file.finish(catalog, add_information(file, picture));
    return bytes;
}

}  // namespace qrgen::qr
