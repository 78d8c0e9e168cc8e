// SPDX-License-Identifier: MIT
//
// What verify does with the modules that it sees, whatever they are; and Reed and Solomon with any block.
#include <algorithm>
#include <vector>

#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/error_budget.hpp"
#include "core/qr/symbol/reed_solomon.hpp"
#include "tests/fuzz/expect.hpp"

namespace {

using namespace qrgen;
using fuzz::expect;

using Block = std::vector<std::uint8_t>;

void correct(const Block& seen, int correction) {
    Block block = seen;
    const auto wrong = qr::correct_block(block, correction);
    int changed = 0;
    for (std::size_t i = 0; i < seen.size(); ++i) changed += block[i] != seen[i] ? 1 : 0;
    expect(changed == wrong.value_or(0), "as many are changed as are said to be wrong");
    if (!wrong) return;
    expect(*wrong <= correction / 2, "no more than can be put right");
    expect(qr::correct_block(block, correction) == 0, "what was put right is right");
}

// The bits, round and round.
qr::Symbol symbol_of(const std::uint8_t* data, std::size_t size, int version, qr::ErrorLevel level) {
    const auto width = static_cast<std::size_t>(qr::symbol_size(qr::SymbolKind::qr, version));
    Block modules(width * width);
    for (std::size_t i = 0; i < modules.size(); ++i) modules[i] = data[i / 8 % size] >> (i % 8) & 1;
    return qr::Symbol(version, level, std::move(modules));
}

void read(const qr::Symbol& seen) {
    const auto format = qr::read_format(seen);
    expect(!format || (format->mask >= 0 && format->mask < 8 && format->distance <= 3), "format information");
    const qr::ErrorLevel level = format ? format->level : seen.level();
    const qr::CodewordMap map(seen.version(), level);
    const auto blocks = qr::read_blocks(seen, map, format ? format->mask : 0);
    expect(blocks.size() == map.blocks().size(), "all blocks");
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const qr::BlockSize size = map.blocks()[i];
        expect(blocks[i].size() == static_cast<std::size_t>(size.data + size.correction), "all codewords");
        correct(blocks[i], size.correction);
    }
    const auto errors = qr::count_errors(seen, [&](int x, int y) { return seen.is_dark(x, y); });
    expect(qr::keeps_reserve(errors, 1), "nothing is wrong that is seen as meant");
}

}  // namespace

// Two bytes of parameters, then a block or modules.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3) return 0;
    if (data[0] % 2 == 0) {
        correct({data + 2, data + size}, data[1]);
    } else {
        read(symbol_of(data + 2, size - 2, 1 + data[1] % 40, static_cast<qr::ErrorLevel>(data[0] >> 1 & 3)));
    }
    return 0;
}
