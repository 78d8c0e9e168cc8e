// SPDX-License-Identifier: MIT
#include "core/batch/picture_archive.hpp"

namespace qrgen::batch {

void PictureArchive::collect(Item& item) {
    if (item.picture != PictureState::wanted) return;
    writer_.add(item.file, item.bytes);
    item.picture = PictureState::written;
}

void PictureArchive::finish() {
    writer_.finish();
    on_finish_();
}

}  // namespace qrgen::batch
