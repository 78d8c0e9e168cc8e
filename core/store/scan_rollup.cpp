// SPDX-License-Identifier: MIT
#include "core/store/scan_rollup.hpp"

#include <charconv>

#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace qrgen::store {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void reject() {
    throw Error(ErrorKind::failure, "the database holds statistics that this qrgen does not understand",
                "upgrade qrgen, or make them anew with 'qrgen rollup rebuild'");
}

// Calls `on_member` with each member; rejects what is no object, or what `on_member` cannot take.
template <typename OnMember>
void read_object(const std::string& text, const OnMember& on_member) {
    try {
        const Json object = Json::parse(text);
        if (!object.is_object()) reject();
        for (const auto& [name, value] : object.items()) on_member(name, value);
    } catch (const Json::exception&) {
        reject();
    }
}

int quarter_of(const std::string& name) {
    int quarter = -1;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), quarter);
    const bool is_number = error == std::errc() && end == name.data() + name.size();
    if (!is_number || quarter < 0 || quarter >= ScanQuarters::in_a_day) reject();
    return quarter;
}

}  // namespace

ScanTotals& ScanTotals::operator+=(const ScanTotals& other) {
    scans += other.scans;
    genuine += other.genuine;
    bots += other.bots;
    visitors += other.visitors;
    return *this;
}

ScanTotals& ScanTotals::operator-=(const ScanTotals& other) {
    scans -= other.scans;
    genuine -= other.genuine;
    bots -= other.bots;
    visitors -= other.visitors;
    return *this;
}

std::string_view name_of(ScanList list) noexcept {
    switch (list) {
        case ScanList::devices: return "devices";
        case ScanList::systems: return "systems";
        case ScanList::browsers: return "browsers";
        case ScanList::countries: return "countries";
        case ScanList::referrers: return "referrers";
    }
    return "";
}

void NameCounts::add(std::string_view name, std::int64_t count) {
    auto found = counts_.find(name);
    if (found == counts_.end()) {
        // What is taken away and is not there was counted as other; so is what comes when there is no room.
        const bool is_other = count < 0 || counts_.size() >= max_names + counts_.count(other_name);
        found = counts_.try_emplace(std::string(is_other ? other_name : name), 0).first;
    }
    found->second += count;
    if (found->second == 0) counts_.erase(found);
}

NameCounts& NameCounts::operator+=(const NameCounts& other) {
    for (const auto& [name, count] : other.counts_) add(name, count);
    return *this;
}

NameCounts& NameCounts::operator-=(const NameCounts& other) {
    for (const auto& [name, count] : other.counts_) add(name, -count);
    return *this;
}

void NameCounts::add_all(const NameCounts& other) {
    for (const auto& [name, count] : other.counts_) counts_[name] += count;
}

ScanLists& ScanLists::operator+=(const ScanLists& other) {
    for (std::size_t i = 0; i < lists_.size(); ++i) lists_[i] += other.lists_[i];
    return *this;
}

ScanLists& ScanLists::operator-=(const ScanLists& other) {
    for (std::size_t i = 0; i < lists_.size(); ++i) lists_[i] -= other.lists_[i];
    return *this;
}

void ScanLists::add_all(const ScanLists& other) {
    for (std::size_t i = 0; i < lists_.size(); ++i) lists_[i].add_all(other.lists_[i]);
}

std::string ScanLists::text() const {
    Json object = Json::object();
    for (const ScanList list : scan_lists) {
        const auto& counts = (*this)[list].counts();
        if (!counts.empty()) object[std::string(name_of(list))] = counts;
    }
    return object.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ScanLists ScanLists::parse(const std::string& text) {
    ScanLists lists;
    read_object(text, [&](const std::string& name, const Json& counts) {
        for (const ScanList list : scan_lists) {
            if (name_of(list) != name) continue;
            for (const auto& [each, count] : counts.items()) lists[list].add(each, count.get<std::int64_t>());
        }
    });
    return lists;
}

void ScanQuarters::add(int quarter, const Counts& counts) {
    Counts& mine = counts_[quarter];
    mine.scans += counts.scans;
    mine.genuine += counts.genuine;
    if (mine == Counts()) counts_.erase(quarter);
}

ScanQuarters& ScanQuarters::operator+=(const ScanQuarters& other) {
    for (const auto& [quarter, counts] : other.counts_) add(quarter, counts);
    return *this;
}

ScanQuarters& ScanQuarters::operator-=(const ScanQuarters& other) {
    for (const auto& [quarter, counts] : other.counts_) add(quarter, {-counts.scans, -counts.genuine});
    return *this;
}

std::string ScanQuarters::text() const {
    Json object = Json::object();
    for (const auto& [quarter, counts] : counts_)
        object[std::to_string(quarter)] = Json::array({counts.scans, counts.genuine});
    return object.dump();
}

ScanQuarters ScanQuarters::parse(const std::string& text) {
    ScanQuarters quarters;
    read_object(text, [&](const std::string& name, const Json& counts) {
        quarters.add(quarter_of(name), {counts.at(0).get<std::int64_t>(), counts.at(1).get<std::int64_t>()});
    });
    return quarters;
}

ScanRollup& ScanRollup::operator+=(const ScanRollup& other) {
    totals += other.totals;
    quarters += other.quarters;
    lists += other.lists;
    return *this;
}

ScanRollup& ScanRollup::operator-=(const ScanRollup& other) {
    totals -= other.totals;
    quarters -= other.quarters;
    lists -= other.lists;
    return *this;
}

std::chrono::sys_days first_of_month(std::chrono::sys_days day) noexcept {
    const std::chrono::year_month_day date(day);
    return date.year() / date.month() / std::chrono::day(1);
}

}  // namespace qrgen::store
