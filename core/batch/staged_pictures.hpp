// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/batch/picture_directory.hpp"

namespace qrgen::batch {

/// Like PictureDirectory, but nothing appears before finish(), and nothing stays without it: files wait in a
/// folder of the directory until then.
class StagedPictures final : public PictureOutput {
  public:
    StagedPictures(const std::filesystem::path& directory, Overwrite overwrite, PictureLedger& ledger,
                   int workers);
    ~StagedPictures() override;
    StagedPictures(const StagedPictures&) = delete;
    StagedPictures& operator=(const StagedPictures&) = delete;

    void check(Item& item) override { real_.check(item); }
    void write(Item& item, int worker) override { staged_.write(item, worker); }
    void collect(Item& item) override { real_.collect(item); }
    void finish() override;

  private:
    std::filesystem::path directory_;
    std::filesystem::path staging_;
    PictureDirectory real_;
    PictureDirectory staged_;
};

}  // namespace qrgen::batch
