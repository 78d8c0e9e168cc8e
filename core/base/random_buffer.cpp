// SPDX-License-Identifier: MIT
#include "core/base/random_buffer.hpp"

#include <algorithm>

namespace qrgen {

void RandomBuffer::fill(std::span<std::uint8_t> bytes) {
    if (bytes.size() > bytes_.size()) return system_random(bytes);
    if (bytes.size() > bytes_.size() - used_) {
        system_random(bytes_);
        used_ = 0;
    }
    std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(used_), bytes.size(), bytes.begin());
    used_ += bytes.size();
}

RandomSource RandomBuffer::source() {
    return [](std::span<std::uint8_t> bytes) {
        thread_local RandomBuffer buffer;
        buffer.fill(bytes);
    };
}

}  // namespace qrgen
