// SPDX-License-Identifier: MIT
#include "core/qr/symbol/mask_choice.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <vector>

#include "core/qr/symbol/codewords.hpp"
#include "core/qr/symbol/line_bits.hpp"

namespace qrgen::qr {
namespace {

constexpr int masks = 8;
constexpr int max_lines = symbol_size(SymbolKind::qr, 40);
constexpr int period = 12;  // of every mask, in both directions
// Light modules before the first: the pattern that looks like a finder is followed or preceded by so many.
constexpr int padding = 4;

// The weights of ISO/IEC 18004, table 11.
constexpr int block_penalty = 3;
constexpr int finder_penalty = 40;
constexpr int balance_penalty = 10;

constexpr std::uint8_t dark_bit = 0x01;
constexpr std::uint8_t fixed_bit = 0x80;

template <std::size_t Words>
using Pattern = std::array<std::array<LineBits<Words>, period>, masks>;

// Which modules of a row (or column) each mask inverts, by the number of the line.
template <std::size_t Words>
Pattern<Words> make_pattern(bool is_row) {
    Pattern<Words> pattern;
    for (int mask = 0; mask < masks; ++mask) {
        for (int line = 0; line < period; ++line) {
            auto& bits = pattern[static_cast<std::size_t>(mask)][static_cast<std::size_t>(line)];
            for (int i = 0; i < static_cast<int>(Words) * 64 - padding; ++i) {
                const bool inverts = is_row ? mask_inverts(mask, i, line) : mask_inverts(mask, line, i);
                if (inverts) bits.set(i + padding);
            }
        }
    }
    return pattern;
}

template <std::size_t Words>
const Pattern<Words>& pattern_of(bool is_row) {
    static const Pattern<Words> rows = make_pattern<Words>(true);
    static const Pattern<Words> columns = make_pattern<Words>(false);
    return is_row ? rows : columns;
}

// Runs of five and more modules of one colour: 3 for five, 1 for each one more.
template <std::size_t Words>
int run_penalty(const LineBits<Words>& line, const LineBits<Words>& pairs) {
    const LineBits<Words> equal = ~(line ^ line.down(1)) & pairs;  // to the next module
    const LineBits<Words> two = equal & equal.down(1);
    const LineBits<Words> five = two & two.down(2);  // the four that follow are like this one
    const LineBits<Words> starts = five & ~five.up(1);
    return five.count() + 2 * starts.count();
}

// 1:1:3:1:1 with modules of one unit, and four light ones, or the quiet zone, on one side.
template <std::size_t Words>
int small_finders(const LineBits<Words>& line) {
    const LineBits<Words> light = ~line;
    const LineBits<Words> middle = line.down(2) & line.down(3) & line.down(4);
    const LineBits<Words> core = line & light.down(1) & middle & light.down(5) & line.down(6);
    const LineBits<Words> before = light.up(1);
    const LineBits<Words> after = light.down(7);
    // What lies outside of the symbol is light, also where the bits end.
    const LineBits<Words> wide_before = ~(line.up(1) | line.up(2) | line.up(3) | line.up(4));
    const LineBits<Words> wide_after = ~(line.down(7) | line.down(8) | line.down(9) | line.down(10));
    return (core & before & after & (wide_before | wide_after)).count();
}

// The same with larger units, which is rare: a dark run of exactly six or of nine and more modules is needed.
template <std::size_t Words>
bool may_have_large_finders(const LineBits<Words>& line) {
    const LineBits<Words> two = line & line.down(1);
    const LineBits<Words> four = two & two.down(2);
    const LineBits<Words> six = four & two.down(4);
    const LineBits<Words> exactly_six = six & ~line.up(1) & ~line.down(6);
    const LineBits<Words> nine = six & two.down(6) & line.down(8);
    return (exactly_six | nine).has_any();
}

template <std::size_t Words>
int large_finders(const LineBits<Words>& line, int size) {
    // Runs, light ones at even places; a dark beginning has a light run of no length before it.
    std::array<int, max_lines + 1> runs{};
    int count = 1;
    bool is_dark = false;
    for (int i = 0; i < size; ++i) {
        const int bit = i + padding;
        const bool dark = (line.words[static_cast<std::size_t>(bit) / 64] >> (bit & 63) & 1U) != 0;
        if (dark != is_dark) {
            ++count;
            is_dark = dark;
        }
        ++runs[static_cast<std::size_t>(count - 1)];
    }
    int found = 0;
    const auto run = [&](int i) { return runs[static_cast<std::size_t>(i)]; };
    for (int i = 3; i + 2 < count; i += 2) {
        const int unit = run(i) / 3;
        if (run(i) % 3 != 0 || unit < 2) continue;
        if (run(i - 2) != unit || run(i - 1) != unit || run(i + 1) != unit || run(i + 2) != unit) continue;
        const bool is_free_before = i == 3 || run(i - 3) >= 4 * unit;
        const bool is_free_after = i + 4 >= count || run(i + 3) >= 4 * unit;
        if (is_free_before || is_free_after) ++found;
    }
    return found;
}

template <std::size_t Words>
int line_penalty(const LineBits<Words>& line, const LineBits<Words>& pairs, int size) {
    int finders = small_finders(line);
    if (may_have_large_finders(line)) finders += large_finders(line, size);
    return run_penalty(line, pairs) + finder_penalty * finders;
}

// Blocks of 2 x 2 modules of one colour, of two neighbouring rows.
template <std::size_t Words>
int blocks(const LineBits<Words>& upper, const LineBits<Words>& lower, const LineBits<Words>& pairs) {
    const LineBits<Words> unequal = (upper ^ upper.down(1)) | (lower ^ lower.down(1)) | (upper ^ lower);
    return (~unequal & pairs).count();
}

// How far the share of dark modules is from one half, in whole steps of 5 %.
int unbalance(int dark, int modules) {
    const int percent = (200 * dark + modules) / modules / 2;
    return std::abs(percent - 50) / 5;
}

// A symbol without mask, as rows and as columns of bits.
template <std::size_t Words>
class MaskedLines {
  public:
    MaskedLines(std::span<const std::uint8_t> modules, int size) : size_(size) {
        const auto count = static_cast<std::size_t>(size);
        for (auto* lines : {&rows_, &columns_, &row_data_, &column_data_, &format_rows_, &format_columns_}) {
            lines->resize(count);
        }
        for (int i = 0; i + 1 < size; ++i) pairs_.set(i + padding);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) add(modules[index(x, y)], x, y);
        }
        for_each_format_module([this](int, std::size_t x, std::size_t y) {
            rows_[y].reset(static_cast<int>(x) + padding);
            columns_[x].reset(static_cast<int>(y) + padding);
        });
    }

    int penalty(int mask, unsigned format) {
        write_format(format);
        const auto& row_pattern = pattern_of<Words>(true)[static_cast<std::size_t>(mask)];
        const auto& column_pattern = pattern_of<Words>(false)[static_cast<std::size_t>(mask)];
        int total = 0;
        int dark = 0;
        LineBits<Words> previous;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const LineBits<Words> row =
                (rows_[i] ^ (row_pattern[i % period] & row_data_[i])) | format_rows_[i];
            const LineBits<Words> column =
                (columns_[i] ^ (column_pattern[i % period] & column_data_[i])) | format_columns_[i];
            total += line_penalty(row, pairs_, size_) + line_penalty(column, pairs_, size_);
            if (i > 0) total += block_penalty * blocks(previous, row, pairs_);
            dark += row.count();
            previous = row;
        }
        return total + balance_penalty * unbalance(dark, size_ * size_);
    }

  private:
    using Lines = std::vector<LineBits<Words>>;

    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(x);
    }

    void add(std::uint8_t module, int x, int y) {
        const auto column = static_cast<std::size_t>(x);
        const auto row = static_cast<std::size_t>(y);
        const bool is_data = (module & fixed_bit) == 0;
        const bool is_dark = ((module & dark_bit) != 0) != (is_data && mask_inverts(0, x, y));
        if (is_dark) {
            rows_[row].set(x + padding);
            columns_[column].set(y + padding);
        }
        if (is_data) {
            row_data_[row].set(x + padding);
            column_data_[column].set(y + padding);
        }
    }

    // Sets the dark modules of the format information, and nothing else.
    void write_format(unsigned format) {
        std::fill(format_rows_.begin(), format_rows_.end(), LineBits<Words>());
        std::fill(format_columns_.begin(), format_columns_.end(), LineBits<Words>());
        for_each_format_module([&](int bit, std::size_t x, std::size_t y) {
            if ((format >> bit & 1U) == 0) return;
            format_rows_[y].set(static_cast<int>(x) + padding);
            format_columns_[x].set(static_cast<int>(y) + padding);
        });
    }

    template <typename Visit>
    void for_each_format_module(const Visit& visit) const {
        for (int copy = 0; copy < 2; ++copy) {
            for (int bit = 0; bit < format_length; ++bit) {
                const ModulePlace place = format_place(copy, bit, size_);
                visit(bit, place.x, place.y);
            }
        }
    }

    int size_;
    LineBits<Words> pairs_;  // modules that have a next one
    Lines rows_, columns_;   // format information is light
    Lines row_data_, column_data_;
    Lines format_rows_, format_columns_;
};

template <std::size_t Words>
int best_mask(std::span<const std::uint8_t> modules, int size, ErrorLevel level) {
    MaskedLines<Words> lines(modules, size);
    int best = 0;
    int least = std::numeric_limits<int>::max();
    for (int mask = 0; mask < masks; ++mask) {
        const int penalty = lines.penalty(mask, format_word(level, mask));
        if (penalty >= least) continue;
        least = penalty;
        best = mask;
    }
    return best;
}

void set_dark(std::uint8_t& module, bool is_dark) {
    module = static_cast<std::uint8_t>(is_dark ? module | dark_bit : module & ~dark_bit);
}

void apply_mask(std::span<std::uint8_t> modules, int size, ErrorLevel level, int mask) {
    const auto at = [&](int x, int y) -> std::uint8_t& {
        return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                       static_cast<std::size_t>(x)];
    };
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            std::uint8_t& module = at(x, y);
            if ((module & fixed_bit) != 0) continue;
            if (mask_inverts(0, x, y) != mask_inverts(mask, x, y)) module ^= dark_bit;
        }
    }
    const unsigned format = format_word(level, mask);
    for (int copy = 0; copy < 2; ++copy) {
        for (int bit = 0; bit < format_length; ++bit) {
            const ModulePlace place = format_place(copy, bit, size);
            set_dark(at(place.x, place.y), (format >> bit & 1U) != 0);
        }
    }
}

}  // namespace

void choose_mask(std::span<std::uint8_t> modules, int version, ErrorLevel level) {
    const int size = symbol_size(SymbolKind::qr, version);
    // The bits of a line, with light ones before and behind it.
    const int mask =
        size + 2 * padding <= 64 ? best_mask<1>(modules, size, level) : best_mask<3>(modules, size, level);
    if (mask != 0) apply_mask(modules, size, level, mask);
}

}  // namespace qrgen::qr
