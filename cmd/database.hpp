// SPDX-License-Identifier: MIT
//
// From the configuration to the database and the service of codes.
#pragma once

#include "core/codes/code_service.hpp"
#include "core/config/configuration.hpp"
#include "core/store/store.hpp"

namespace qrgen::cmd {

/// The settings that open_store() and CodeDatabase read: what a command that uses them must offer as flags.
inline constexpr std::string_view store_settings[] = {"database_url", "database_pool"};
inline constexpr std::string_view code_settings[] = {"database_url", "database_pool", "base_url",
                                                     "allowed_redirect_domains"};

/// Connects to nothing yet; never has fewer than `least_sessions`. A wrong value is Error(usage) if it came
/// from a flag, Error(failure) otherwise, and the message names its place.
store::Store open_store(const config::Configuration& configuration, int least_sessions = 1);
codes::RedirectPolicy::Rules redirect_rules(const config::Configuration& configuration);

class CodeDatabase {
  public:
    explicit CodeDatabase(const config::Configuration& configuration);

    codes::CodeService& codes() noexcept { return service_; }

  private:
    store::Store store_;
    codes::CodeService service_;
};

}  // namespace qrgen::cmd
