// SPDX-License-Identifier: MIT
#include "core/batch/picture_output.hpp"

namespace qrgen::batch {

void PictureOutput::check(Item&) {}
void PictureOutput::write(Item&, int) {}
void PictureOutput::collect(Item&) {}
void PictureOutput::checkpoint() {}
void PictureOutput::finish() {}

}  // namespace qrgen::batch
