// SPDX-License-Identifier: MIT
#include "daemon/access/throttle.hpp"

#include <algorithm>
#include <cstring>

#include "core/base/random.hpp"

namespace qrgen::daemon {
namespace {

using std::chrono::nanoseconds;

constexpr nanoseconds minute = std::chrono::minutes(1);

std::uint64_t random_seed() {
    std::array<std::uint8_t, sizeof(std::uint64_t)> bytes{};
    system_random(bytes);
    std::uint64_t seed = 0;
    std::memcpy(&seed, bytes.data(), sizeof seed);
    return seed;
}

// The finaliser of MurmurHash3: every bit of the result depends on every bit of the argument.
std::uint64_t mixed(std::uint64_t value) noexcept {
    value = (value ^ (value >> 33)) * 0xFF51AFD7ED558CCDU;
    value = (value ^ (value >> 33)) * 0xC4CEB9FE1A85EC53U;
    return value ^ (value >> 33);
}

IpAddress::Bytes bucket_of(std::string_view text) {
    const auto address = IpAddress::parse(text);
    if (!address) return {};
    constexpr int one_client = 64;
    return (address->is_v4() ? *address : address->masked(one_client)).bytes();
}

}  // namespace

Throttle::Throttle(int per_minute, Clock now)
    : now_(std::move(now)),
      interval_(per_minute > 0 ? minute / per_minute : nanoseconds(0)),
      whole_(interval_ * per_minute),
      seed_(random_seed()),
      sets_(per_minute > 0 ? set_count : 0) {}

std::size_t Throttle::set_of(const IpAddress::Bytes& address) const noexcept {
    std::array<std::uint64_t, 2> halves{};
    std::memcpy(halves.data(), address.data(), sizeof halves);
    return mixed(mixed(halves[0] ^ seed_) ^ halves[1]) % set_count;
}

std::optional<int> Throttle::retry_after(std::string_view address) const {
    if (sets_.empty()) return std::nullopt;
    const IpAddress::Bytes bucket = bucket_of(address);
    const std::size_t index = set_of(bucket);
    const Time last_token = now_() + whole_ - interval_;
    const std::lock_guard lock(locks_[index % lock_count]);
    for (const Slot& slot : sets_[index]) {
        if (slot.full_at <= last_token || slot.address != bucket) continue;
        const auto wait = slot.full_at - last_token;
        return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(wait).count());
    }
    return std::nullopt;
}

void Throttle::count(std::string_view address) {
    if (sets_.empty()) return;
    const IpAddress::Bytes bucket = bucket_of(address);
    const std::size_t index = set_of(bucket);
    const Time now = now_();
    const std::lock_guard lock(locks_[index % lock_count]);
    Set& set = sets_[index];
    auto slot = std::find_if(set.begin(), set.end(),
                             [&](const Slot& s) { return s.full_at > now && s.address == bucket; });
    if (slot == set.end()) {
        slot = std::min_element(set.begin(), set.end(),
                                [](const Slot& a, const Slot& b) { return a.full_at < b.full_at; });
        *slot = {bucket, now};
    }
    slot->full_at = std::min(slot->full_at + interval_, now + whole_);
}

}  // namespace qrgen::daemon
