// SPDX-License-Identifier: MIT
#include "cmd/database.hpp"

#include "core/base/error.hpp"

namespace qrgen::cmd {
namespace {

// Tells where the value stands that the fault is about.
Error located(const Error& error, const config::Configuration& configuration) {
    if (error.faults().empty()) return error;
    const Fault& fault = error.faults().front();
    if (config::find_setting(fault.field) == nullptr) return error;
    const config::Value& value = configuration.value(fault.field);
    const std::string place = value.origin == config::Origin::fallback ? fault.field : value.source;
    return {value.origin == config::Origin::flag ? ErrorKind::usage : ErrorKind::failure,
            place + ": " + fault.message, error.hint()};
}

template <typename Make>
auto with_place(const config::Configuration& configuration, Make make) {
    try {
        return make();
    } catch (const Error& error) {
        throw located(error, configuration);
    }
}

store::StoreOptions store_options(const config::Configuration& configuration) {
    store::StoreOptions options;
    options.pool_size = static_cast<int>(configuration.integer("database_pool"));
    return options;
}

}  // namespace

store::Store open_store(const config::Configuration& configuration) {
    const auto url = with_place(
        configuration, [&] { return store::DatabaseUrl::parse(configuration.text("database_url")); });
    return store::Store(url, store_options(configuration));
}

codes::RedirectPolicy::Rules redirect_rules(const config::Configuration& configuration) {
    codes::RedirectPolicy::Rules rules{configuration.text("base_url"),
                                       configuration.list("allowed_redirect_domains")};
    with_place(configuration, [&] { return codes::RedirectPolicy(rules); });
    return rules;
}

CodeDatabase::CodeDatabase(const config::Configuration& configuration)
    : store_(open_store(configuration)), service_(store_, redirect_rules(configuration)) {}

}  // namespace qrgen::cmd
