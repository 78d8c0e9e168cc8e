// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_cache.hpp"

#include <algorithm>
#include <utility>

namespace qrgen::daemon {
namespace {

constexpr std::size_t most_unknown = 10'000;

std::size_t share(std::size_t capacity, std::size_t shards) {
    return (capacity + shards - 1) / shards;
}

}  // namespace

void TargetCache::Kept::set(const Target& target) {
    text_ = std::string();
    text_.reserve(target.code_id.size() + target.url.size());
    text_.append(target.code_id).append(target.url);
    id_length_ = static_cast<std::uint32_t>(target.code_id.size());
    is_active_ = target.is_active;
    is_allowed_ = target.is_allowed;
}

Target TargetCache::Kept::get() const {
    return {.code_id = text_.substr(0, id_length_),
            .url = text_.substr(id_length_),
            .is_active = is_active_,
            .is_allowed = is_allowed_};
}

TargetCache::Entry* TargetCache::Part::find(const std::string& short_id) {
    const auto found = map.find(short_id);
    if (found == map.end()) return nullptr;
    use(*found);
    return &found->second;
}

TargetCache::Entry& TargetCache::Part::insert(const std::string& short_id, std::size_t capacity) {
    if (Entry* const existing = find(short_id)) return *existing;
    if (map.size() >= capacity && oldest_ != nullptr) erase(oldest_->first);
    Node& node = *map.try_emplace(short_id).first;
    push_front(node);
    return node.second;
}

void TargetCache::Part::erase(const std::string& short_id) {
    const auto found = map.find(short_id);
    if (found == map.end()) return;
    unlink(*found);
    map.erase(found);
}

void TargetCache::Part::use(Node& node) {
    if (&node == newest_) return;
    unlink(node);
    push_front(node);
}

void TargetCache::Part::unlink(Node& node) {
    Entry& entry = node.second;
    (entry.newer != nullptr ? entry.newer->second.older : newest_) = entry.older;
    (entry.older != nullptr ? entry.older->second.newer : oldest_) = entry.newer;
    entry.newer = entry.older = nullptr;
}

void TargetCache::Part::push_front(Node& node) {
    node.second.older = newest_;
    (newest_ != nullptr ? newest_->second.newer : oldest_) = &node;
    newest_ = &node;
}

TargetCache::TargetCache(std::size_t capacity, std::chrono::seconds lifetime, Now now)
    : known_capacity_(share(capacity, shard_count)),
      unknown_capacity_(share(std::min(capacity, most_unknown), shard_count)),
      lifetime_(lifetime),
      now_(std::move(now)) {}

std::size_t TargetCache::shard_number(std::string_view short_id) {
    return std::hash<std::string_view>()(short_id) % shard_count;
}

bool TargetCache::is_fresh(const Shard& shard, const Entry* entry) const {
    return entry != nullptr && entry->epoch == shard.epoch && now_() - entry->read_at < lifetime_;
}

std::optional<TargetCache::Found> TargetCache::find(std::string_view short_id) {
    Shard& shard = shard_of(short_id);
    const std::string key(short_id);
    const std::lock_guard lock(shard.mutex);
    if (const Entry* const entry = shard.known.find(key))
        return Found{entry->target.get(), is_fresh(shard, entry)};
    if (const Entry* const entry = shard.unknown.find(key))
        return Found{std::nullopt, is_fresh(shard, entry)};
    return std::nullopt;
}

TargetCache::Ticket TargetCache::ticket(std::string_view short_id) const {
    const Shard& shard = shards_[shard_number(short_id)];
    const std::lock_guard lock(shard.mutex);
    return shard.generation;
}

TargetCache::Tickets TargetCache::tickets() const {
    Tickets tickets{};
    for (std::size_t i = 0; i < shard_count; ++i) {
        const std::lock_guard lock(shards_[i].mutex);
        tickets[i] = shards_[i].generation;
    }
    return tickets;
}

void TargetCache::put(std::string_view short_id, Target target, const Tickets& tickets) {
    put(short_id, std::optional(std::move(target)), tickets[shard_number(short_id)]);
}

void TargetCache::put(std::string_view short_id, const std::optional<Target>& target, Ticket ticket) {
    Shard& shard = shard_of(short_id);
    const std::string key(short_id);
    const std::lock_guard lock(shard.mutex);
    const bool is_outdated = ticket != shard.generation;
    // Of two loads that raced a change, the one that began after it may have ended first.
    if (is_outdated && (is_fresh(shard, shard.known.find(key)) || is_fresh(shard, shard.unknown.find(key))))
        return;
    Part& part = target ? shard.known : shard.unknown;
    const std::size_t capacity = target ? known_capacity_ : unknown_capacity_;
    (target ? shard.unknown : shard.known).erase(key);
    if (capacity == 0) return;
    Entry& entry = part.insert(key, capacity);
    if (target) entry.target.set(*target);
    entry.read_at = now_();
    entry.epoch = is_outdated ? 0 : shard.epoch;
}

void TargetCache::put_stale(std::string_view short_id, const Target& target) {
    Shard& shard = shard_of(short_id);
    const std::string key(short_id);
    const std::lock_guard lock(shard.mutex);
    if (shard.known.map.contains(key) || shard.unknown.map.contains(key)) return;
    if (shard.known.map.size() >= known_capacity_) return;
    shard.known.insert(key, known_capacity_).target.set(target);
}

void TargetCache::forget(std::string_view short_id) {
    Shard& shard = shard_of(short_id);
    const std::string key(short_id);
    const std::lock_guard lock(shard.mutex);
    ++shard.generation;
    if (Entry* const entry = shard.known.find(key)) entry->epoch = 0;
    shard.unknown.erase(key);
}

void TargetCache::expire_all() {
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        ++shard.generation;
        ++shard.epoch;
    }
}

void TargetCache::for_each(const std::function<void(const std::string&, Target&)>& work) {
    for (Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        for (auto& [short_id, entry] : shard.known.map) {
            Target target = entry.target.get();
            work(short_id, target);
            entry.target.set(target);
        }
    }
}

std::vector<std::pair<std::string, Target>> TargetCache::part(std::size_t number) const {
    const Shard& shard = shards_[number];
    std::vector<std::pair<std::string, Target>> copies;
    const std::lock_guard lock(shard.mutex);
    copies.reserve(shard.known.map.size());
    for (const auto& [short_id, entry] : shard.known.map) copies.emplace_back(short_id, entry.target.get());
    return copies;
}

CacheFigures TargetCache::figures() const {
    CacheFigures figures;
    for (const Shard& shard : shards_) {
        const std::lock_guard lock(shard.mutex);
        figures.known += shard.known.map.size();
        figures.unknown += shard.unknown.map.size();
    }
    return figures;
}

}  // namespace qrgen::daemon
