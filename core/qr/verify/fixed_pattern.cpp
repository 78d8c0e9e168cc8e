// SPDX-License-Identifier: MIT
#include "core/qr/verify/fixed_pattern.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/qr/symbol/module_role.hpp"

namespace qrgen::qr {
namespace {

constexpr int finder_size = 7;

// From the centre of a square pattern in whole rings.
int ring(int x, int y, int centre_x, int centre_y) {
    return std::max(std::abs(x - centre_x), std::abs(y - centre_y));
}

enum class Fixed : std::uint8_t { no, light, dark };

class FixedMap {
  public:
    FixedMap(SymbolKind kind, int version)
        : kind_(kind), roles_(kind, version), alignment_(ModuleRoles::alignment_centres(version)) {
        for (int y = 0; y < size(); ++y) {
            for (int x = 0; x < size(); ++x) modules_.push_back(look_up(x, y));
        }
    }

    int size() const noexcept { return roles_.size(); }

    // The quiet zone is light.
    Fixed at(int x, int y) const {
        if (x < 0 || y < 0 || x >= size() || y >= size()) return Fixed::light;
        return modules_[static_cast<std::size_t>(y) * static_cast<std::size_t>(size()) +
                        static_cast<std::size_t>(x)];
    }

    // Whether the module is in a finder pattern, but not level with the middle of it along `place`.
    bool is_at_finder_corner(int x, int y, int place) const {
        return x >= 0 && y >= 0 && x < size() && y < size() && roles_.at(x, y) == ModuleRole::finder &&
               std::abs(from_finder_centre(place)) > 1;
    }

  private:
    // Along one direction, how far the module is from the middle of the finder pattern at its end of the
    // symbol.
    int from_finder_centre(int place) const {
        constexpr int middle = finder_size / 2;
        const bool is_first = kind_ == SymbolKind::micro || place < size() / 2;
        return is_first ? place - middle : place - (size() - 1 - middle);
    }

    Fixed look_up(int x, int y) const {
        switch (roles_.at(x, y)) {
            case ModuleRole::finder:
                return ring(from_finder_centre(x), from_finder_centre(y), 0, 0) == 2 ? Fixed::light
                                                                                     : Fixed::dark;
            case ModuleRole::separator: return Fixed::light;
            case ModuleRole::timing: return (x + y) % 2 == 0 ? Fixed::dark : Fixed::light;
            case ModuleRole::alignment: return of_alignment(x, y);
            case ModuleRole::data:
            case ModuleRole::format:
            case ModuleRole::version: break;
        }
        return Fixed::no;
    }

    Fixed of_alignment(int x, int y) const {
        const auto nearest = [this](int place) {
            return *std::min_element(alignment_.begin(), alignment_.end(), [place](int a, int b) {
                return std::abs(a - place) < std::abs(b - place);
            });
        };
        return ring(x, y, nearest(x), nearest(y)) == 1 ? Fixed::light : Fixed::dark;
    }

    SymbolKind kind_;
    ModuleRoles roles_;
    std::vector<int> alignment_;  // none has Micro QR
    std::vector<Fixed> modules_;
};

bool is_edge(Fixed first, Fixed second) {
    return first != Fixed::no && second != Fixed::no && first != second;
}

}  // namespace

FixedPattern::FixedPattern(SymbolKind kind, int version) {
    const FixedMap map(kind, version);
    for (int y = 0; y <= map.size(); ++y) {
        for (int x = 0; x <= map.size(); ++x) {
            const Fixed here = map.at(x, y);
            const Fixed left = map.at(x - 1, y);
            const Fixed above = map.at(x, y - 1);
            const bool is_inside = x < map.size() && y < map.size();
            if (is_inside && here != Fixed::no) modules_.push_back({x, y, here == Fixed::dark});
            if (is_edge(left, here) && !map.is_at_finder_corner(x, y, y) &&
                !map.is_at_finder_corner(x - 1, y, y)) {
                edges_.push_back({static_cast<double>(x), y + 0.5, true, left == Fixed::dark});
            }
            if (is_edge(above, here) && !map.is_at_finder_corner(x, y, x) &&
                !map.is_at_finder_corner(x, y - 1, x)) {
                edges_.push_back({x + 0.5, static_cast<double>(y), false, above == Fixed::dark});
            }
        }
    }
}

}  // namespace qrgen::qr
