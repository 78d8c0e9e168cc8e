// SPDX-License-Identifier: MIT
#pragma once

#include <ctime>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/descriptor.hpp"
#include "core/base/file.hpp"
#include "core/batch/picture_output.hpp"

namespace qrgen::batch {

/// Names that begin so, directly in the directory, are qrgen's own.
inline constexpr std::string_view own_file_prefix = ".qrgen-";

/// Is there while a run is at work; found by a run that begins, it tells that the last one was killed, and
/// since when that had been at work.
inline constexpr const char* running_file_name = ".qrgen-batch-running";

/// Pictures as files of one directory and its folders, which are made as needed. Files appear whole or not at
/// all; one that is there already is kept, unless it was made by an earlier run or may be overwritten. What
/// has come there since a run began that was killed counts as made by it: the ledger may not know of it.
class PictureDirectory final : public PictureOutput {
  public:
    /// Makes the directory if it is missing, and is alone in it: Error(conflict) if another run is at work
    /// there. The ledger, that of the directory, must outlive it.
    PictureDirectory(const std::filesystem::path& directory, Overwrite overwrite, PictureLedger& ledger,
                     int workers);
    ~PictureDirectory() override;
    PictureDirectory(const PictureDirectory&) = delete;
    PictureDirectory& operator=(const PictureDirectory&) = delete;

    /// To be called before the first file appears, unless by write().
    void announce();

    void check(Item& item) override;
    void write(Item& item, int worker) override;
    void collect(Item& item) override;
    void checkpoint() override { ledger_.flush(); }
    void finish() override { ledger_.flush(); }

  private:
    enum class Existing { none, same, other };
    Existing compare(const Item& item) const;
    bool may_replace(const Item& item) const;
    bool is_of_killed_run(const std::string& name) const;
    int place(const std::string& name, const std::string& temporary, bool replace) const;
    int make_folders(const std::string& name) const;
    [[noreturn]] void fail(const std::string& name, int error_number) const;

    std::filesystem::path directory_;
    Descriptor descriptor_;
    Overwrite overwrite_;
    PictureLedger& ledger_;
    int workers_;
    std::optional<timespec> killed_run_began_;
    std::once_flag is_announced_;
};

}  // namespace qrgen::batch
