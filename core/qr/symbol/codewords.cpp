// SPDX-License-Identifier: MIT
#include "core/qr/symbol/codewords.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>

#include "core/qr/symbol/module_role.hpp"

namespace qrgen::qr {
namespace {

constexpr int max_version = 40;

// ISO/IEC 18004, table 9, for versions 1 to 40.
using ByVersion = std::array<std::uint8_t, max_version>;

constexpr std::array<ByVersion, 4> correction_per_block{{
    {7,  10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
     28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
     26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28},
    {13, 22, 18, 26, 18, 24, 18, 22, 20, 24, 28, 26, 24, 20, 30, 24, 28, 28, 26, 30,
     28, 30, 30, 30, 30, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
    {17, 28, 22, 16, 22, 28, 26, 26, 24, 28, 24, 28, 22, 24, 24, 30, 28, 28, 26, 28,
     30, 24, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30},
}};

constexpr std::array<ByVersion, 4> number_of_blocks{{
    {1, 1, 1, 1,  1,  2,  2,  2,  2,  4,  4,  4,  4,  4,  6,  6,  6,  6,  7,  8,
     8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25},
    {1,  1,  1,  2,  2,  4,  4,  4,  5,  5,  5,  8,  9,  9,  10, 10, 11, 13, 14, 16,
     17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49},
    {1,  1,  2,  2,  4,  4,  6,  6,  8,  8,  8,  10, 12, 16, 12, 17, 16, 18, 21, 20,
     23, 23, 25, 27, 29, 34, 34, 35, 38, 40, 43, 45, 48, 51, 53, 56, 59, 62, 65, 68},
    {1,  1,  2,  4,  4,  4,  5,  6,  8,  8,  11, 11, 16, 16, 18, 16, 19, 21, 25, 25,
     25, 34, 30, 32, 35, 37, 40, 42, 45, 48, 51, 54, 57, 60, 63, 66, 70, 74, 77, 81},
}};

int look_up(const std::array<ByVersion, 4>& table, int version, ErrorLevel level) {
    return table[static_cast<std::size_t>(level)][static_cast<std::size_t>(version - 1)];
}

// All modules but those of function patterns: see ModuleRoles.
int total_codewords(int version) {
    const int size = symbol_size(SymbolKind::qr, version);
    int modules =
        size * size - 3 * 64 - 2 * (size - 16) - 31;  // finder and timing patterns, format information
    if (version >= 2) {
        const int centres = version / 7 + 2;
        const int on_timing = 2 * (centres - 2);
        modules -= 25 * (centres * centres - 3) - 5 * on_timing;
    }
    if (version >= 7) modules -= 2 * 18;
    return modules / 8;
}

// Upwards and downwards in columns of two modules from the right, past the vertical timing pattern.
std::vector<ModulePlace> place_codewords(int version) {
    const ModuleRoles roles(SymbolKind::qr, version);
    const int size = roles.size();
    std::vector<ModulePlace> places;
    bool upwards = true;
    for (int right = size - 1; right > 0; right -= 2, upwards = !upwards) {
        if (right == 6) right = 5;
        for (int step = 0; step < size; ++step) {
            const int y = upwards ? size - 1 - step : step;
            for (const int x : {right, right - 1}) {
                if (roles.at(x, y) != ModuleRole::data) continue;
                places.push_back({static_cast<std::uint8_t>(x), static_cast<std::uint8_t>(y)});
            }
        }
    }
    return places;  // the remainder bits at the end belong to no codeword
}

// Placing takes about as long as counting all errors, and is the same for every symbol of the version.
const ModulePlace* placed_codewords(int version) {
    static std::array<std::once_flag, max_version> once;
    static std::array<std::vector<ModulePlace>, max_version> places;
    const auto index = static_cast<std::size_t>(version - 1);
    std::call_once(once[index], [&] { places[index] = place_codewords(version); });
    return places[index].data();
}

// The first codewords of all blocks, then the second ones and so on; then correction in the same way.
std::vector<BlockPlace> interleave(const std::vector<BlockSize>& blocks) {
    std::vector<BlockPlace> order;
    const auto append = [&](std::size_t block, int codeword) {
        order.push_back({static_cast<std::uint8_t>(block), static_cast<std::uint8_t>(codeword)});
    };
    for (int i = 0; i < blocks.back().data; ++i) {
        for (std::size_t block = 0; block < blocks.size(); ++block) {
            if (i < blocks[block].data) append(block, i);
        }
    }
    for (int i = 0; i < blocks.back().correction; ++i) {
        for (std::size_t block = 0; block < blocks.size(); ++block) append(block, blocks[block].data + i);
    }
    return order;
}

// The BCH code (15, 5) of ISO/IEC 18004, annex C, with its mask.
constexpr unsigned format_code(unsigned data) {
    unsigned remainder = data << 10;
    for (int bit = 14; bit >= 10; --bit) {
        if ((remainder >> bit & 1U) != 0) remainder ^= 0x537U << (bit - 10);
    }
    return (data << 10 | remainder) ^ 0x5412U;
}

// ISO/IEC 18004, table 12.
constexpr std::array format_levels{ErrorLevel::medium, ErrorLevel::low, ErrorLevel::high,
                                   ErrorLevel::quartile};

ErrorLevel format_level(unsigned data) {
    return format_levels[data >> 3];
}

FormatInformation nearest_format(unsigned bits) {
    FormatInformation best{ErrorLevel::medium, 0, 16};
    for (unsigned data = 0; data < 32; ++data) {
        const int distance = std::popcount(bits ^ format_code(data));
        if (distance < best.distance) best = {format_level(data), static_cast<int>(data & 7U), distance};
    }
    return best;
}

// Bit 0 is the least significant: ISO/IEC 18004, figure 25. Around the corner of the first finder pattern,
// past the timing patterns.
ModulePlace first_copy(int bit) {
    const int along = bit < 8 ? bit : 14 - bit;
    const auto past_timing = static_cast<std::uint8_t>(along < 6 ? along : along + 1);
    return bit < 8 ? ModulePlace{8, past_timing} : ModulePlace{past_timing, 8};
}

// Below the second, then beside the third finder pattern.
ModulePlace second_copy(int bit, int size) {
    return bit < 8 ? ModulePlace{static_cast<std::uint8_t>(size - 1 - bit), 8}
                   : ModulePlace{8, static_cast<std::uint8_t>(size - 15 + bit)};
}

unsigned format_bits(const Symbol& seen, int copy) {
    unsigned bits = 0;
    for (int bit = format_length - 1; bit >= 0; --bit) {
        const ModulePlace place = format_place(copy, bit, seen.size());
        bits = bits << 1 | (seen.is_dark(place.x, place.y) ? 1U : 0U);
    }
    return bits;
}

}  // namespace

std::vector<BlockSize> block_sizes(int version, ErrorLevel level) {
    const int correction = look_up(correction_per_block, version, level);
    const int blocks = look_up(number_of_blocks, version, level);
    const int codewords = total_codewords(version);
    const int longer = codewords % blocks;
    const BlockSize shorter{codewords / blocks - correction, correction};
    std::vector<BlockSize> sizes(static_cast<std::size_t>(blocks), shorter);
    std::for_each(sizes.end() - longer, sizes.end(), [](BlockSize& size) { ++size.data; });
    return sizes;
}

CodewordMap::CodewordMap(int version, ErrorLevel level)
    : blocks_(block_sizes(version, level)),
      codewords_(interleave(blocks_)),
      modules_(placed_codewords(version)) {}

bool mask_inverts(int mask, int x, int y) noexcept {
    switch (mask) {
        case 0: return (x + y) % 2 == 0;
        case 1: return y % 2 == 0;
        case 2: return x % 3 == 0;
        case 3: return (x + y) % 3 == 0;
        case 4: return (y / 2 + x / 3) % 2 == 0;
        case 5: return x * y % 2 + x * y % 3 == 0;
        case 6: return (x * y % 2 + x * y % 3) % 2 == 0;
        default: return ((x + y) % 2 + x * y % 3) % 2 == 0;
    }
}

unsigned format_word(ErrorLevel level, int mask) noexcept {
    const auto place = std::find(format_levels.begin(), format_levels.end(), level) - format_levels.begin();
    return format_code(static_cast<unsigned>(place) << 3U | static_cast<unsigned>(mask));
}

ModulePlace format_place(int copy, int bit, int size) noexcept {
    return copy == 0 ? first_copy(bit) : second_copy(bit, size);
}

std::optional<FormatInformation> read_format(const Symbol& seen) {
    constexpr int correctable = 3;
    const auto first = nearest_format(format_bits(seen, 0));
    const auto second = nearest_format(format_bits(seen, 1));
    const FormatInformation best = second.distance < first.distance ? second : first;
    if (best.distance > correctable) return std::nullopt;
    return best;
}

std::vector<std::vector<std::uint8_t>> read_blocks(const Symbol& seen, const CodewordMap& map, int mask) {
    std::vector<std::vector<std::uint8_t>> blocks;
    for (const BlockSize& size : map.blocks()) {
        blocks.emplace_back(static_cast<std::size_t>(size.data + size.correction));
    }
    for (std::size_t index = 0; index < map.codewords().size(); ++index) {
        unsigned codeword = 0;
        for (int bit = 0; bit < 8; ++bit) {
            const ModulePlace module = map.modules_of(index)[bit];
            const bool is_set = seen.is_dark(module.x, module.y) != mask_inverts(mask, module.x, module.y);
            codeword = codeword << 1 | (is_set ? 1U : 0U);
        }
        const BlockPlace place = map.codewords()[index];
        blocks[place.block][place.codeword] = static_cast<std::uint8_t>(codeword);
    }
    return blocks;
}

}  // namespace qrgen::qr
