// SPDX-License-Identifier: MIT
//
// How often an address may fail: a token bucket for each, kept as the one moment at which it will be full
// again (the generic cell rate algorithm, ITU-T I.371).
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <vector>

#include "daemon/access/ip_address.hpp"

namespace qrgen::daemon {

/// Thread-safe and never waits for long: meant for event threads, too. Takes 1.5 MiB, however many addresses
/// there are: about 65,000 fit, then new ones replace those that have failed least. An IPv6 client can choose
/// among all addresses of a /64 network, so those count as one address.
class Throttle {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Clock = std::function<Time()>;

    /// An address may fail `per_minute` times at once, and as often in every minute that follows, evenly
    /// spread. 0: nobody is ever blocked. At most 1,000,000.
    explicit Throttle(int per_minute, Clock now = std::chrono::steady_clock::now);

    /// For how many seconds (1 to 60) the address is blocked; nullopt if it is not. What is no address shares
    /// one place with all others of that kind.
    std::optional<int> retry_after(std::string_view address) const;

    /// The address has failed.
    void count(std::string_view address);

  private:
    struct Slot {
        IpAddress::Bytes address{};
        Time full_at{};  // when the bucket will be full again; in the past: the slot is free
    };

    static constexpr std::size_t slots_in_set = 16;
    static constexpr std::size_t set_count = 4096;
    static constexpr std::size_t lock_count = 64;
    using Set = std::array<Slot, slots_in_set>;

    std::size_t set_of(const IpAddress::Bytes& address) const noexcept;

    const Clock now_;
    const std::chrono::nanoseconds interval_;  // in which one token comes back
    const std::chrono::nanoseconds whole_;     // in which an empty bucket fills
    const std::uint64_t seed_;                 // so that nobody can choose addresses that share a set
    std::vector<Set> sets_;
    mutable std::array<std::mutex, lock_count> locks_;  // of all sets with that remainder
};

}  // namespace qrgen::daemon
