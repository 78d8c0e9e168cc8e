// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "core/base/random.hpp"

namespace qrgen {

/// Randomness of the kernel, fetched in larger pieces: a system call for each of many small ids would cost
/// more than the rest of them. Not thread-safe; the source that source() gives is bound to one buffer for
/// each thread.
class RandomBuffer {
  public:
    void fill(std::span<std::uint8_t> bytes);

    /// A thread-safe source that uses a buffer of the calling thread.
    static RandomSource source();

  private:
    std::array<std::uint8_t, 4096> bytes_{};
    std::size_t used_ = 4096;
};

}  // namespace qrgen
