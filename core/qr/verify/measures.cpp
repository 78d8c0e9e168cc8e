// SPDX-License-Identifier: MIT
#include "core/qr/verify/measures.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace qrgen::qr {
namespace {

constexpr double widest_quiet_zone = 10;

// To 1 / `parts`.
double rounded(double number, int parts) {
    return std::isfinite(number) ? std::round(number * parts) / parts : 0;
}

double distance(Point a, Point b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

double pixels_per_module(const SymbolGrid& grid) {
    const Corners& corners = grid.corners;
    double shortest = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < corners.size(); ++i) {
        shortest = std::min(shortest, distance(corners[i], corners[(i + 1) % corners.size()]));
    }
    return shortest / grid.size();
}

// Walks away from one side of the symbol.
class QuietZone {
  public:
    QuietZone(const Luminance& picture, const SymbolGrid& grid, double threshold)
        : picture_(picture), grid_(grid), threshold_(threshold) {
        // Half a pixel at a time, so that no line is stepped over, but not for ever.
        step_ = std::clamp(0.5 / pixels_per_module(grid), 0.01, 0.5);
    }

    // Beside the row or column `along`, to the left or above (`before`) or to the right or below.
    double width(int along, bool sideways, bool before) const {
        constexpr double ragged = 0.25;  // as far may the symbol's own modules reach out
        std::optional<double> dark_from;
        for (double way = 0; way < widest_quiet_zone; way += step_) {
            const double out = before ? -way - step_ / 2 : grid_.size() + way + step_ / 2;
            if (is_beyond(along, out, sideways)) return dark_from.value_or(way);
            if (!is_dark(along, out, sideways)) {
                dark_from.reset();
                continue;
            }
            dark_from = dark_from.value_or(way);
            if (way >= ragged) return *dark_from;
        }
        return widest_quiet_zone;
    }

  private:
    Point point(double along, double out, bool sideways) const {
        return sideways ? grid_.place(out, along) : grid_.place(along, out);
    }

    bool is_beyond(int along, double out, bool sideways) const {
        return !picture_.contains(point(along + 0.5, out, sideways));
    }

    // Over the inner part of a module's width, so that a speck does not count.
    bool is_dark(int along, double out, bool sideways) const {
        double sum = 0;
        for (const double part : {0.3, 0.4, 0.5, 0.6, 0.7})
            sum += picture_.at(point(along + part, out, sideways));
        return sum / 5 <= threshold_;
    }

    const Luminance& picture_;
    const SymbolGrid& grid_;
    double threshold_;
    double step_;
};

// Whether the edge is one of the timing patterns, or of a finder pattern level with its middle.
bool is_along_middle(const FixedEdge& edge, SymbolKind kind) {
    const double across = edge.is_vertical ? edge.y : edge.x;
    return across == (kind == SymbolKind::micro ? 0.5 : 6.5) || across == 3.5;
}

struct FoundEdge {
    FixedEdge edge;
    Point point;
};

std::vector<FoundEdge> edges_along_middle(const Luminance& picture, const SymbolGrid& grid) {
    std::vector<FoundEdge> found;
    for (const FixedEdge& edge : grid.fixed.edges()) {
        if (!is_along_middle(edge, grid.kind)) continue;
        if (const auto offset = edge_offset(picture, grid.place, edge)) {
            found.push_back({edge, edge.is_vertical ? grid.place(edge.x + *offset, edge.y)
                                                    : grid.place(edge.x, edge.y + *offset)});
        }
    }
    std::sort(found.begin(), found.end(), [](const FoundEdge& a, const FoundEdge& b) {
        if (a.edge.is_vertical != b.edge.is_vertical) return a.edge.is_vertical;
        return a.edge.is_vertical ? std::pair(a.edge.y, a.edge.x) < std::pair(b.edge.y, b.edge.x)
                                  : std::pair(a.edge.x, a.edge.y) < std::pair(b.edge.x, b.edge.y);
    });
    return found;
}

bool bound_one_module(const FixedEdge& a, const FixedEdge& b) {
    if (a.is_vertical != b.is_vertical) return false;
    return a.is_vertical ? a.y == b.y && b.x - a.x == 1 : a.x == b.x && b.y - a.y == 1;
}

}  // namespace

double measure_contrast(const ModuleSamples& samples) {
    return rounded((samples.light() - samples.dark()) / 255, 100);
}

double measure_quiet_zone(const Luminance& picture, const SymbolGrid& grid, double threshold) {
    const QuietZone zone(picture, grid, threshold);
    double narrowest = widest_quiet_zone;
    for (int along = 0; along < grid.size(); ++along) {
        for (const bool sideways : {false, true}) {
            for (const bool before : {false, true}) {
                narrowest = std::min(narrowest, zone.width(along, sideways, before));
            }
        }
    }
    return rounded(narrowest, 10);
}

double measure_module_pixels(const Luminance& picture, const SymbolGrid& grid) {
    const std::vector<FoundEdge> edges = edges_along_middle(picture, grid);
    double narrowest = pixels_per_module(grid);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        if (!bound_one_module(edges[i].edge, edges[i + 1].edge)) continue;
        narrowest = std::min(narrowest, distance(edges[i].point, edges[i + 1].point));
    }
    return rounded(narrowest, 10);
}

}  // namespace qrgen::qr
