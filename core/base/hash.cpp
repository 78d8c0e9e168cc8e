// SPDX-License-Identifier: MIT
//
// sodium_init() is not called: it prepares the source of random numbers and chooses between implementations,
// and these functions have neither.
#include "core/base/hash.hpp"

#include <array>

#include <sodium.h>

namespace qrgen {

namespace {

std::array<unsigned char, crypto_hash_sha256_BYTES> sha256(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    return hash;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
    const auto hash = sha256(bytes);
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    return hex.data();
}

std::uint64_t hash64(std::string_view bytes) {
    std::uint64_t value = 0;
    const auto hash = sha256(bytes);
    for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8U | hash[i];
    return value;
}

std::uint64_t keyed_hash64(const HashKey& key, std::string_view bytes) noexcept {
    static_assert(crypto_shorthash_siphash24_KEYBYTES == std::tuple_size_v<HashKey>);
    std::array<unsigned char, crypto_shorthash_siphash24_BYTES> hash{};
    crypto_shorthash_siphash24(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                               bytes.size(), key.data());
    std::uint64_t value = 0;
    for (std::size_t i = hash.size(); i > 0; --i) value = value << 8U | hash[i - 1];
    return value;
}

bool equals_in_constant_time(std::string_view a, std::string_view b) noexcept {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace qrgen
