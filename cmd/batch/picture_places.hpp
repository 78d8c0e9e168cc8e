// SPDX-License-Identifier: MIT
//
// Where the options of `batch` say that pictures go.
#pragma once

#include <memory>

#include "cmd/batch/batch_options.hpp"
#include "cmd/command.hpp"
#include "core/batch/picture_ledger.hpp"
#include "core/batch/picture_maker.hpp"
#include "core/batch/picture_output.hpp"

namespace qrgen::cmd {

/// nullptr if no pictures are wanted. Throws Error(usage) for what cannot be, Error(conflict) for a file or
/// directory that is not to be had. All must outlive it.
std::unique_ptr<batch::PictureOutput> open_pictures(const BatchOptions& options, int jobs,
                                                    batch::PictureLedger& ledger, const Context& context);

/// What draws them; one for each thread. Likewise.
std::unique_ptr<batch::PictureMaker> make_picture_maker(const BatchOptions& options, const Context& context);

}  // namespace qrgen::cmd
