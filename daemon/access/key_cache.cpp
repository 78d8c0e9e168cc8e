// SPDX-License-Identifier: MIT
#include "daemon/access/key_cache.hpp"

#include <optional>

#include "core/base/error.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::size_t max_entries = 10'000;
constexpr auto freshness = std::chrono::seconds(1);
constexpr auto longest_absence = std::chrono::hours(24);
constexpr auto pause_while_away = std::chrono::seconds(1);

}  // namespace

KeyCache::KeyPointer KeyCache::find(const access::KeyText& shown) {
    std::unique_lock lock(mutex_);
    const auto entry = entries_.find(shown.id);
    if (entry != entries_.end() && now_() < entry->second.fresh_until) return entry->second.key;
    if (!may_ask()) return last_known(shown.id);
    const std::uint64_t generation = generation_;
    lock.unlock();
    KeyPointer key;
    try {
        if (auto found = keys_.find(shown.id))
            key = std::make_shared<const access::ApiKey>(*std::move(found));
    } catch (const std::exception& exception) {
        lock.lock();
        const auto* error = dynamic_cast<const Error*>(&exception);
        is_asking_ = false;
        is_away_ = error != nullptr && error->kind() == ErrorKind::unavailable;
        if (!is_away_) throw;
        ask_again_at_ = now_() + pause_while_away;
        return last_known(shown.id);
    }
    const bool is_usable = key && !key->revoked_at;
    const bool is_proven = is_usable && access::is_secret_of(*key, shown.secret);
    lock.lock();
    is_away_ = is_asking_ = false;
    if (!is_usable) {
        erase(shown.id);
    } else if (generation == generation_ && (is_proven || entries_.contains(shown.id))) {
        keep(key);
    }
    return key;
}

bool KeyCache::may_ask() {
    if (!is_away_) return true;
    if (is_asking_ || now_() < ask_again_at_) return false;
    is_asking_ = true;
    return true;
}

KeyCache::KeyPointer KeyCache::last_known(const std::string& id) const {
    const auto entry = entries_.find(id);
    if (entry != entries_.end() && now_() - entry->second.answered_at <= longest_absence) {
        return entry->second.key;
    }
    throw Error(ErrorKind::unavailable, "the API key cannot be checked while the database is away");
}

void KeyCache::keep(const KeyPointer& key) {
    erase(key->id);
    if (entries_.size() == max_entries) erase(std::string(order_.front()));
    const Time now = now_();
    entries_[key->id] = {key, now + freshness, now, order_.insert(order_.end(), key->id)};
}

void KeyCache::erase(const std::string& id) {
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return;
    order_.erase(entry->second.place);
    entries_.erase(entry);
}

void KeyCache::forget(std::string_view id) {
    const std::lock_guard lock(mutex_);
    ++generation_;
    erase(std::string(id));
}

void KeyCache::forget_all() {
    const std::lock_guard lock(mutex_);
    ++generation_;
    for (auto& [id, entry] : entries_) entry.fresh_until = Time::min();
}

}  // namespace qrgen::daemon
