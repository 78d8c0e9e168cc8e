// SPDX-License-Identifier: MIT
#include "core/scans/scan_follower.hpp"

#include <algorithm>
#include <functional>

#include "core/codes/code_lookup.hpp"
#include "core/store/scan_rollups.hpp"

namespace qrgen::scans {
namespace {

using store::ScanLog;
using store::ScanQuery;
using store::StoredScan;
using store::Transaction;

constexpr std::int64_t rows_at_once = 1000;

// All scans of the code, the newest first, until `visit` has had enough.
void newest_first(Transaction& transaction, const std::string& code_id,
                  const std::function<bool(StoredScan&)>& visit) {
    ScanQuery query{.code_id = code_id, .limit = rows_at_once};
    do {
        store::ScanPage page = ScanLog(transaction).page(query);
        for (StoredScan& scan : page.items) {
            if (!visit(scan)) return;
        }
        query.before = std::move(page.next);
    } while (query.before);
}

bool matches(const StoredScan& scan, const ScanQuery& filter) {
    if (filter.from && scan.scanned_at < *filter.from) return false;
    if (filter.is_genuine && scan.is_genuine != *filter.is_genuine) return false;
    return !filter.is_bot || scan.is_bot.value_or(false) == *filter.is_bot;
}

std::int64_t total_of(Transaction& transaction, const std::string& code_id) {
    return store::ScanRollups(transaction, code_id).totals().scans;
}

}  // namespace

ScanFollower::ScanFollower(store::Store& store, ScanQuery filter, FollowLimits limits)
    : store_(store), filter_(std::move(filter)), limits_(limits) {}

std::vector<StoredScan> ScanFollower::begin(std::string_view reference, std::int64_t count, Timestamp now) {
    std::vector<StoredScan> newest;
    store_.read([&](Transaction& transaction) {
        store::CodeTable codes(transaction);
        filter_.code_id = codes::found_or_throw(codes, reference, store::Deleted::excluded).id;
        ScanQuery query = filter_;
        query.limit = count;
        newest = ScanLog(transaction).page(query).items;
        total_ = total_of(transaction, filter_.code_id);
        horizon_ = {now - follow_lookback, {}};
        newest_first(transaction, filter_.code_id, [&](const StoredScan& scan) {
            Key key{scan.scanned_at, scan.event_id};
            if (key < horizon_) return false;
            seen_.insert(std::move(key));
            return seen_.size() <= limits_.remembered;
        });
        if (seen_.size() > limits_.remembered) forget_oldest();
    });
    std::reverse(newest.begin(), newest.end());
    return newest;
}

// The roll-ups tell how many scans have come, so that the search can end when all of them are found. If they
// were rebuilt meanwhile, it goes down to the horizon, once.
std::vector<StoredScan> ScanFollower::next() {
    std::vector<StoredScan> found;
    std::vector<Key> keys;
    std::int64_t total = total_;
    store_.read([&](Transaction& transaction) {
        found.clear();
        keys.clear();
        total = total_of(transaction, filter_.code_id);
        if (total == total_) return;
        const std::int64_t missing = total - total_;
        newest_first(transaction, filter_.code_id, [&](StoredScan& scan) {
            Key key{scan.scanned_at, scan.event_id};
            if (key < horizon_) return false;
            if (seen_.contains(key)) return true;
            keys.push_back(std::move(key));
            if (matches(scan, filter_)) found.push_back(std::move(scan));
            if (keys.size() < limits_.at_once)
                return missing < 0 || keys.size() < static_cast<std::size_t>(missing);
            total = total_ + static_cast<std::int64_t>(keys.size());
            return false;
        });
    });
    total_ = total;
    seen_.insert(keys.begin(), keys.end());
    while (seen_.size() > limits_.remembered) forget_oldest();
    std::reverse(found.begin(), found.end());
    return found;
}

void ScanFollower::forget_oldest() {
    // What comes next in order is the first that is remembered: the horizon lies just behind what is lost.
    horizon_ = *seen_.begin();
    horizon_.second += '~';
    seen_.erase(seen_.begin());
}

}  // namespace qrgen::scans
