// SPDX-License-Identifier: MIT
#include "cmd/batch/picture_places.hpp"

#include <utility>

#include "cmd/batch/label_sheet.hpp"
#include "cmd/batch/row_pictures.hpp"
#include "cmd/streamed_file.hpp"
#include "core/base/clock.hpp"
#include "core/base/error.hpp"
#include "core/batch/picture_archive.hpp"
#include "core/batch/staged_pictures.hpp"

namespace qrgen::cmd {
namespace {

Overwrite overwrite_of(const BatchOptions& options) {
    return options.force ? Overwrite::allow : Overwrite::refuse;
}

// Archives hold no time that would tell two of them apart.
constexpr Timestamp archive_time = std::chrono::sys_days(std::chrono::year(1980) / 1 / 1);

class ArchiveFile final : public batch::PictureOutput {
  public:
    ArchiveFile(archive::ArchiveKind kind, const std::string& name, Overwrite overwrite)
        : file_(name, overwrite, "an archive"),
          pictures_(
              kind, archive_time, [this](std::string_view bytes) { file_.append(bytes); },
              [this] { file_.commit(); }) {}

    void collect(batch::Item& item) override { pictures_.collect(item); }
    void finish() override { pictures_.finish(); }

  private:
    StreamedFile file_;
    batch::PictureArchive pictures_;
};

}  // namespace

std::unique_ptr<batch::PictureOutput> open_pictures(const BatchOptions& options, int jobs,
                                                    batch::PictureLedger& ledger, const Context& context) {
    if (options.out_dir && options.atomic) {
        return std::make_unique<batch::StagedPictures>(*options.out_dir, overwrite_of(options), ledger, jobs);
    }
    if (options.out_dir) {
        return std::make_unique<batch::PictureDirectory>(*options.out_dir, overwrite_of(options), ledger,
                                                         jobs);
    }
    if (options.tar) {
        return std::make_unique<ArchiveFile>(archive::ArchiveKind::tar, *options.tar, overwrite_of(options));
    }
    if (options.zip) {
        return std::make_unique<ArchiveFile>(archive::ArchiveKind::zip, *options.zip, overwrite_of(options));
    }
    if (options.sheet_file) return std::make_unique<LabelSheet>(options, context);
    return nullptr;
}

std::unique_ptr<batch::PictureMaker> make_picture_maker(const BatchOptions& options, const Context& context) {
    if (options.sheet_file) return std::make_unique<LabelPictures>(options, context);
    return std::make_unique<RowPictures>(options.picture, context);
}

}  // namespace qrgen::cmd
