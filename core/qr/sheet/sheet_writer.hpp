// SPDX-License-Identifier: MIT
//
// Pages of labels as a PDF file that is written while they come.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/byte_sink.hpp"
#include "core/qr/formats/pdf_content.hpp"
#include "core/qr/formats/pdf_file.hpp"
#include "core/qr/picture/picture.hpp"
#include "core/qr/sheet/label_layout.hpp"
#include "core/qr/sheet/sheet_marks.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// Throws Error(invalid), field "size", for a picture that is wider than the layout's labels, and what
/// compose() throws.
void check_fits(const LabelLayout& layout, const Symbol& symbol, const Picture& picture);

/// Of what was written only the place of each object is kept, about 16 bytes a page. Same calls, same bytes.
/// Not thread-safe. What the sink throws ends the sheet.
class SheetWriter {
  public:
    /// Throws Error(invalid), field "first_label", if the layout has fewer labels.
    SheetWriter(const LabelLayout& layout, const SheetStyle& style, ByteSink sink);

    /// Puts the picture into the middle of the next `copies` labels: as wide as its PhysicalWidth says; with
    /// any other size, as large as fits. Throws what check_fits() throws; then nothing was added.
    void add(const Symbol& symbol, const Picture& picture, int copies = 1);

    /// To be called once, at the end. Without any label there is one page with none.
    void finish();

    struct Figures {
        std::int64_t labels = 0;
        std::int64_t pages = 0;
        std::int64_t small = 0;      // labels whose modules are smaller than min_module_millimetres
        double smallest_module = 0;  // mm; 0 without labels
    };
    const Figures& figures() const noexcept { return figures_; }

  private:
    void draw(const Scene& scene, double scale, bool pure_black_ink);
    void end_page();
    void end_group();

    LabelLayout layout_;
    PdfFile file_;
    PdfLogos logos_;
    int catalog_;
    int root_;
    int marks_ = 0;  // content of every page, 0 if there is none
    // The page tree has two levels, so that no list in it is long.
    std::vector<int> groups_;
    std::vector<int> group_pages_;
    int group_ = 0;  // 0: none was begun
    std::optional<PdfContent> content_;
    int next_;  // label on the page, from 0
    Figures figures_;
};

}  // namespace qrgen::qr
