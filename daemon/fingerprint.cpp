// SPDX-License-Identifier: MIT
#include "daemon/fingerprint.hpp"

#include <cstdint>

namespace qrgen::daemon {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr Wide wide(std::uint64_t high, std::uint64_t low) {
    return (Wide{high} << 64) | low;
}

constexpr Wide offset_basis = wide(0x6c62272e07bb0142, 0x62b821756295c58d);
constexpr Wide prime = wide(0x0000000001000000, 0x000000000000013b);

}  // namespace

std::string fingerprint(std::string_view bytes) {
    Wide hash = offset_basis;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
    std::string text(32, '0');
    for (auto digit = text.rbegin(); digit != text.rend(); ++digit, hash >>= 4) {
        *digit = "0123456789abcdef"[static_cast<unsigned>(hash & 0xF)];
    }
    return text;
}

}  // namespace qrgen::daemon
