// SPDX-License-Identifier: MIT
#include "core/batch/item.hpp"

namespace qrgen::batch {

std::string_view to_string(Action action) noexcept {
    switch (action) {
        case Action::created: return "created";
        case Action::updated: return "updated";
        case Action::unchanged: return "unchanged";
        case Action::drawn: return "drawn";
        case Action::refused: break;
    }
    return "refused";
}

}  // namespace qrgen::batch
