// SPDX-License-Identifier: MIT
#include "core/qr/symbol/capacity.hpp"

#include <algorithm>
#include <array>

#include "core/qr/symbol/codewords.hpp"

namespace qrgen::qr {
namespace {

int count_bits(SegmentMode mode, int version) noexcept {
    const std::size_t range = version < 10 ? 0 : version < 27 ? 1 : 2;
    constexpr std::array<std::array<int, 3>, 3> bits{{{10, 12, 14}, {9, 11, 13}, {8, 16, 16}}};
    return bits[static_cast<std::size_t>(mode)][range];
}

// By version and level; M1 only detects errors, which counts as level low.
constexpr std::array<std::array<int, 4>, 4> micro_data_bits{
    {{20, 0, 0, 0}, {40, 32, 0, 0}, {84, 68, 0, 0}, {128, 112, 80, 0}}};

int qr_data_bits(int version, ErrorLevel level) {
    int codewords = 0;
    for (const BlockSize& block : block_sizes(version, level)) codewords += block.data;
    return 8 * codewords;
}

// What is left of `bits` behind the header; negative if nothing is.
int payload(int bits, SegmentMode mode, SymbolKind kind, int version) noexcept {
    const auto header = header_bits(mode, kind, version);
    return header ? std::max(bits - *header, 0) : 0;
}

}  // namespace

std::optional<int> header_bits(SegmentMode mode, SymbolKind kind, int version) noexcept {
    if (kind == SymbolKind::qr) return 4 + count_bits(mode, version);
    const int first_version = mode == SegmentMode::numeric ? 1 : mode == SegmentMode::alphanumeric ? 2 : 3;
    if (version < first_version) return std::nullopt;
    const int mode_indicator = version - 1;
    const int count = version + (mode == SegmentMode::numeric ? 2 : 1);
    return mode_indicator + count;
}

int data_bits(SymbolKind kind, int version, ErrorLevel level) {
    if (kind == SymbolKind::qr) return qr_data_bits(version, level);
    return micro_data_bits[static_cast<std::size_t>(version - 1)][static_cast<std::size_t>(level)];
}

Capacity capacity_of(int bits, SymbolKind kind, int version) noexcept {
    const int numeric = payload(bits, SegmentMode::numeric, kind, version);
    const int alphanumeric = payload(bits, SegmentMode::alphanumeric, kind, version);
    const int bytes = payload(bits, SegmentMode::bytes, kind, version);
    // Three digits in 10 bits, two in 7, one in 4; two alphanumeric characters in 11, one in 6.
    const int digits = numeric / 10 * 3 + (numeric % 10 >= 7 ? 2 : numeric % 10 >= 4 ? 1 : 0);
    const int alphanumerics = alphanumeric / 11 * 2 + (alphanumeric % 11 >= 6 ? 1 : 0);
    return {static_cast<std::size_t>(digits), static_cast<std::size_t>(alphanumerics),
            static_cast<std::size_t>(bytes / 8)};
}

}  // namespace qrgen::qr
