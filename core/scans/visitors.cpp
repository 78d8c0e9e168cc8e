// SPDX-License-Identifier: MIT
#include "core/scans/visitors.hpp"

#include <mutex>
#include <string>
#include <utility>

#include "core/store/visitor_salts.hpp"

namespace qrgen::scans {

using std::chrono::days;
using std::chrono::sys_days;

Visitors::Visitors(RandomSource random) : random_(std::move(random)) {}

std::int64_t Visitors::visitor_of(Timestamp time, std::string_view code_id, std::string_view address,
                                  std::string_view agent) {
    // None of the parts can hold the separator.
    std::string who(code_id);
    who += '\n';
    who += address;
    who += '\n';
    who += agent;
    return static_cast<std::int64_t>(keyed_hash64(salt_of(std::chrono::floor<days>(time)), who));
}

HashKey Visitors::salt_of(sys_days day) {
    {
        const std::shared_lock lock(mutex_);
        const auto found = salts_.find(day);
        if (found != salts_.end()) return found->second;
    }
    const HashKey salt = new_salt();
    const std::unique_lock lock(mutex_);
    return salts_.try_emplace(day, salt).first->second;
}

HashKey Visitors::new_salt() const {
    HashKey salt{};
    random_(salt);
    return salt;
}

void Visitors::agree(store::Store& store, Timestamp now) {
    const sys_days today = std::chrono::floor<days>(now);
    {
        const std::shared_lock lock(mutex_);
        if (agreed_until_ == today + days(2)) return;
    }
    Salts salts;
    for (const sys_days day : {today, today + days(1)})
        salts[day] = store::agreed_salt(store, day, salt_of(day));
    const std::unique_lock lock(mutex_);
    salts_ = std::move(salts);
    agreed_until_ = today + days(2);
}

}  // namespace qrgen::scans
