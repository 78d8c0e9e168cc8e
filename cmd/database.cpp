// SPDX-License-Identifier: MIT
#include "cmd/database.hpp"

#include <algorithm>

#include "core/config/fault_place.hpp"

namespace qrgen::cmd {
namespace {

store::StoreOptions store_options(const config::Configuration& configuration, int least_sessions) {
    store::StoreOptions options;
    options.pool_size = std::max(least_sessions, static_cast<int>(configuration.integer("database_pool")));
    return options;
}

}  // namespace

store::Store open_store(const config::Configuration& configuration, int least_sessions) {
    const auto url = config::telling_place(
        configuration, [&] { return store::DatabaseUrl::parse(configuration.text("database_url")); });
    return store::Store(url, store_options(configuration, least_sessions));
}

codes::RedirectPolicy::Rules redirect_rules(const config::Configuration& configuration) {
    codes::RedirectPolicy::Rules rules{configuration.text("base_url"),
                                       configuration.list("allowed_redirect_domains")};
    config::telling_place(configuration, [&] { return codes::RedirectPolicy(rules); });
    return rules;
}

CodeDatabase::CodeDatabase(const config::Configuration& configuration)
    : store_(open_store(configuration)), service_(store_, redirect_rules(configuration)) {}

}  // namespace qrgen::cmd
