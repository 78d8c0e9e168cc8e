// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

#include "core/base/descriptor.hpp"
#include "core/base/file.hpp"
#include "core/batch/picture_output.hpp"

namespace qrgen::batch {

/// Pictures as files of one directory and its folders, which are made as needed. Files appear whole or not at
/// all; one that is there already is kept, unless it was made by an earlier run or may be overwritten.
class PictureDirectory final : public PictureOutput {
  public:
    /// Makes the directory if it is missing, and is alone in it: Error(conflict) if another run is at work
    /// there. The ledger, that of the directory, must outlive it.
    PictureDirectory(const std::filesystem::path& directory, Overwrite overwrite, PictureLedger& ledger,
                     int workers);
    ~PictureDirectory() override;
    PictureDirectory(const PictureDirectory&) = delete;
    PictureDirectory& operator=(const PictureDirectory&) = delete;

    void check(Item& item) override;
    void write(Item& item, int worker) override;
    void collect(Item& item) override;
    void checkpoint() override { ledger_.flush(); }
    void finish() override { ledger_.flush(); }

  private:
    enum class Existing { none, same, other };
    Existing compare(const Item& item) const;
    bool may_replace(const Item& item) const;
    int place(const std::string& name, const std::string& temporary, bool replace) const;
    int make_folders(const std::string& name) const;
    [[noreturn]] void fail(const std::string& name, int error_number) const;

    std::filesystem::path directory_;
    Descriptor descriptor_;
    Overwrite overwrite_;
    PictureLedger& ledger_;
    int workers_;
};

}  // namespace qrgen::batch
