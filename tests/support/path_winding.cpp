// SPDX-License-Identifier: MIT
#include "tests/support/path_winding.hpp"

#include <algorithm>
#include <limits>

namespace qrgen::test {
namespace {

using qr::Path;
using qr::Spot;

// Counts the edges that cross the line from the place to the left.
class Counter {
  public:
    explicit Counter(Spot place) : place_(place) {}

    void move_to(Spot to) { at_ = start_ = to; }

    void line_to(Spot to) {
        const bool upward = at_.y > place_.y && to.y <= place_.y;
        const bool downward = at_.y <= place_.y && to.y > place_.y;
        if (upward || downward) {
            const double x = at_.x + (to.x - at_.x) * (place_.y - at_.y) / (to.y - at_.y);
            // y points down: clockwise is up on the left-hand side.
            if (x < place_.x) count_ += upward ? 1 : -1;
        }
        at_ = to;
    }

    void cubic_to(Spot control1, Spot control2, Spot to) {
        constexpr int lines = 64;
        const Spot from = at_;
        for (int i = 1; i <= lines; ++i) {
            const double t = 1.0 * i / lines;
            const double u = 1 - t;
            const auto mix = [&](double a, double b, double c, double d) {
                return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
            };
            line_to({mix(from.x, control1.x, control2.x, to.x), mix(from.y, control1.y, control2.y, to.y)});
        }
    }

    void close() { line_to(start_); }

    int count() const { return count_; }

  private:
    Spot place_;
    Spot at_{};
    Spot start_{};
    int count_ = 0;
};

}  // namespace

int winding(const Path& path, Spot place) {
    Counter counter(place);
    const Spot* next = path.points().data();
    for (const Path::Verb verb : path.verbs()) {
        switch (verb) {
            case Path::Verb::move: counter.move_to(*next++); break;
            case Path::Verb::line: counter.line_to(*next++); break;
            case Path::Verb::cubic:
                counter.cubic_to(next[0], next[1], next[2]);
                next += 3;
                break;
            case Path::Verb::close: counter.close(); break;
        }
    }
    return counter.count();
}

Extent extent(const Path& path) {
    constexpr double far = std::numeric_limits<double>::max();
    Extent extent{far, far, -far, -far};
    for (const Spot& point : path.points()) {
        extent.left = std::min(extent.left, point.x);
        extent.top = std::min(extent.top, point.y);
        extent.right = std::max(extent.right, point.x);
        extent.bottom = std::max(extent.bottom, point.y);
    }
    return extent;
}

}  // namespace qrgen::test
