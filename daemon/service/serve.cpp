// SPDX-License-Identifier: MIT
#include "daemon/service/serve.hpp"

#include <algorithm>
#include <chrono>
#include <string>

#include <sys/resource.h>

#include <malloc.h>
#include <systemd/sd-daemon.h>

#include "core/base/error.hpp"
#include "core/config/fault_place.hpp"
#include "daemon/service/service.hpp"
#include "daemon/service/signals.hpp"

namespace qrgen::daemon {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds tick{1000};

// The service manager that started us, if there is one (sd_notify(3)); without, all of this does nothing.
class Manager {
  public:
    Manager() {
        std::uint64_t microseconds = 0;
        if (sd_watchdog_enabled(0, &microseconds) > 0) {
            watchdog_ = std::chrono::duration_cast<milliseconds>(std::chrono::microseconds(microseconds)) / 2;
        }
    }

    static void tell(const std::string& state) { sd_notify(0, state.c_str()); }

    static void tell_reloading() {
        timespec now{};
        clock_gettime(CLOCK_MONOTONIC, &now);
        tell("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(now.tv_sec * 1'000'000 + now.tv_nsec / 1000));
    }

    /// How long to wait for something else before keep_alive() is due.
    milliseconds patience() const { return watchdog_.count() > 0 ? std::min(watchdog_, tick) : tick; }

    void keep_alive() const {
        if (watchdog_.count() > 0) tell("WATCHDOG=1");
    }

  private:
    milliseconds watchdog_{0};
};

class Life {
  public:
    explicit Life(const ServeOptions& options)
        : options_(options),
          configuration_(options.configuration),
          fixed_(fixed_settings(configuration_)),
          service_(config::telling_place(configuration_, [&] {
              return Service(fixed_, reloadable(configuration_), options.version, log_format(configuration_));
          })) {}

    void run() {
        service_.start(options_.migrate);
        service_.log().info("listening on " + fixed_.server.address + " port " +
                            std::to_string(service_.port()));
        Manager::tell("READY=1\nSTATUS=listening on port " + std::to_string(service_.port()));
        for (;;) {
            const auto signal = signals_.next(manager_.patience());
            if (signal == SIGHUP) reload();
            if (signal && signal != SIGHUP) return end();
            manager_.keep_alive();
            service_.tick();
        }
    }

  private:
    // The service's logs are read by machines, unless somebody said otherwise.
    static LogFormat log_format(const config::Configuration& configuration) {
        const config::Value& value = configuration.value("log_format");
        const bool is_text = value.origin != config::Origin::fallback && value.text == "text";
        return is_text ? LogFormat::text : LogFormat::json;
    }

    ReloadableSettings reloadable(const config::Configuration& configuration) const {
        ReloadableSettings settings = reloadable_settings(configuration);
        settings.log_level = options_.log_level.value_or(settings.log_level);
        settings.redirect_rules.base_url = options_.configuration.text("base_url");  // only at the start
        return settings;
    }

    void reload() {
        Manager::tell_reloading();
        try {
            config::Configuration fresh = options_.reload();
            config::telling_place(fresh, [&] { service_.reload(reloadable(fresh)); });
            for (const std::string& key : fixed_differences(configuration_, fresh)) {
                service_.log().warning(key + " was changed, which takes effect at the next start");
            }
            configuration_ = std::move(fresh);
            service_.log().info("the configuration was read again");
        } catch (const Error& error) {
            service_.log().error("the configuration stays as it was: " + error.message());
        }
        Manager::tell("READY=1");
    }

    void end() {
        Manager::tell("STOPPING=1\nSTATUS=finishing requests");
        signals_.let_end_at_once();
        service_.log().info("ending");
        service_.begin_drain();
        const auto deadline = steady_clock::now() + fixed_.drain_delay;
        while (steady_clock::now() < deadline) {
            signals_.next(std::chrono::duration_cast<milliseconds>(deadline - steady_clock::now()));
        }
        service_.drain(fixed_.drain_timeout);
        service_.log().info("ended");
    }

    const ServeOptions& options_;
    config::Configuration configuration_;
    Signals signals_;  // before any thread is started
    const Manager manager_;
    const FixedSettings fixed_;
    Service service_;
};

// The usual soft limit of 1024 is for programs that use select(2).
void raise_file_limit() {
    rlimit limit{};
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

}  // namespace

void serve(const ServeOptions& options) {
    raise_file_limit();
    // Threads would each get a heap of their own, and with it memory that nobody else can use.
    mallopt(M_ARENA_MAX, 2);
    // Large blocks, such as the texts of a batch of scans, go back to the system when they are free. Unless it is set,
    // the limit grows with them, and they leave holes in the heap.
    mallopt(M_MMAP_THRESHOLD, 128 * 1024);
    Life(options).run();
}

}  // namespace qrgen::daemon
