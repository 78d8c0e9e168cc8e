// SPDX-License-Identifier: MIT
#include "core/qr/picture/outline.hpp"

#include <array>
#include <cstddef>

namespace qrgen::qr {
namespace {

// Walks along the edges of areas with the area on the right-hand side. Coordinates are those of the
// corners between modules: module (x, y) lies between corners (x, y) and (x + 1, y + 1).
class Tracer {
  public:
    explicit Tracer(const ModuleGrid& grid)
        : grid_(grid), seen_(static_cast<std::size_t>(grid.size()) * static_cast<std::size_t>(grid.size())) {}

    std::vector<Contour> trace() {
        std::vector<Contour> contours;
        // Every contour, hole or not, has edges that lead right, and the first of them in reading order
        // starts at a corner: an edge leading right up to it would come earlier.
        for (int y = 0; y < grid_.size(); ++y) {
            for (int x = 0; x < grid_.size(); ++x) {
                if (leads_right(x, y) && !seen(x, y)) contours.push_back(follow({x, y}));
            }
        }
        return contours;
    }

  private:
    enum Direction : std::size_t { right, down, left, up };

    static constexpr std::array<GridPoint, 4> steps{GridPoint{1, 0}, GridPoint{0, 1}, GridPoint{-1, 0},
                                                    GridPoint{0, -1}};
    // From a corner to the upper left corner of the module ahead of us on the right-hand or left-hand side.
    static constexpr std::array<GridPoint, 4> ahead_right{GridPoint{0, 0}, GridPoint{-1, 0},
                                                          GridPoint{-1, -1}, GridPoint{0, -1}};
    static constexpr std::array<GridPoint, 4> ahead_left{GridPoint{0, -1}, GridPoint{0, 0}, GridPoint{-1, 0},
                                                         GridPoint{-1, -1}};

    bool leads_right(int x, int y) const { return grid_.contains(x, y) && !grid_.contains(x, y - 1); }

    std::vector<bool>::reference seen(int x, int y) {
        return seen_[static_cast<std::size_t>(y) * static_cast<std::size_t>(grid_.size()) +
                     static_cast<std::size_t>(x)];
    }

    Direction turn(GridPoint at, Direction heading) const {
        const auto inside = [&](GridPoint offset) {
            return grid_.contains(at.x + offset.x, at.y + offset.y);
        };
        // Where two modules meet in a corner only, this stays with the one that we are following.
        if (!inside(ahead_right[heading])) return static_cast<Direction>((heading + 1) % 4);
        if (!inside(ahead_left[heading])) return heading;
        return static_cast<Direction>((heading + 3) % 4);
    }

    Contour follow(GridPoint start) {
        Contour contour{start};
        GridPoint at = start;
        Direction heading = right;
        while (true) {
            if (heading == right) seen(at.x, at.y) = true;
            at = {at.x + steps[heading].x, at.y + steps[heading].y};
            const Direction next = turn(at, heading);
            // A contour may touch itself in a corner, so the place alone does not say that it is complete.
            if (at == start && next == right) return contour;
            if (next != heading) contour.push_back(at);
            heading = next;
        }
    }

    const ModuleGrid& grid_;
    std::vector<bool> seen_;  // edges leading right, by the module below them
};

}  // namespace

std::vector<Contour> trace_outlines(const ModuleGrid& grid) {
    return Tracer(grid).trace();
}

std::vector<Contour> trace_outlines(const Symbol& symbol) {
    return trace_outlines(ModuleGrid(symbol));
}

}  // namespace qrgen::qr
