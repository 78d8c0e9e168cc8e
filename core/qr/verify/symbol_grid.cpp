// SPDX-License-Identifier: MIT
#include "core/qr/verify/symbol_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>
#include <vector>

namespace qrgen::qr {
namespace {

class ContrastMeter {
  public:
    ContrastMeter(const Luminance& picture, const Perspective& place) : picture_(picture), place_(place) {}

    void look_at(int x, int y, bool is_dark) {
        sum_[is_dark] += picture_.at(place_(x + 0.5, y + 0.5));
        ++count_[is_dark];
    }

    // How much lighter the light modules are than the dark ones on average, 0 to 255; negative if they are
    // darker.
    double contrast() const { return sum_[0] / count_[0] - sum_[1] / count_[1]; }

  private:
    const Luminance& picture_;
    const Perspective& place_;
    double sum_[2] = {0, 0};
    int count_[2] = {0, 0};
};

// The share of the edges whose two sides differ as they must, clearly.
double agreement_of(const Luminance& picture, const Perspective& place, const FixedPattern& fixed) {
    ContrastMeter meter(picture, place);
    for (const FixedModule& module : fixed.modules()) meter.look_at(module.x, module.y, module.dark);
    const double least = std::max(1.0, meter.contrast() / 4);
    const auto differs = [&](const FixedEdge& edge) {
        const double x = edge.is_vertical ? 0.5 : 0;
        const double y = edge.is_vertical ? 0 : 0.5;
        const double step =
            picture.at(place(edge.x + x, edge.y + y)) - picture.at(place(edge.x - x, edge.y - y));
        return (edge.dark_first ? step : -step) >= least;
    };
    return static_cast<double>(std::count_if(fixed.edges().begin(), fixed.edges().end(), differs)) /
           static_cast<double>(fixed.edges().size());
}

// ---- Moving the grid to the edges ----

struct Observation {
    double x;  // of the edge, -1 to 1 over the symbol
    double y;
    double offset;
};

// offset = a + b x + c y + d x y
using Surface = std::array<double, 4>;

double at(const Surface& surface, double x, double y) {
    return surface[0] + surface[1] * x + surface[2] * y + surface[3] * x * y;
}

// Gauss and Jordan with pivots, of the equations in the first `n` rows; nullopt if they do not suffice.
std::optional<Surface> solve(std::array<std::array<double, 5>, 4> rows, std::size_t n) {
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column; row < n; ++row) {
            if (std::abs(rows[row][column]) > std::abs(rows[pivot][column])) pivot = row;
        }
        if (std::abs(rows[pivot][column]) < 1e-6) return std::nullopt;
        std::swap(rows[column], rows[pivot]);
        for (std::size_t row = 0; row < n; ++row) {
            if (row == column) continue;
            const double factor = rows[row][column] / rows[column][column];
            for (std::size_t i = column; i < rows[row].size(); ++i) rows[row][i] -= factor * rows[column][i];
        }
    }
    Surface surface{};
    for (std::size_t i = 0; i < n; ++i) surface[i] = rows[i].back() / rows[i][i];
    return surface;
}

// Least squares. Without something to see in the lower right corner, `d` would be a guess.
std::optional<Surface> fit(const std::vector<Observation>& observations) {
    const auto is_lower_right = [](const Observation& seen) { return seen.x > 0 && seen.y > 0; };
    const bool has_all_corners = std::count_if(observations.begin(), observations.end(), is_lower_right) >= 4;
    std::array<std::array<double, 5>, 4> rows{};
    for (const Observation& seen : observations) {
        const std::array<double, 5> terms{1, seen.x, seen.y, seen.x * seen.y, seen.offset};
        for (std::size_t row = 0; row < rows.size(); ++row) {
            for (std::size_t i = 0; i < terms.size(); ++i) rows[row][i] += terms[row] * terms[i];
        }
    }
    return solve(rows, has_all_corners ? 4 : 3);
}

// Edges that a logo, dirt or noise pretends are left out of a second fit.
std::optional<Surface> robust_fit(std::vector<Observation> observations) {
    constexpr double far = 0.3;  // modules
    constexpr std::size_t fewest = 6;
    if (observations.size() < fewest) return std::nullopt;
    const auto first = fit(observations);
    if (!first) return first;
    std::erase_if(observations, [&](const Observation& seen) {
        return std::abs(seen.offset - at(*first, seen.x, seen.y)) > far;
    });
    return observations.size() < fewest ? first : fit(observations);
}

class GridFitter {
  public:
    GridFitter(const Luminance& picture, const FixedPattern& fixed, int size)
        : picture_(picture), fixed_(fixed), size_(size) {}

    // One step from about right towards exact; false if there is too little to see.
    bool improve(Corners& corners) const {
        const Perspective place(size_, corners);
        std::vector<Observation> sideways;
        std::vector<Observation> downwards;
        for (const FixedEdge& edge : fixed_.edges()) {
            if (const auto offset = edge_offset(picture_, place, edge)) {
                (edge.is_vertical ? sideways : downwards)
                    .push_back({2 * edge.x / size_ - 1, 2 * edge.y / size_ - 1, *offset});
            }
        }
        const auto right = robust_fit(std::move(sideways));
        const auto down = robust_fit(std::move(downwards));
        if (!right || !down) return false;
        constexpr std::array<Point, 4> unit{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const auto [x, y] = unit[i];
            corners[i] = place((x + 1) / 2 * size_ + at(*right, x, y), (y + 1) / 2 * size_ + at(*down, x, y));
        }
        return true;
    }

  private:
    const Luminance& picture_;
    const FixedPattern& fixed_;
    int size_;
};

SymbolGrid fit_grid(const Luminance& picture, SymbolKind kind, int version, Corners corners) {
    constexpr int steps = 3;  // more change nothing
    const int size = symbol_size(kind, version);
    FixedPattern fixed(kind, version);
    const GridFitter fitter(picture, fixed, size);
    Corners improved = corners;
    for (int i = 0; i < steps && fitter.improve(improved); ++i) {
    }
    const double before = agreement_of(picture, Perspective(size, corners), fixed);
    const double after = agreement_of(picture, Perspective(size, improved), fixed);
    if (after >= before) corners = improved;
    return {.kind = kind,
            .version = version,
            .corners = corners,
            .place = Perspective(size, corners),
            .fixed = std::move(fixed),
            .agreement = std::max(before, after)};
}

// ---- Which version it may be ----

void look_at_finder(ContrastMeter& meter, int centre_x, int centre_y) {
    for (int y = -3; y <= 3; ++y) {
        for (int x = -3; x <= 3; ++x) {
            meter.look_at(centre_x + x, centre_y + y, std::max(std::abs(x), std::abs(y)) != 2);
        }
    }
}

// Of finder and timing patterns, which is enough to see which versions are worth a closer look.
double rough_contrast(const Luminance& picture, SymbolKind kind, int size, const Corners& corners) {
    const Perspective place(size, corners);
    ContrastMeter meter(picture, place);
    const bool is_qr = kind == SymbolKind::qr;
    const int timing = is_qr ? 6 : 0;
    for (int i = 8; i < (is_qr ? size - 8 : size); ++i) {
        meter.look_at(i, timing, i % 2 == 0);
        meter.look_at(timing, i, i % 2 == 0);
    }
    look_at_finder(meter, 3, 3);
    if (is_qr) look_at_finder(meter, size - 4, 3);
    if (is_qr) look_at_finder(meter, 3, size - 4);
    return meter.contrast();
}

// The most likely ones first.
std::vector<int> likely_versions(const Luminance& picture, SymbolKind kind, const Corners& corners) {
    constexpr std::size_t worth_trying = 3;
    std::vector<std::pair<double, int>> rated;
    for (int version = 1; version <= (kind == SymbolKind::qr ? 40 : 4); ++version) {
        rated.emplace_back(-rough_contrast(picture, kind, symbol_size(kind, version), corners), version);
    }
    std::sort(rated.begin(), rated.end());
    std::vector<int> versions;
    for (std::size_t i = 0; i < worth_trying; ++i) versions.push_back(rated[i].second);
    return versions;
}

}  // namespace

std::optional<double> edge_offset(const Luminance& picture, const Perspective& place, const FixedEdge& edge) {
    // The next edge of the same kind is two modules away. Three lines side by side make noise less.
    constexpr int steps = 18;  // to either side
    constexpr double reach = 0.9;
    constexpr double least_difference = 12;  // of 255
    std::array<double, 2 * steps + 1> profile{};
    for (int i = -steps; i <= steps; ++i) {
        const double way = reach * i / steps;
        double luma = 0;
        for (const double aside : {-0.2, 0.0, 0.2}) {
            luma += picture.at(edge.is_vertical ? place(edge.x + way, edge.y + aside)
                                                : place(edge.x + aside, edge.y + way));
        }
        luma /= 3;
        profile[static_cast<std::size_t>(i + steps)] = edge.dark_first ? luma : -luma;
    }
    const auto [lowest, highest] = std::minmax_element(profile.begin(), profile.end());
    if (*highest - *lowest < least_difference) return std::nullopt;
    const double middle = (*lowest + *highest) / 2;
    std::optional<double> nearest;
    for (std::size_t i = 0; i + 1 < profile.size(); ++i) {
        if (profile[i] >= middle || profile[i + 1] < middle) continue;
        const double part = (middle - profile[i]) / (profile[i + 1] - profile[i]);
        const double offset = reach * (static_cast<double>(i) + part - steps) / steps;
        if (!nearest || std::abs(offset) < std::abs(*nearest)) nearest = offset;
    }
    return nearest;
}

SymbolGrid find_grid(const Luminance& picture, SymbolKind kind, const Corners& corners) {
    std::optional<SymbolGrid> best;
    for (const int version : likely_versions(picture, kind, corners)) {
        SymbolGrid grid = fit_grid(picture, kind, version, corners);
        if (!best || grid.agreement > best->agreement) best = std::move(grid);
        constexpr double beyond_doubt = 0.97;
        if (best->agreement >= beyond_doubt) break;
    }
    return *best;
}

}  // namespace qrgen::qr
