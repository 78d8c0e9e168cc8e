// SPDX-License-Identifier: MIT
#include "tests/support/contents.hpp"

#include <random>

namespace qrgen::test {

std::string letters(std::size_t size, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::string text(size, '\0');
    for (char& c : text) c = static_cast<char>('a' + random() % 26);
    return text;
}

std::string arbitrary_bytes(std::size_t size, std::uint32_t seed) {
    std::mt19937 random(seed);
    std::string bytes(size, '\0');
    for (char& c : bytes) c = static_cast<char>(random() % 256);
    return bytes;
}

}  // namespace qrgen::test
