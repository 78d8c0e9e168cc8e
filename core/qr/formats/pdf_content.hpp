// SPDX-License-Identifier: MIT
//
// Scenes as the content of a PDF page.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "core/qr/formats/page.hpp"
#include "core/qr/formats/pdf_file.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {

/// The entries of a PDF dictionary, in the order of their names.
using PdfEntries = std::map<std::string, std::string>;

std::string dictionary(const PdfEntries& entries);

/// The logos of a file. Each is in it once, however often it is shown.
class PdfLogos {
  public:
    /// The file must outlive it.
    explicit PdfLogos(PdfFile& file) : file_(file) {}

    struct Image {
        int number = 0;  // of its object
        bool is_transparent = false;
    };

    Image image_of(const std::shared_ptr<const Logo>& logo);

  private:
    Image added(const Logo& logo);

    PdfFile& file_;
    std::shared_ptr<const Logo> last_;
    Image last_image_;
    std::map<std::string, Image>
        images_;  // by the hash of the logo's bytes; filled when there is a second one
};

/// The content of one page. What it refers to goes into the file at once. File and logos must outlive it.
class PdfContent {
  public:
    PdfContent(PdfFile& file, PdfLogos& logos) : file_(file), logos_(logos) {}

    /// `matrix` takes the scene onto the page (scene_to_page()).
    void draw(const Scene& scene, const std::string& matrix, bool pure_black_ink);

    const std::string& operators() const noexcept { return operators_; }

    /// Of a page with this content, resources and transparency included: what is missing is Contents.
    PdfEntries page_entries(int parent, double width, double height) const;

  private:
    void draw(const PaintedPath& layer);
    void draw(const PlacedLogo& layer);
    void set_paint(Colour colour, Ink ink);
    void set_paint(const GradientPaint& gradient, Ink ink);
    void set_alpha(std::uint8_t alpha);
    void set_alpha(const GradientPaint& brightness);
    void set_state(const std::string& state);
    std::string resources() const;

    PdfFile& file_;
    PdfLogos& logos_;
    std::string operators_;
    PdfEntries states_;
    PdfEntries patterns_;
    PdfEntries images_;
    bool is_transparent_ = false;
    bool has_pure_black_ink_ = false;
    // Of the scene that is being drawn.
    std::string matrix_;
    std::string box_;
    bool pure_black_ink_ = false;
};

}  // namespace qrgen::qr
