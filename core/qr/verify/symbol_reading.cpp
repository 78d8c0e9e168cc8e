// SPDX-License-Identifier: MIT
#include "core/qr/verify/symbol_reading.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/reed_solomon.hpp"
#include "core/qr/verify/micro_format.hpp"

namespace qrgen::qr {
namespace {

using Blocks = std::vector<std::vector<std::uint8_t>>;

// Puts the blocks right; nullopt if one of them is beyond repair.
std::optional<std::vector<BlockErrors>> correct(Blocks& blocks, const std::vector<BlockSize>& sizes) {
    std::vector<BlockErrors> errors;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::optional<int> wrong = correct_block(blocks[i], sizes[i].correction);
        if (!wrong) return std::nullopt;
        errors.push_back({.wrong = *wrong, .correctable = sizes[i].correctable()});
    }
    return errors;
}

double modulation_of(const ModuleSamples& samples, ModulePlace place, bool meant_dark) {
    const double contrast = samples.light() - samples.dark();
    if (contrast <= 0) return 0;
    const double above = samples.at(place.x, place.y) - samples.threshold();
    return std::min(1.0, 2 * (meant_dark ? -above : above) / contrast);
}

std::vector<CodewordModulation> modulations(const ModuleSamples& samples, const CodewordMap& map,
                                            const Blocks& corrected, int mask) {
    std::vector<CodewordModulation> found;
    for (std::size_t i = 0; i < map.codewords().size(); ++i) {
        const BlockPlace place = map.codewords()[i];
        const unsigned codeword = corrected[place.block][place.codeword];
        double least = 1;
        for (int bit = 0; bit < 8; ++bit) {
            const ModulePlace module = map.modules_of(i)[bit];
            const bool is_set = (codeword >> (7 - bit) & 1) != 0;
            const bool meant_dark = is_set != mask_inverts(mask, module.x, module.y);
            least = std::min(least, modulation_of(samples, module, meant_dark));
        }
        found.push_back({.block = place.block, .modulation = least});
    }
    return found;
}

std::optional<SymbolReading> read_qr(const Symbol& seen, const ModuleSamples& samples) {
    const auto format = read_format(seen);
    if (!format) return std::nullopt;
    const CodewordMap map(seen.version(), format->level);
    Blocks blocks = read_blocks(seen, map, format->mask);
    auto errors = correct(blocks, map.blocks());
    if (!errors) return std::nullopt;
    return SymbolReading{.level = format->level,
                         .mask = format->mask,
                         .blocks = *std::move(errors),
                         .codewords = modulations(samples, map, blocks, format->mask)};
}

std::optional<SymbolReading> read_micro(const Symbol& seen) {
    const auto format = read_micro_format(seen);
    if (!format || format->version != seen.version()) return std::nullopt;
    return SymbolReading{.level = format->level, .mask = format->mask, .blocks = {}, .codewords = {}};
}

std::optional<SymbolReading> read(const Symbol& seen, const ModuleSamples& samples) {
    return seen.kind() == SymbolKind::micro ? read_micro(seen) : read_qr(seen, samples);
}

int errors_in(const SymbolReading& reading) {
    int sum = 0;
    for (const BlockErrors& block : reading.blocks) sum += block.wrong;
    return sum;
}

}  // namespace

std::optional<SymbolReading> read_symbol(const ModuleSamples& samples) {
    auto reading = read(samples.by_global_threshold(), samples);
    if (reading && errors_in(*reading) == 0) return reading;
    auto other = read(samples.by_local_threshold(), samples);
    if (!reading || (other && errors_in(*other) < errors_in(*reading))) return other;
    return reading;
}

}  // namespace qrgen::qr
