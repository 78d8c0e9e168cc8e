// SPDX-License-Identifier: MIT
#include "core/qr/verify/module_samples.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

namespace qrgen::qr {
namespace {

// Of a square of `count` × `count` points, evenly over the inner half of the module.
double mean_luma(const Luminance& picture, const Perspective& place, int x, int y, int count) {
    double sum = 0;
    for (int j = 0; j < count; ++j) {
        for (int i = 0; i < count; ++i) {
            const double right = 0.25 + (i + 0.5) / (2 * count);
            const double down = 0.25 + (j + 0.5) / (2 * count);
            sum += picture.at(place(x + right, y + down));
        }
    }
    return sum / (count * count);
}

// About one for each pixel; more than five by five tell no more.
int points_per_direction(const SymbolGrid& grid) {
    const auto& [a, b, c, d] = grid.corners;
    const double side = std::hypot(b.x - a.x, b.y - a.y) / grid.size();
    return std::isfinite(side) ? static_cast<int>(std::clamp(side / 2, 1.0, 5.0)) : 1;
}

double median(std::vector<double>& numbers) {
    const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
    std::nth_element(numbers.begin(), middle, numbers.end());
    return *middle;
}

}  // namespace

ModuleSamples::ModuleSamples(const Luminance& picture, const SymbolGrid& grid)
    : kind_(grid.kind), version_(grid.version) {
    const int count = points_per_direction(grid);
    lumas_.reserve(static_cast<std::size_t>(size()) * static_cast<std::size_t>(size()));
    for (int y = 0; y < size(); ++y) {
        for (int x = 0; x < size(); ++x) lumas_.push_back(mean_luma(picture, grid.place, x, y, count));
    }
    find_levels(grid);
}

// The fixed modules tell about where the middle is, all modules then exactly.
void ModuleSamples::find_levels(const SymbolGrid& grid) {
    std::vector<double> light;
    std::vector<double> dark;
    for (const FixedModule& module : grid.fixed.modules()) {
        (module.dark ? dark : light).push_back(at(module.x, module.y));
    }
    const double middle = (median(light) + median(dark)) / 2;
    light.clear();
    dark.clear();
    for (const double luma : lumas_) (luma > middle ? light : dark).push_back(luma);
    if (light.empty() || dark.empty()) {
        light_ = dark_ = middle;
        return;
    }
    light_ = median(light);
    dark_ = median(dark);
}

template <typename ThresholdAt>
Symbol ModuleSamples::seen_by(ThresholdAt threshold_at) const {
    std::vector<std::uint8_t> modules;
    modules.reserve(lumas_.size());
    for (int y = 0; y < size(); ++y) {
        for (int x = 0; x < size(); ++x) modules.push_back(at(x, y) <= threshold_at(x, y) ? 1 : 0);
    }
    return {version_, ErrorLevel::low, std::move(modules), kind_};
}

Symbol ModuleSamples::by_global_threshold() const {
    return seen_by([this](int, int) { return threshold(); });
}

Symbol ModuleSamples::by_local_threshold() const {
    return seen_by([this](int x, int y) { return local_threshold(x, y); });
}

// Where all modules around are alike, only the rest of the symbol can tell what they are.
double ModuleSamples::local_threshold(int x, int y) const {
    constexpr int reach = 4;  // as far as half of a finder pattern and its separator
    double lowest = 255;
    double highest = 0;
    for (int j = std::max(y - reach, 0); j <= std::min(y + reach, size() - 1); ++j) {
        for (int i = std::max(x - reach, 0); i <= std::min(x + reach, size() - 1); ++i) {
            lowest = std::min(lowest, at(i, j));
            highest = std::max(highest, at(i, j));
        }
    }
    return highest - lowest < (light_ - dark_) / 2 ? threshold() : (lowest + highest) / 2;
}

}  // namespace qrgen::qr
