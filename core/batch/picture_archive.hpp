// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "core/archive/archive_writer.hpp"
#include "core/batch/picture_output.hpp"

namespace qrgen::batch {

/// Pictures as entries of an archive, in the order of the rows.
class PictureArchive final : public PictureOutput {
  public:
    using Finish = std::function<void()>;

    /// `on_finish` is called when the archive is complete.
    PictureArchive(archive::ArchiveKind kind, Timestamp modified, ByteSink sink, Finish on_finish)
        : writer_(kind, modified, std::move(sink)), on_finish_(std::move(on_finish)) {}

    void collect(Item& item) override;
    void finish() override;

  private:
    archive::ArchiveWriter writer_;
    Finish on_finish_;
};

}  // namespace qrgen::batch
