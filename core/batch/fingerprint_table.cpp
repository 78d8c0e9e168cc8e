// SPDX-License-Identifier: MIT
#include "core/batch/fingerprint_table.hpp"

#include <utility>

#include "core/base/hash.hpp"

namespace qrgen::batch {
namespace {

constexpr std::size_t first_capacity = 16;

}  // namespace

std::uint64_t fingerprint(std::string_view text) {
    const std::uint64_t hash = hash64(text);
    return hash == 0 ? 1 : hash;
}

// Where the fingerprint is, or the free slot where it would be. The part is never full.
std::size_t FingerprintTable::slot_of(const Part& part, std::uint64_t fingerprint) noexcept {
    std::size_t slot = fingerprint % part.keys.size();
    while (part.keys[slot] != 0 && part.keys[slot] != fingerprint) {
        if (++slot == part.keys.size()) slot = 0;
    }
    return slot;
}

void FingerprintTable::grow(Part& part) {
    const std::size_t capacity = part.keys.empty() ? first_capacity : part.keys.size() * 3 / 2;
    Part larger{std::vector<std::uint64_t>(capacity), std::vector<std::uint32_t>(capacity), part.used};
    for (std::size_t i = 0; i < part.keys.size(); ++i) {
        if (part.keys[i] == 0) continue;
        const std::size_t slot = slot_of(larger, part.keys[i]);
        larger.keys[slot] = part.keys[i];
        larger.numbers[slot] = part.numbers[i];
    }
    part = std::move(larger);
}

std::uint32_t* FingerprintTable::find(std::uint64_t fingerprint) noexcept {
    Part& part = part_of(fingerprint);
    if (part.keys.empty()) return nullptr;
    const std::size_t slot = slot_of(part, fingerprint);
    return part.keys[slot] == 0 ? nullptr : &part.numbers[slot];
}

std::uint32_t& FingerprintTable::insert(std::uint64_t fingerprint) {
    Part& part = part_of(fingerprint);
    if (part.used * 8 >= part.keys.size() * 7) grow(part);
    const std::size_t slot = slot_of(part, fingerprint);
    if (part.keys[slot] == 0) {
        part.keys[slot] = fingerprint;
        ++part.used;
        ++size_;
    }
    return part.numbers[slot];
}

}  // namespace qrgen::batch
