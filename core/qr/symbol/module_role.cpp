// SPDX-License-Identifier: MIT
#include "core/qr/symbol/module_role.hpp"

#include <algorithm>
#include <utility>

namespace qrgen::qr {
namespace {

// Draws rectangles of roles; later ones cover earlier ones.
class Painter {
  public:
    explicit Painter(int size)
        : size_(size),
          roles_(static_cast<std::size_t>(size) * static_cast<std::size_t>(size), ModuleRole::data) {}

    void fill(int left, int top, int width, int height, ModuleRole role) {
        for (int y = top; y < top + height; ++y) {
            const auto row = roles_.begin() + y * size_ + left;
            std::fill(row, row + width, role);
        }
    }

    // A finder pattern and its separator; the separator's frame is cut off at the symbol's edges.
    void finder(int left, int top) {
        const int frame_left = std::max(left - 1, 0);
        const int frame_top = std::max(top - 1, 0);
        fill(frame_left, frame_top, std::min(left + 8, size_) - frame_left,
             std::min(top + 8, size_) - frame_top, ModuleRole::separator);
        fill(left, top, 7, 7, ModuleRole::finder);
    }

    std::vector<ModuleRole> take() { return std::move(roles_); }

  private:
    int size_;
    std::vector<ModuleRole> roles_;
};

void paint_alignment(Painter& painter, int version) {
    const std::vector<int> centres = ModuleRoles::alignment_centres(version);
    for (const int y : centres) {
        for (const int x : centres) {
            const bool in_finder = (x == centres.front() && (y == centres.front() || y == centres.back())) ||
                                   (x == centres.back() && y == centres.front());
            if (!in_finder) painter.fill(x - 2, y - 2, 5, 5, ModuleRole::alignment);
        }
    }
}

std::vector<ModuleRole> qr_roles(int version) {
    const int size = symbol_size(SymbolKind::qr, version);
    Painter painter(size);
    painter.fill(0, 8, 9, 1, ModuleRole::format);
    painter.fill(8, 0, 1, 9, ModuleRole::format);
    painter.fill(size - 8, 8, 8, 1, ModuleRole::format);
    painter.fill(8, size - 8, 1, 8, ModuleRole::format);  // with the dark module
    painter.fill(0, 6, size, 1, ModuleRole::timing);
    painter.fill(6, 0, 1, size, ModuleRole::timing);
    painter.finder(0, 0);
    painter.finder(size - 7, 0);
    painter.finder(0, size - 7);
    paint_alignment(painter, version);
    if (version >= 7) {
        painter.fill(size - 11, 0, 3, 6, ModuleRole::version);
        painter.fill(0, size - 11, 6, 3, ModuleRole::version);
    }
    return painter.take();
}

std::vector<ModuleRole> micro_roles(int version) {
    const int size = symbol_size(SymbolKind::micro, version);
    Painter painter(size);
    painter.fill(1, 8, 8, 1, ModuleRole::format);
    painter.fill(8, 1, 1, 8, ModuleRole::format);
    painter.fill(0, 0, size, 1, ModuleRole::timing);
    painter.fill(0, 0, 1, size, ModuleRole::timing);
    painter.finder(0, 0);
    return painter.take();
}

}  // namespace

ModuleRoles::ModuleRoles(SymbolKind kind, int version)
    : size_(symbol_size(kind, version)),
      roles_(kind == SymbolKind::qr ? qr_roles(version) : micro_roles(version)) {}

std::vector<int> ModuleRoles::alignment_centres(int version) {
    if (version < 2) return {};
    const int count = version / 7 + 2;
    const int first = 6;
    const int last = symbol_size(SymbolKind::qr, version) - 7;
    // Equal steps down from the last centre, rounded up to an even number; the first step takes what is left
    // over. The standard's table departs from this rule once, in version 32.
    const int gaps = count - 1;
    const int step = version == 32 ? 26 : (last - first + 2 * gaps - 1) / (2 * gaps) * 2;
    std::vector<int> centres{first};
    for (int gap = gaps - 1; gap >= 0; --gap) centres.push_back(last - gap * step);
    return centres;
}

}  // namespace qrgen::qr
