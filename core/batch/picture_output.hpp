// SPDX-License-Identifier: MIT
#pragma once

#include "core/batch/item.hpp"

namespace qrgen::batch {

/// Where the pictures of a batch go.
class PictureOutput {
  public:
    virtual ~PictureOutput() = default;

    /// Called before anything of the item is stored, with its picture drawn: refuses the item if the picture
    /// cannot have its name. By several threads at a time.
    virtual void check(Item& item);

    /// Called when the item is stored, by several threads at a time; `worker` numbers them from 0. Sets
    /// PictureState::written if that is done here. Throws Error(failure): the run ends.
    virtual void write(Item& item, int worker);

    /// Called for each item that was stored, in the order of the file, by the thread that started the run.
    /// Likewise.
    virtual void collect(Item& item);

    /// Called now and then, in the same thread: what was delivered so far should be known to the next run,
    /// whatever happens to this one.
    virtual void checkpoint();

    /// Called once, when all is done, in the same thread. Without it nothing of an archive or sheet is to
    /// stay.
    virtual void finish();
};

}  // namespace qrgen::batch
