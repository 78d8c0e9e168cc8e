// SPDX-License-Identifier: MIT
//
// A set of texts, each known by 64 bits of its hash, with a number beside each: a million take some 16 MB.
// Two texts of a set of a million are taken for the same with a probability of one in thirty million.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace qrgen::batch {

/// 64 bits of SHA-256, never 0.
std::uint64_t fingerprint(std::string_view text);

/// Not thread-safe.
class FingerprintTable {
  public:
    /// nullptr if the fingerprint is not there. Valid until the next insertion.
    std::uint32_t* find(std::uint64_t fingerprint) noexcept;

    /// The number of the fingerprint, which is 0 if it was not there before.
    std::uint32_t& insert(std::uint64_t fingerprint);

    std::size_t size() const noexcept { return size_; }

    /// Calls `visit(fingerprint, number)` for each.
    template <typename Visit>
    void for_each(const Visit& visit) const {
        for (const Part& part : parts_) {
            for (std::size_t i = 0; i < part.keys.size(); ++i) {
                if (part.keys[i] != 0) visit(part.keys[i], part.numbers[i]);
            }
        }
    }

  private:
    // Open addressing with linear probing; many small tables, so that one that grows needs little memory at
    // once.
    struct Part {
        std::vector<std::uint64_t> keys;  // 0: free
        std::vector<std::uint32_t> numbers;
        std::size_t used = 0;
    };

    Part& part_of(std::uint64_t fingerprint) noexcept { return parts_[fingerprint >> 56U]; }
    static std::size_t slot_of(const Part& part, std::uint64_t fingerprint) noexcept;
    static void grow(Part& part);

    std::array<Part, 256> parts_;
    std::size_t size_ = 0;
};

}  // namespace qrgen::batch
