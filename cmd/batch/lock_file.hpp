// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

#include "core/base/descriptor.hpp"

namespace qrgen::cmd {

/// A lock that one process at a time can have, by flock(2) on a file that is made if missing and stays. The
/// lock goes with the process, however that ends.
class LockFile {
  public:
    /// Does not wait: throws Error(conflict) if another process has the lock, Error(failure) with the
    /// system's reason.
    explicit LockFile(const std::filesystem::path& file);

  private:
    Descriptor descriptor_;
};

}  // namespace qrgen::cmd
