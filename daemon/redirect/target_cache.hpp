// SPDX-License-Identifier: MIT
//
// What this process knows of short ids: where they lead, and which do not exist. Bounded; what was not asked
// for longest goes first. Ids that do not exist have a small place of their own, so that somebody who tries
// ids cannot push out the real ones.
//
// An entry is fresh until a change is noticed or its time is over. A stale one is kept all the same: it is
// what redirects while the database is away. A load must not put back what a change has just made old: it
// takes a ticket before it reads, and what it puts in is only fresh if nothing was forgotten since.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "daemon/redirect/target.hpp"

namespace qrgen::daemon {

struct CacheFigures {
    std::size_t known = 0;    // ids that lead somewhere
    std::size_t unknown = 0;  // ids that do not exist
};

/// Thread-safe.
class TargetCache {
  public:
    using Time = std::chrono::steady_clock::time_point;
    using Now = std::function<Time()>;

    /// `capacity` of known ids. `lifetime` is the backstop for changes that nobody told us of.
    TargetCache(std::size_t capacity, std::chrono::seconds lifetime,
                Now now = std::chrono::steady_clock::now);

    struct Found {
        std::optional<Target> target;  // none: the id does not exist
        bool is_fresh = false;
    };

    /// nullopt if nothing is known about the id.
    std::optional<Found> find(std::string_view short_id);

    using Ticket = std::uint64_t;
    Ticket ticket(std::string_view short_id) const;

    /// `target` as it was read after `ticket` was taken.
    void put(std::string_view short_id, const std::optional<Target>& target, Ticket ticket);

    /// The same for reading many ids at once.
    using Tickets = std::array<Ticket, 16>;
    Tickets tickets() const;
    void put(std::string_view short_id, Target target, const Tickets& tickets);

    /// Of an earlier life of the service: stale from the start, and only if nothing is known yet.
    void put_stale(std::string_view short_id, const Target& target);

    /// The id was changed.
    void forget(std::string_view short_id);

    /// Anything may have changed: everything becomes stale, and running loads will be.
    void expire_all();

    /// Calls `work` with every known target, which it may change, but not for long: redirects wait.
    void for_each(const std::function<void(const std::string& short_id, Target& target)>& work);

    /// Copies of the known targets, in several parts, so that redirects wait for one only briefly.
    static constexpr std::size_t part_count = std::tuple_size_v<Tickets>;
    std::vector<std::pair<std::string, Target>> part(std::size_t number) const;

    CacheFigures figures() const;

  private:
    struct Entry;
    using Map = std::unordered_map<std::string, Entry>;
    using Node = Map::value_type;

    // A target in one piece of memory instead of two: there are many of them.
    class Kept {
      public:
        void set(const Target& target);
        Target get() const;

      private:
        std::string text_;  // id and URL
        std::uint32_t id_length_ = 0;
        bool is_active_ = false;
        bool is_allowed_ = false;
    };

    // Entries are linked in the order of their use.
    struct Entry {
        Kept target;
        Time read_at{};
        std::uint32_t epoch = 0;  // of the shard when it was read; 0: stale from the start
        Node* newer = nullptr;
        Node* older = nullptr;
    };

    // Entries of one kind and the order in which they were used.
    class Part {
      public:
        Entry* find(const std::string& short_id);
        Entry& insert(const std::string& short_id, std::size_t capacity);
        void erase(const std::string& short_id);
        void use(Node& node);
        Map map;

      private:
        void unlink(Node& node);
        void push_front(Node& node);
        Node* newest_ = nullptr;
        Node* oldest_ = nullptr;
    };

    struct Shard {
        mutable std::mutex mutex;
        Part known;
        Part unknown;
        Ticket generation = 0;    // changes with whatever was forgotten
        std::uint32_t epoch = 1;  // entries of earlier ones are stale
    };

    static std::size_t shard_number(std::string_view short_id);
    Shard& shard_of(std::string_view short_id) { return shards_[shard_number(short_id)]; }
    bool is_fresh(const Shard& shard, const Entry* entry) const;

    static constexpr std::size_t shard_count = part_count;
    const std::size_t known_capacity_;    // of a shard
    const std::size_t unknown_capacity_;  // of a shard
    const std::chrono::seconds lifetime_;
    const Now now_;
    std::array<Shard, shard_count> shards_;
};

}  // namespace qrgen::daemon
