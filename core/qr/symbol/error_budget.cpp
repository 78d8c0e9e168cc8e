// SPDX-License-Identifier: MIT
#include "core/qr/symbol/error_budget.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/qr/symbol/codewords.hpp"

namespace qrgen::qr {

std::vector<BlockErrors> count_errors(const Symbol& symbol, const SeenDark& seen) {
    if (symbol.kind() != SymbolKind::qr) throw std::logic_error("count_errors: not for Micro QR");
    const CodewordMap map(symbol.version(), symbol.level());
    std::vector<BlockErrors> errors;
    for (const BlockSize& block : map.blocks()) errors.push_back({0, block.correctable()});
    for (std::size_t index = 0; index < map.codewords().size(); ++index) {
        const ModulePlace* modules = map.modules_of(index);
        const bool is_wrong = std::any_of(modules, modules + 8, [&](ModulePlace module) {
            return seen(module.x, module.y) != symbol.is_dark(module.x, module.y);
        });
        if (is_wrong) ++errors[map.codewords()[index].block].wrong;
    }
    return errors;
}

bool is_readable(const std::vector<BlockErrors>& blocks) noexcept {
    return keeps_reserve(blocks, 0);
}

bool keeps_reserve(const std::vector<BlockErrors>& blocks, double reserve) noexcept {
    return std::all_of(blocks.begin(), blocks.end(), [&](const BlockErrors& block) {
        return block.correctable - block.wrong >= reserve * block.correctable;
    });
}

}  // namespace qrgen::qr
