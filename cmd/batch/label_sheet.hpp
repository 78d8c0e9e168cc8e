// SPDX-License-Identifier: MIT
//
// The pictures of a batch's rows as labels on the pages of one PDF file.
#pragma once

#include <optional>
#include <string>

#include "cmd/batch/batch_options.hpp"
#include "cmd/batch/row_pictures.hpp"
#include "cmd/command.hpp"
#include "cmd/picture/code_captions.hpp"
#include "cmd/streamed_file.hpp"
#include "core/batch/picture_maker.hpp"
#include "core/batch/picture_output.hpp"
#include "core/qr/sheet/sheet_writer.hpp"

namespace qrgen::cmd {

/// Labels with their captions. `options` and `context` must outlive it.
class LabelPictures final : public batch::PictureMaker {
  public:
    /// Throws Error(usage) for a template or layout that cannot be.
    LabelPictures(const BatchOptions& options, const Context& context);

    /// Throws Error for what cannot be drawn, or is too risky.
    RowPictures::Drawing compose(const batch::Item& item);

    /// Only a look at whether the label could be made, and the picture fits it.
    std::string draw(const batch::Item& item) override;

  private:
    const BatchOptions& options_;
    RowPictures pictures_;
    qr::LabelLayout layout_;
    std::optional<CodeCaptions> captions_;
};

/// Labels in the order of the rows. The file appears when it is complete.
class LabelSheet final : public batch::PictureOutput {
  public:
    LabelSheet(const BatchOptions& options, const Context& context);

    void collect(batch::Item& item) override;
    void finish() override;

  private:
    StreamedFile file_;
    LabelPictures pictures_;
    qr::SheetWriter writer_;
    const Context& context_;
};

}  // namespace qrgen::cmd
