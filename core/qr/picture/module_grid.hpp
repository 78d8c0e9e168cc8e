// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/qr/symbol/symbol.hpp"

namespace qrgen::qr {

/// Some modules of a symbol: all dark ones, say, or those that have the same colour.
class ModuleGrid {
  public:
    /// None of a symbol of this size.
    explicit ModuleGrid(int size) : size_(size), modules_(area(size)) {}

    /// All dark ones.
    explicit ModuleGrid(const Symbol& symbol) : ModuleGrid(symbol.size()) {
        for (int y = 0; y < size_; ++y) {
            for (int x = 0; x < size_; ++x) modules_[index(x, y)] = symbol.is_dark(x, y) ? 1 : 0;
        }
    }

    int size() const noexcept { return size_; }

    /// 0 ≤ x, y < size.
    void add(int x, int y) noexcept { modules_[index(x, y)] = 1; }

    /// False outside of the symbol.
    bool contains(int x, int y) const noexcept {
        return x >= 0 && y >= 0 && x < size_ && y < size_ && modules_[index(x, y)] != 0;
    }

  private:
    static std::size_t area(int size) {
        return static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
    }

    std::size_t index(int x, int y) const noexcept {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(x);
    }

    int size_;
    std::vector<std::uint8_t> modules_;
};

}  // namespace qrgen::qr
