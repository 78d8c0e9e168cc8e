// SPDX-License-Identifier: MIT
#include "core/batch/staged_pictures.hpp"

#include <system_error>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen::batch {
namespace {

// What a killed run left there belongs to nobody.
std::filesystem::path emptied(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::remove_all(folder, error);
    return folder;
}

[[noreturn]] void fail(const std::filesystem::path& file, const std::error_code& error) {
    throw Error(ErrorKind::failure, "cannot write " + printable(file.string()) + ": " + error.message(),
                "run again: what is there already is not made anew");
}

}  // namespace

StagedPictures::StagedPictures(const std::filesystem::path& directory, Overwrite overwrite,
                               PictureLedger& ledger, int workers)
    : directory_(directory),
      staging_(directory / ".qrgen-batch-staged"),
      real_(directory, overwrite, ledger, workers),
      staged_(emptied(staging_), Overwrite::allow, ledger, workers) {}

StagedPictures::~StagedPictures() {
    emptied(staging_);
}

void StagedPictures::finish() {
    real_.announce();
    std::error_code error;
    std::filesystem::recursive_directory_iterator files(staging_, error);
    for (; !error && files != std::filesystem::recursive_directory_iterator(); files.increment(error)) {
        if (files->path() == staging_ / running_file_name) continue;
        const std::filesystem::path target = directory_ / std::filesystem::relative(files->path(), staging_);
        if (files->is_directory(error)) {
            std::filesystem::create_directory(target, error);
        } else {
            std::filesystem::rename(files->path(), target, error);
        }
        if (error) fail(target, error);
    }
    if (error) fail(staging_, error);
    real_.finish();
}

}  // namespace qrgen::batch
