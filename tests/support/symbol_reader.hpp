// SPDX-License-Identifier: MIT
//
// ZXing's opinion of a symbol, without a file format in between.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/symbol.hpp"

namespace qrgen::test {

/// What ZXing reads in one symbol.
struct ReadSymbol {
    std::string content;  // bytes as they are in the symbol
    int index = -1;       // of structured append; -1 without
    int count = -1;
    std::string parity;  // in decimal digits
};

std::optional<ReadSymbol> read_symbol(const qr::Symbol& symbol);

/// What ZXing joins from the symbols of a sequence, given in any order; nullopt if they are not one.
std::optional<std::string> join_symbols(const std::vector<qr::Symbol>& symbols);

/// The symbol with the modules inverted.
qr::Symbol with_inverted(const qr::Symbol& symbol, const std::vector<qr::ModulePlace>& modules);

}  // namespace qrgen::test
