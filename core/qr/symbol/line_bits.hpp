// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace qrgen::qr {

/// A row or column of modules as bits, the lowest being the first. What is shifted in from either end is 0.
template <std::size_t Words>
struct LineBits {
    std::array<std::uint64_t, Words> words{};

    bool test(int bit) const noexcept { return (words[word_of(bit)] >> (bit & 63) & 1U) != 0; }
    void set(int bit) noexcept { words[word_of(bit)] |= std::uint64_t{1} << (bit & 63); }
    void reset(int bit) noexcept { words[word_of(bit)] &= ~(std::uint64_t{1} << (bit & 63)); }

    /// Towards the lower bits; 0 < distance < 64, as below.
    LineBits down(int distance) const noexcept {
        LineBits result;
        for (std::size_t i = 0; i < Words; ++i) {
            result.words[i] = words[i] >> distance;
            if (i + 1 < Words) result.words[i] |= words[i + 1] << (64 - distance);
        }
        return result;
    }

    LineBits up(int distance) const noexcept {
        LineBits result;
        for (std::size_t i = 0; i < Words; ++i) {
            result.words[i] = words[i] << distance;
            if (i > 0) result.words[i] |= words[i - 1] >> (64 - distance);
        }
        return result;
    }

    bool has_any() const noexcept {
        std::uint64_t all = 0;
        for (const std::uint64_t word : words) all |= word;
        return all != 0;
    }

    int count() const noexcept {
        int bits = 0;
        for (const std::uint64_t word : words) bits += std::popcount(word);
        return bits;
    }

    friend LineBits operator&(LineBits a, const LineBits& b) noexcept {
        for (std::size_t i = 0; i < Words; ++i) a.words[i] &= b.words[i];
        return a;
    }
    friend LineBits operator|(LineBits a, const LineBits& b) noexcept {
        for (std::size_t i = 0; i < Words; ++i) a.words[i] |= b.words[i];
        return a;
    }
    friend LineBits operator^(LineBits a, const LineBits& b) noexcept {
        for (std::size_t i = 0; i < Words; ++i) a.words[i] ^= b.words[i];
        return a;
    }
    friend LineBits operator~(LineBits a) noexcept {
        for (std::uint64_t& word : a.words) word = ~word;
        return a;
    }

  private:
    static std::size_t word_of(int bit) noexcept { return static_cast<std::size_t>(bit) / 64; }
};

}  // namespace qrgen::qr
