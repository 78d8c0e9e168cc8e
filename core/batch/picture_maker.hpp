// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/batch/item.hpp"

namespace qrgen::batch {

/// Draws the pictures of rows as the caller's options say, and the rows' own. One for each thread.
class PictureMaker {
  public:
    virtual ~PictureMaker() = default;

    /// The picture of the item's code in the item's format (none: only a look at whether there could be one).
    /// Throws Error for what cannot be drawn: that refuses the item.
    virtual std::string draw(const Item& item) = 0;
};

using MakePictureMaker = std::function<std::unique_ptr<PictureMaker>()>;

}  // namespace qrgen::batch
