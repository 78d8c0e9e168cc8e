// SPDX-License-Identifier: MIT
//
// All parts of the running service, put together.
#pragma once

#include <memory>

#include "core/base/log.hpp"
#include "daemon/service/service_settings.hpp"

namespace qrgen::daemon {

class Service {
  public:
    /// `log` gets what is said about requests and the life of the service. Throws Error for what can be found
    /// out before anything is started: settings, the journal's directory, the port.
    Service(const FixedSettings& fixed, const ReloadableSettings& reloadable, std::string version,
            LogFormat format);
    ~Service();
    Service(const Service&) = delete;
    Service& operator=(const Service&) = delete;

    const Log& log() const noexcept;
    int port() const noexcept;

    /// Prepares the database, or does without it if it is away and something is known from before; then
    /// accepts requests. Returns when it is ready. Throws Error if the database has another schema (and
    /// `migrate` is not set), or nobody could use the API.
    void start(bool migrate);

    /// What has to be done about once a second; never waits for the database.
    void tick();

    void reload(const ReloadableSettings& settings);

    /// Not ready any more, from now on.
    void begin_drain();

    /// Finishes requests, then takes the journal to the database, each in `limit` at most. Scans that are
    /// left wait in the journal for the next start.
    void drain(std::chrono::seconds limit);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace qrgen::daemon
