// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/luminance.hpp"
#include "core/qr/verify/symbol_grid.hpp"

namespace qrgen::qr {

/// How light each module of a symbol is in a picture, 0 to 255: the mean over the inner half of its width and
/// height, which neither blurred edges nor round modules reach.
class ModuleSamples {
  public:
    ModuleSamples(const Luminance& picture, const SymbolGrid& grid);

    SymbolKind kind() const noexcept { return kind_; }
    int version() const noexcept { return version_; }
    int size() const noexcept { return symbol_size(kind_, version_); }
    double at(int x, int y) const noexcept { return lumas_[index(x, y)]; }

    /// The medians of the modules that are lighter and darker than the middle between the two.
    double light() const noexcept { return light_; }
    double dark() const noexcept { return dark_; }

    /// The middle between light() and dark(): ISO/IEC 15415's global threshold.
    double threshold() const noexcept { return (light_ + dark_) / 2; }

    /// As a reader sees the symbol that has one threshold for all of it.
    Symbol by_global_threshold() const;

    /// As a reader sees it that compares each module with those around it.
    Symbol by_local_threshold() const;

  private:
    std::size_t index(int x, int y) const noexcept {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size()) + static_cast<std::size_t>(x);
    }
    void find_levels(const SymbolGrid& grid);
    double local_threshold(int x, int y) const;

    template <typename ThresholdAt>
    Symbol seen_by(ThresholdAt threshold_at) const;

    SymbolKind kind_;
    int version_;
    std::vector<double> lumas_;
    double light_ = 255;
    double dark_ = 0;
};

}  // namespace qrgen::qr
