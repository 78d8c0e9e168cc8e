// SPDX-License-Identifier: MIT
#include "daemon/redirect/target_source.hpp"

#include <utility>
#include <vector>

#include "core/base/error.hpp"

namespace qrgen::daemon {
namespace {

bool is_allowed(const codes::RedirectPolicy& policy, const std::string& url) {
    try {
        policy.check(url);
        return true;
    } catch (const Error&) {
        return false;
    }
}

}  // namespace

TargetSource::TargetSource(store::Store& store, TargetCache& cache, codes::RedirectPolicy policy,
                           std::function<bool()> is_reachable)
    : store_(store), cache_(cache), is_reachable_(std::move(is_reachable)), policy_(std::move(policy)) {}

TargetSource::Result TargetSource::at_once(std::string_view short_id) {
    const bool is_reachable = is_reachable_();
    const auto found = cache_.find(short_id);
    if (is_reachable && !(found && found->is_fresh)) {
        misses_.fetch_add(1, std::memory_order_relaxed);
        return {found && found->target ? Answer::must_refresh : Answer::must_load};
    }
    hits_.fetch_add(1, std::memory_order_relaxed);
    if (found && found->target) return {Answer::found, *found->target};
    // While the database is away, an id that did not exist may have been made meanwhile.
    return {is_reachable ? Answer::unknown : Answer::unavailable};
}

TargetSource::Result TargetSource::load(std::string_view short_id) {
    try {
        Loaded loaded = load_once(std::string(short_id));
        if (!loaded) return {Answer::unknown};
        return {Answer::found, *std::move(loaded)};
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        return known(short_id);
    }
}

TargetSource::Result TargetSource::known(std::string_view short_id) {
    const auto found = cache_.find(short_id);
    if (found && found->target) return {Answer::found, *found->target};
    return {Answer::unavailable};
}

TargetSource::Loaded TargetSource::load_once(const std::string& short_id) {
    std::promise<Loaded> promise;
    std::shared_future<Loaded> running;
    {
        const std::lock_guard lock(flights_mutex_);
        const auto [flight, is_first] = flights_.try_emplace(short_id);
        if (is_first) {
            flight->second = promise.get_future().share();
        } else {
            running = flight->second;
        }
    }
    if (running.valid()) return running.get();
    try {
        Loaded loaded = read(short_id);
        land(short_id);
        promise.set_value(loaded);
        return loaded;
    } catch (...) {
        land(short_id);
        promise.set_exception(std::current_exception());
        throw;
    }
}

void TargetSource::land(const std::string& short_id) {
    const std::lock_guard lock(flights_mutex_);
    flights_.erase(short_id);
}

TargetSource::Loaded TargetSource::read(const std::string& short_id) {
    loads_.fetch_add(1, std::memory_order_relaxed);
    const TargetCache::Ticket ticket = cache_.ticket(short_id);
    Loaded loaded;
    store_.read([&](store::Transaction& transaction) {
        auto stored = store::TargetTable(transaction).find(short_id);
        if (stored) loaded = to_target(*std::move(stored));
    });
    cache_.put(short_id, loaded, ticket);
    return loaded;
}

void TargetSource::preload(std::size_t most) {
    struct Row {
        std::string short_id;
        Target target;
    };
    const TargetCache::Tickets tickets = cache_.tickets();
    std::vector<Row> rows;
    store_.read([&](store::Transaction& transaction) {
        store::TargetTable(transaction)
            .newest(static_cast<std::int64_t>(most), [&](store::StoredTarget&& stored) {
                std::string short_id = stored.short_id;
                rows.push_back({std::move(short_id), to_target(std::move(stored))});
            });
    });
    // The newest last, so that they are the last to be pushed out.
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        cache_.put(row->short_id, std::move(row->target), tickets);
    }
}

void TargetSource::refresh(std::span<const std::string> short_ids) {
    std::vector<TargetCache::Ticket> tickets;
    for (const std::string& short_id : short_ids) tickets.push_back(cache_.ticket(short_id));
    store_.read([&](store::Transaction& transaction) {
        store::TargetTable table(transaction);
        for (std::size_t i = 0; i < short_ids.size(); ++i) {
            auto stored = table.find(short_ids[i]);
            cache_.put(short_ids[i], stored ? std::optional(to_target(*std::move(stored))) : std::nullopt,
                       tickets[i]);
        }
    });
}

Target TargetSource::to_target(store::StoredTarget&& stored) const {
    Target target{.code_id = std::move(stored.code_id),
                  .url = std::move(stored.redirect_url),
                  .is_active = stored.is_active};
    target.is_allowed = is_allowed(*policy_.get(), target.url);
    return target;
}

void TargetSource::set_policy(codes::RedirectPolicy policy) {
    policy_.set(std::move(policy));
    cache_.expire_all();  // running loads may have used the old one
    const auto current = policy_.get();
    cache_.for_each(
        [&](const std::string&, Target& target) { target.is_allowed = is_allowed(*current, target.url); });
}

SourceFigures TargetSource::figures() const {
    return {.hits = hits_, .misses = misses_, .loads = loads_};
}

}  // namespace qrgen::daemon
