// SPDX-License-Identifier: MIT
#include "core/qr/sheet/sheet_writer.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/qr/formats/decimal.hpp"
#include "core/qr/formats/page.hpp"
#include "core/qr/picture/scan_risks.hpp"
#include "core/qr/picture/scene.hpp"

namespace qrgen::qr {
namespace {

constexpr std::size_t pages_of_group = 100;
constexpr double rounding = 1 + 1e-9;

std::string references(const std::vector<int>& numbers) {
    std::string text;
    for (const int number : numbers) text += (text.empty() ? "" : " ") + reference(number);
    return "[" + text + "]";
}

std::string size_text(double width, double height) {
    return decimal(width, 1) + " by " + decimal(height, 1) + " mm";
}

// Millimetres for a module.
double scale_for(const LabelLayout& layout, const Scene& scene, const PictureSize& size) {
    const double largest = largest_scale(layout, scene.width, scene.height);
    const auto* wanted = std::get_if<PhysicalWidth>(&size);
    if (wanted == nullptr) return largest;
    const double scale = millimetres(*wanted) / scene.width;
    if (scale <= largest * rounding) return scale;
    const bool is_round = layout.corner_radius > 0;
    throw Error(
        {Fault{"size", "a picture of " + size_text(scene.width * scale, scene.height * scale) +
                           " does not fit into a label of " + size_text(layout.width, layout.height) +
                           (is_round ? " with round corners" : "")}},
        "without a width it becomes as wide as it can be, here " + decimal(scene.width * largest, 1) + " mm");
}

}  // namespace

void check_fits(const LabelLayout& layout, const Symbol& symbol, const Picture& picture) {
    scale_for(layout, compose(symbol, picture), picture.size);
}

SheetWriter::SheetWriter(const LabelLayout& layout, const SheetStyle& style, ByteSink sink)
    : layout_(layout),
      file_(std::move(sink)),
      logos_(file_),
      catalog_(file_.reserve()),
      root_(file_.reserve()),
      next_(style.first_label - 1) {
    if (style.first_label < 1 || style.first_label > layout.labels()) {
        throw Error({Fault{"first_label", "must be 1 to " + std::to_string(layout.labels()) +
                                              ", as many as there are on a sheet"}});
    }
    // Printed in another size than its own, nothing would lie on its label.
    file_.set(catalog_, "<< /Type /Catalog /Pages " + reference(root_) +
                            " /ViewerPreferences << /PrintScaling /None >> >>");
    const std::string marks = mark_operators(layout, style);
    if (!marks.empty()) marks_ = file_.add_stream({}, marks);
}

void SheetWriter::add(const Symbol& symbol, const Picture& picture, int copies) {
    const Scene scene = compose(symbol, picture);
    const double scale = scale_for(layout_, scene, picture.size);
    for (int copy = 0; copy < copies; ++copy) draw(scene, scale, picture.pure_black_ink);
    if (copies < 1) return;
    figures_.smallest_module = figures_.labels == 0 ? scale : std::min(figures_.smallest_module, scale);
    figures_.labels += copies;
    if (scale < min_module_millimetres) figures_.small += copies;
}

void SheetWriter::draw(const Scene& scene, double scale, bool pure_black_ink) {
    if (!content_) content_.emplace(file_, logos_);
    const LabelPlace place = place_of(layout_, next_);
    const double left = place.left + (layout_.width - scene.width * scale) / 2;
    const double top = place.top + (layout_.height - scene.height * scale) / 2;
    content_->draw(scene,
                   scene_to_page(scale * points_per_millimetre, left * points_per_millimetre,
                                 (layout_.page.height - top) * points_per_millimetre),
                   pure_black_ink);
    if (++next_ == layout_.labels()) end_page();
}

void SheetWriter::end_page() {
    if (group_ == 0) group_ = file_.reserve();
    PdfEntries entries = content_->page_entries(group_, layout_.page.width * points_per_millimetre,
                                                layout_.page.height * points_per_millimetre);
    std::vector<int> contents{file_.add_stream({}, content_->operators())};
    if (marks_ != 0) contents.push_back(marks_);
    entries["/Contents"] = contents.size() == 1 ? reference(contents.front()) : references(contents);
    group_pages_.push_back(file_.add(dictionary(entries)));
    ++figures_.pages;
    content_.reset();
    next_ = 0;
    if (group_pages_.size() == pages_of_group) end_group();
}

void SheetWriter::end_group() {
    file_.set(group_, "<< /Type /Pages /Parent " + reference(root_) + " /Kids " + references(group_pages_) +
                          " /Count " + std::to_string(group_pages_.size()) + " >>");
    groups_.push_back(group_);
    group_pages_.clear();
    group_ = 0;
}

void SheetWriter::finish() {
    if (!content_ && figures_.pages == 0) content_.emplace(file_, logos_);
    if (content_) end_page();
    if (group_ != 0) end_group();
    file_.set(root_, "<< /Type /Pages /Kids " + references(groups_) + " /Count " +
                         std::to_string(figures_.pages) + " >>");
    file_.finish(catalog_, 0);
}

}  // namespace qrgen::qr
