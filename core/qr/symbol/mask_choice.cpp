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
            LineBits<Words> once;
            for (int i = 0; i < period; ++i) {
                if (is_row ? mask_inverts(mask, i, line) : mask_inverts(mask, line, i)) once.set(i);
            }
            auto& bits = pattern[static_cast<std::size_t>(mask)][static_cast<std::size_t>(line)];
            for (int i = 0; i < static_cast<int>(Words) * 64; i += period) bits = bits.up(period) | once;
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

// Where a run of `length` of these bits starts.
template <std::size_t Words>
LineBits<Words> runs_of(const LineBits<Words>& bits, int length) {
    LineBits<Words> all = bits;
    for (int i = 1; i < length; ++i) all = all & bits.down(i);
    return all;
}

// Patterns of 1:1:3:1:1 like those of finders, with modules of one unit, and four light ones on one side.
// What lies outside of the symbol is light, also where the bits end.
template <std::size_t Words, int unit>
int small_finders(const LineBits<Words>& line) {
    const LineBits<Words> dark = runs_of(line, unit);
    const LineBits<Words> light = runs_of(~line, unit);
    const LineBits<Words> pattern = dark & light.down(unit) & runs_of(line, 3 * unit).down(2 * unit) &
                                    light.down(5 * unit) & dark.down(6 * unit) & ~line.up(1) &
                                    ~line.down(7 * unit);
    if (!pattern.has_any()) return 0;
    LineBits<Words> dark_before;
    LineBits<Words> dark_after;
    for (int i = 0; i < 4 * unit; ++i) {
        dark_before = dark_before | line.up(1 + i);
        dark_after = dark_after | line.down(7 * unit + i);
    }
    return (pattern & ~(dark_before & dark_after)).count();
}

// The same with larger units, which is rare: a dark run of nine and more modules is needed.
template <std::size_t Words>
int large_finders(const LineBits<Words>& line, int size) {
    // Runs, light ones at even places; a dark beginning has a light run of no length before it.
    std::array<int, max_lines + 1> runs{};
    int count = 1;
    bool is_dark = false;
    for (int i = 0; i < size; ++i) {
        const bool dark = line.test(i);
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
        if (run(i) % 3 != 0 || unit < 3) continue;
        if (run(i - 2) != unit || run(i - 1) != unit || run(i + 1) != unit || run(i + 2) != unit) continue;
        const bool is_free_before = i == 3 || run(i - 3) >= 4 * unit;
        const bool is_free_after = i + 4 >= count || run(i + 3) >= 4 * unit;
        if (is_free_before || is_free_after) ++found;
    }
    return found;
}

template <std::size_t Words>
int line_penalty(const LineBits<Words>& line, const LineBits<Words>& pairs, int size) {
    int finders = small_finders<Words, 1>(line);
    const LineBits<Words> six = runs_of(line, 6);
    if (six.has_any()) finders += small_finders<Words, 2>(line);
    if ((six & six.down(3)).has_any()) finders += large_finders(line, size);
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
        for (int i = 0; i + 1 < size; ++i) pairs_.set(i);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) add(modules[index(x, y)], x, y);
        }
        for (std::size_t i = 0; i < count; ++i) {
            rows_[i] = masked(rows_[i], row_data_[i], true, 0, i);
            columns_[i] = masked(columns_[i], column_data_[i], false, 0, i);
        }
        for_each_format_module([this](int, std::size_t x, std::size_t y) {
            rows_[y].reset(static_cast<int>(x));
            columns_[x].reset(static_cast<int>(y));
        });
    }

    int penalty(int mask, unsigned format) {
        write_format(format);
        int total = 0;
        int dark = 0;
        LineBits<Words> previous;
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            const LineBits<Words> row = masked(rows_[i], row_data_[i], true, mask, i) | format_rows_[i];
            const LineBits<Words> column =
                masked(columns_[i], column_data_[i], false, mask, i) | format_columns_[i];
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
        if ((module & dark_bit) != 0) {
            rows_[row].set(x);
            columns_[column].set(y);
        }
        if (is_data) {
            row_data_[row].set(x);
            column_data_[column].set(y);
        }
    }

    static LineBits<Words> masked(const LineBits<Words>& line, const LineBits<Words>& data, bool is_row,
                                  int mask, std::size_t number) {
        return line ^ (pattern_of<Words>(is_row)[static_cast<std::size_t>(mask)][number % period] & data);
    }

    // Sets the dark modules of the format information, and nothing else.
    void write_format(unsigned format) {
        std::fill(format_rows_.begin(), format_rows_.end(), LineBits<Words>());
        std::fill(format_columns_.begin(), format_columns_.end(), LineBits<Words>());
        for_each_format_module([&](int bit, std::size_t x, std::size_t y) {
            if ((format >> bit & 1U) == 0) return;
            format_rows_[y].set(static_cast<int>(x));
            format_columns_[x].set(static_cast<int>(y));
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

template <std::size_t Words>
void apply_mask(std::span<std::uint8_t> modules, int size, ErrorLevel level, int mask) {
    const auto at = [&](int x, int y) -> std::uint8_t& {
        return modules[static_cast<std::size_t>(y) * static_cast<std::size_t>(size) +
                       static_cast<std::size_t>(x)];
    };
    const auto& pattern = pattern_of<Words>(true);
    for (int y = 0; y < size; ++y) {
        const auto line = static_cast<std::size_t>(y % period);
        const auto inverts = pattern[0][line] ^ pattern[static_cast<std::size_t>(mask)][line];
        for (int x = 0; x < size; ++x) {
            if ((at(x, y) & fixed_bit) == 0 && inverts.test(x)) at(x, y) ^= dark_bit;
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

template <std::size_t Words>
void choose_mask_of(std::span<std::uint8_t> modules, int size, ErrorLevel level) {
    const int mask = best_mask<Words>(modules, size, level);
    if (mask != 0) apply_mask<Words>(modules, size, level, mask);
}

}  // namespace

void choose_mask(std::span<std::uint8_t> modules, int version, ErrorLevel level) {
    const int size = symbol_size(SymbolKind::qr, version);
    size <= 64 ? choose_mask_of<1>(modules, size, level) : choose_mask_of<3>(modules, size, level);
}

}  // namespace qrgen::qr
