// SPDX-License-Identifier: MIT
//
// What the modules of a symbol say when they are sampled in a plain grid: its format, and how much of the
// error correction it takes to read it.
#pragma once

#include <optional>
#include <vector>

#include "core/qr/symbol/error_budget.hpp"
#include "core/qr/symbol/symbol.hpp"
#include "core/qr/verify/module_samples.hpp"

namespace qrgen::qr {

struct CodewordModulation {
    int block;
    // Of the module that is hardest to tell: how far it is from the threshold to the side where it should be,
    // 1 for as far as modules mostly are, negative for a wrong one (ISO/IEC 15415, section 7.8.4).
    double modulation;
};

struct SymbolReading {
    ErrorLevel level;
    int mask;
    std::vector<BlockErrors> blocks;            // empty for Micro QR, as the next
    std::vector<CodewordModulation> codewords;  // of all blocks
};

/// By the threshold that leaves fewer errors: one for the whole symbol, or one for each place. nullopt if the
/// format or a block is beyond repair, or if the format says another version.
std::optional<SymbolReading> read_symbol(const ModuleSamples& samples);

}  // namespace qrgen::qr
