// SPDX-License-Identifier: MIT
#include "core/qr/verify/grade.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <string>

namespace qrgen::qr {
namespace {

// The least figures for A, B, C and D; F is below.
using Limits = std::array<double, 4>;

constexpr Limits contrast_limits{0.70, 0.55, 0.40, 0.20};
constexpr Limits modulation_limits{0.50, 0.40, 0.30, 0.20};
constexpr Limits correction_limits{0.62, 0.50, 0.37, 0.25};
constexpr Limits quiet_zone_limits{1.00, 0.75, 0.50, 0.25};  // of what the standard asks for
constexpr Limits module_limits{3, 2, 1, 0};                  // pixels

constexpr std::array<char, 5> letters{'A', 'B', 'C', 'D', 'F'};
constexpr std::size_t best = 0;
constexpr std::size_t fair = 2;
constexpr std::size_t poor = 3;

// Index into letters.
std::size_t step_of(double figure, const Limits& limits) {
    constexpr double rounding = 1e-9;
    const auto reached =
        std::find_if(limits.begin(), limits.end(), [&](double least) { return figure >= least - rounding; });
    return static_cast<std::size_t>(reached - limits.begin());
}

std::string with_decimals(double number, int decimals) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", decimals, number);
    return text;
}

// The share of the error correction that is left in the block that has least; 1 if there is none to use.
double unused(const std::vector<BlockErrors>& blocks) {
    double least = 1;
    for (const BlockErrors& block : blocks) {
        if (block.correctable == 0) continue;
        least = std::min(least, 1 - static_cast<double>(block.wrong) / block.correctable);
    }
    return least;
}

std::string percent(double share) {
    return with_decimals(std::floor(100 * std::max(share, 0.0) + 1e-6), 0) + " %";
}

std::vector<BlockErrors> counting_as_wrong_below(double modulation, const SymbolReading& reading) {
    std::vector<BlockErrors> blocks = reading.blocks;
    for (BlockErrors& block : blocks) block.wrong = 0;
    for (const CodewordModulation& codeword : reading.codewords) {
        if (codeword.modulation < modulation) ++blocks[static_cast<std::size_t>(codeword.block)].wrong;
    }
    return blocks;
}

class Grader {
  public:
    explicit Grader(const GradedFigures& figures) : figures_(figures) {}

    Grade grade() {
        grade_reading();
        grade_contrast();
        grade_quiet_zone();
        grade_module();
        if (figures_.inverted) lower(fair, "light modules on a dark ground are not read by every scanner");
        if (figures_.mirrored) lower(fair, "the code is mirrored, which not every scanner reads");
        return {.letter = letters[worst_], .reasons = std::move(reasons_)};
    }

  private:
    void lower(std::size_t step, const std::string& reason) {
        if (step == best) return;
        worst_ = std::max(worst_, step);
        reasons_.push_back(std::string(1, letters[step]) + ": " + reason);
    }

    void grade_reading() {
        if (figures_.reading == nullptr) {
            return lower(poor,
                         "a decoder reads it, but its modules do not lie in a plain grid, or too few of them "
                         "are right for the error correction");
        }
        grade_correction(*figures_.reading);
        grade_modulation(*figures_.reading);
    }

    void grade_correction(const SymbolReading& reading) {
        const double left = unused(reading.blocks);
        lower(step_of(left, correction_limits),
              "damage leaves " + percent(left) + " of the error correction (A needs 62 %)");
    }

    // The best of the steps at which the modules that do not reach it, taken for wrong, leave enough of the
    // error correction: ISO/IEC 15415, section 7.8.4. Told if it is worse than what the wrong modules alone
    // make it.
    void grade_modulation(const SymbolReading& reading) {
        std::size_t step = letters.size() - 1;
        for (std::size_t i = 0; i < modulation_limits.size(); ++i) {
            const double left = unused(counting_as_wrong_below(modulation_limits[i], reading));
            step = std::min(step, std::max(i, step_of(left, correction_limits)));
        }
        if (step <= step_of(unused(reading.blocks), correction_limits)) return;
        const double left = unused(counting_as_wrong_below(modulation_limits[best], reading));
        lower(step, "modules that are neither clearly light nor clearly dark, taken for wrong, would leave " +
                        percent(left) + " of the error correction (A needs 62 %)");
    }

    void grade_contrast() {
        lower(step_of(figures_.contrast, contrast_limits),
              "the contrast is " + with_decimals(figures_.contrast, 2) + " (A needs 0.70)");
    }

    void grade_quiet_zone() {
        constexpr double measuring_error = 0.1;  // modules, where edges do not lie between pixels
        const int needed = needed_quiet_zone(figures_.kind);
        lower(step_of((figures_.quiet_zone + measuring_error) / needed, quiet_zone_limits),
              "the quiet zone is " + with_decimals(figures_.quiet_zone, 1) + " modules wide (A needs " +
                  std::to_string(needed) + ")");
    }

    void grade_module() {
        lower(step_of(figures_.module_pixels, module_limits),
              "the narrowest module has " + with_decimals(figures_.module_pixels, 1) + " pixels (A needs 3)");
    }

    const GradedFigures& figures_;
    std::size_t worst_ = best;
    std::vector<std::string> reasons_;
};

}  // namespace

Grade grade_code(const GradedFigures& figures) {
    return Grader(figures).grade();
}

}  // namespace qrgen::qr
