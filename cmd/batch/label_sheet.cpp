// SPDX-License-Identifier: MIT
#include "cmd/batch/label_sheet.hpp"

#include "core/base/error.hpp"

namespace qrgen::cmd {

LabelPictures::LabelPictures(const BatchOptions& options, const Context& context)
    : options_(options), pictures_(options.picture, context), layout_(options.sheet.layout()) {
    if (auto text = options.sheet.captions()) {
        captions_.emplace(*std::move(text), std::vector<std::string_view>{"key"});
    }
}

RowPictures::Drawing LabelPictures::compose(const batch::Item& item) {
    RowPictures::Drawing drawing = pictures_.compose(item);
    if (captions_) {
        const std::string text = captions_->caption(item.code, {{"key", item.row.key.value_or("")}});
        options_.picture.decoration.set_caption(drawing.picture, text);
    }
    return drawing;
}

std::string LabelPictures::draw(const batch::Item& item) {
    const RowPictures::Drawing drawing = compose(item);
    qr::check_fits(layout_, drawing.symbol, drawing.picture);
    return {};
}

LabelSheet::LabelSheet(const BatchOptions& options, const Context& context)
    : file_(options.sheet_file, options.force ? Overwrite::allow : Overwrite::refuse, "a PDF file"),
      pictures_(options, context),
      writer_(options.sheet.layout(), options.sheet.style,
              [this](std::string_view bytes) { file_.append(bytes); }),
      context_(context) {}

// Codes that are as they were come here without a look at their labels.
void LabelSheet::collect(batch::Item& item) {
    try {
        const RowPictures::Drawing drawing = pictures_.compose(item);
        writer_.add(drawing.symbol, drawing.picture);
        item.picture = batch::PictureState::written;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::usage) throw;
        item.refuse(error.message());
    }
}

void LabelSheet::finish() {
    writer_.finish();
    file_.commit();
    report_sheet(writer_.figures(), context_);
}

}  // namespace qrgen::cmd
