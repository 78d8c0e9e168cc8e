// SPDX-License-Identifier: MIT
#include "daemon/service/service.hpp"

#include <atomic>
#include <condition_variable>
#include <iterator>
#include <mutex>
#include <utility>

#include <malloc.h>

#include "core/access/api_key_service.hpp"
#include "core/base/error.hpp"
#include "core/codes/code_service.hpp"
#include "core/scans/journal.hpp"
#include "core/scans/scan_writer.hpp"
#include "core/scans/visitors.hpp"
#include "core/store/change_feed.hpp"
#include "core/store/migrator.hpp"
#include "daemon/health/health.hpp"
#include "daemon/health/health_routes.hpp"
#include "daemon/logs/access_log.hpp"
#include "daemon/metrics.hpp"
#include "daemon/redirect/redirect_routes.hpp"
#include "daemon/redirect/scan_recorder.hpp"
#include "daemon/redirect/target_snapshot.hpp"
#include "daemon/redirect/target_source.hpp"
#include "daemon/router/router.hpp"
#include "daemon/routes/api_routes.hpp"
#include "daemon/routes/documentation_routes.hpp"
#include "daemon/service/figures.hpp"
#include "daemon/service/housekeeper.hpp"
#include "daemon/service/log_keeping.hpp"

namespace qrgen::daemon {
namespace {

constexpr std::chrono::seconds cache_lifetime{60};
constexpr std::chrono::seconds housekeeping_interval{1};
constexpr std::chrono::seconds housekeeping_patience{5};  // at the end
constexpr std::chrono::seconds tidying_interval{60};
constexpr std::size_t most_preloaded = 200'000;  // a second's work
constexpr std::size_t refreshed_at_once = 1000;
constexpr std::size_t most_to_refresh = 100'000;  // what is changed beyond is read when somebody asks for it

Log make_log(const FixedSettings& fixed, LogLevel level, LogFormat format, const char* part, const char* file,
             LogLevel least) {
    std::vector<LogFile> files;
    if (fixed.log_dir) files.push_back({*fixed.log_dir / file, least});
    return Log(level, format, part, files);
}

std::optional<std::filesystem::path> access_log_file(const FixedSettings& fixed) {
    if (!fixed.log_dir) return std::nullopt;
    return *fixed.log_dir / "api" / "access.log";
}

std::vector<Directory> directories_of(const FixedSettings& fixed) {
    std::vector<Directory> directories{{"journal", fixed.journal_dir}};
    if (fixed.log_dir) directories.push_back({"log", *fixed.log_dir});
    if (fixed.database.backend == store::Backend::sqlite)
        directories.push_back({"database", fixed.database.target});
    return directories;
}

scans::JournalOptions journal_options(const FixedSettings& fixed) {
    return {.directory = fixed.journal_dir,
            .sync_interval = fixed.journal_sync,
            .max_bytes = fixed.journal_bytes};
}

}  // namespace

// The order of the members is the order of their making; each is destroyed before what it uses.
class Service::Impl {
  public:
    Impl(const FixedSettings& fixed, const ReloadableSettings& reloadable, std::string version,
         LogFormat format)
        : fixed_(fixed),
          version_(std::move(version)),
          base_url_(reloadable.redirect_rules.base_url),
          log_(make_log(fixed, reloadable.log_level, format, "api", "api/errors.log", LogLevel::warning)),
          database_log_(make_log(fixed, reloadable.log_level, format, "database", "database/database.log",
                                 LogLevel::info)),
          access_log_(reloadable.has_access_log, access_log_file(fixed), reloadable.privacy),
          metrics_(version_),
          store_(fixed.database,
                 {.pool_size = fixed.database_pool, .patience = store::Patience::of_a_service}),
          journal_(journal_options(fixed), database_log_),
          writer_(journal_, store_, database_log_),
          cache_(fixed.cache_size, cache_lifetime),
          targets_(store_, cache_, codes::RedirectPolicy(reloadable.redirect_rules),
                   [this] { return feed_.is_reachable(); }),
          visitors_(system_random),
          recorder_(journal_, visitors_, reloadable.privacy),
          keys_(store_),
          login_failures_(fixed.login_failures),
          unknown_ids_(fixed.unknown_ids),
          authenticator_(keys_, fixed.auth, login_failures_),
          log_keeping_(store_, reloadable.retention, database_log_),
          feed_(fixed.database, listener(), database_log_),
          health_({.store = store_,
                   .journal = journal_,
                   .cache = cache_,
                   .is_reachable = [this] { return feed_.is_reachable(); },
                   .version = version_,
                   .environment = fixed.environment}),
          api_(store_, reloadable.redirect_rules, reloadable.logo_file, version_, metrics_),
          router_(routes(), {authenticator_, recorder_, metrics_, access_log_, log_}, reloadable.router),
          server_(fixed.server, router_) {
        open_places(reloadable.geoip_file);
        add_figures(metrics_, {store_, journal_, writer_, feed_, cache_, targets_, server_});
        add_disk_figures(metrics_, directories_of(fixed));
    }

    const Log& log() const noexcept { return log_; }
    int port() const noexcept { return server_.port(); }

    void start(bool migrate) {
        migrate_ = migrate;
        const std::size_t remembered = read_snapshot(snapshot_file(), cache_);
        if (!prepare()) {
            log_.warning("starting without the database; " + std::to_string(remembered) +
                         " codes are known from before");
        }
        refuse_to_lock_out();
        server_.start();
        writer_.start();
        feed_.start();
        wait_for_feed();
        housekeeper_.start();
        health_.set_phase(Health::Phase::ready);
    }

    void tick() { access_log_.flush(); }

    void reload(const ReloadableSettings& settings) {
        api_.reload(settings.redirect_rules, settings.logo_file);  // first: what can fail
        targets_.set_policy(codes::RedirectPolicy(settings.redirect_rules));
        router_.set(settings.router);
        recorder_.set_privacy(settings.privacy);
        access_log_.set(settings.has_access_log, settings.privacy);
        open_places(settings.geoip_file);
        log_keeping_.set_retention(settings.retention);
        log_.set_level(settings.log_level);
        database_log_.set_level(settings.log_level);
    }

    void begin_drain() { health_.set_phase(Health::Phase::draining); }

    void drain(std::chrono::seconds limit) {
        if (!server_.drain(limit)) log_.warning("some requests were not finished in time");
        if (!writer_.finish(limit))
            log_.warning("scans are left in the journal; the next start delivers them");
        is_ending_ = true;
        housekeeper_.finish(housekeeping_patience, [this] { store_.suspend(); });
        access_log_.flush();
    }

  private:
    // Scans without a place are better than none.
    void open_places(const std::optional<std::filesystem::path>& file) {
        std::shared_ptr<const geo::GeoDatabase> places;
        try {
            if (file) places = std::make_shared<const geo::GeoDatabase>(*file);
        } catch (const Error& error) {
            log_.warning(error.message() + (error.hint().empty() ? "" : "; " + error.hint()));
        }
        writer_.set_places(std::move(places));
    }

    http::RouteTable routes() {
        http::RouteTable table;
        add_redirect_routes(table, {targets_, recorder_, unknown_ids_, metrics_});
        api_.add_to(table);
        add_health_routes(table, health_, metrics_,
                          fixed_.metrics_auth == AuthMode::none ? http::Access::open : http::Access::read);
        const bool needs_credential = fixed_.auth == AuthMode::api_key;
        add_documentation_routes(table, {.version = version_, .needs_credential = needs_credential},
                                 base_url_);
        return table;
    }

    std::filesystem::path snapshot_file() const { return fixed_.journal_dir / "targets.ndjson"; }

    // Whether the database is there, with our schema. Throws if it is there with another one.
    bool prepare() {
        if (is_prepared_) return true;
        try {
            store_.ping();
        } catch (const Error& error) {
            database_log_.warning(error.message());
            return false;
        }
        if (migrate_) store::Migrator(store_).up();
        store_.read([](store::Transaction&) {});
        is_prepared_ = true;
        return true;
    }

    void refuse_to_lock_out() {
        std::optional<std::int64_t> usable_keys;
        if (is_prepared_ && fixed_.auth == AuthMode::api_key) usable_keys = keys_.count_usable();
        if (const auto fault = listening_fault(fixed_.server.address, fixed_.auth, usable_keys)) throw *fault;
    }

    store::ChangeListener listener() {
        return {.changed = [this](const std::string& notice) { forget(notice); },
                .lost_track =
                    [this] {
                        cache_.expire_all();
                        authenticator_.forget_all();
                    },
                .reached = [this] { database_reached(); },
                .lost =
                    [this] {
                        store_.suspend();
                        feed_has_tried();
                    }};
    }

    void forget(const std::string& notice) {
        const std::size_t colon = std::min(notice.find(':'), notice.size());
        const std::string_view kind = std::string_view(notice).substr(0, colon);
        const std::string_view id = std::string_view(notice).substr(std::min(colon + 1, notice.size()));
        if (kind == "code") {
            cache_.forget(id);
            const std::lock_guard lock(changed_mutex_);
            if (changed_.size() < most_to_refresh) changed_.emplace_back(id);
        }
        if (kind == "key") authenticator_.forget(id);
        ++notices_;
    }

    // What was changed is read again soon: if the database goes away next, it is known all the same. Not by
    // the feed's thread, which must be free to find out that the database does not answer.
    void refresh_changed() {
        std::vector<std::string> short_ids;
        {
            const std::lock_guard lock(changed_mutex_);
            const std::size_t rest = changed_.size() - std::min(changed_.size(), refreshed_at_once);
            short_ids.assign(std::make_move_iterator(changed_.begin() + static_cast<std::ptrdiff_t>(rest)),
                             std::make_move_iterator(changed_.end()));
            changed_.resize(rest);
        }
        if (short_ids.empty() || !feed_.is_reachable()) return;
        try {
            targets_.refresh(short_ids);
        } catch (const std::exception& error) {
            log_.debug(error.what());  // whoever asks for them tries again
        }
    }

    void database_reached() {
        store_.resume();
        try {
            prepare();
            visitors_.agree(store_, system_now());
            targets_.preload(std::min(fixed_.cache_size, most_preloaded));
            malloc_trim(0);  // reading so much at once leaves as much behind
            writer_.try_now();
        } catch (const Error& error) {
            database_log_.error(error.message() + (error.hint().empty() ? "" : "; " + error.hint()));
        }
        feed_has_tried();
    }

    void feed_has_tried() {
        const std::lock_guard lock(feed_mutex_);
        feed_tried_ = true;
        feed_changed_.notify_all();
    }

    void wait_for_feed() {
        std::unique_lock lock(feed_mutex_);
        feed_changed_.wait(lock, [this] { return feed_tried_; });
    }

    void keep_house() {
        refresh_changed();
        if (is_prepared_ && feed_.is_reachable()) log_keeping_.tick();
        const auto now = std::chrono::steady_clock::now();
        if (now - tidied_at_ < tidying_interval && !is_ending_) return;
        tidied_at_ = now;
        tidy_up();
    }

    // Nothing of this is needed for redirects, so a failure only waits for the next time.
    void tidy_up() {
        try {
            const std::uint64_t seen = notices_ + targets_.figures().loads;
            if (std::exchange(snapshot_of_, seen) != seen) write_snapshot(cache_, snapshot_file());
            if (!feed_.is_reachable()) return;
            authenticator_.flush_last_used();
            visitors_.agree(store_, system_now());
        } catch (const std::exception& error) {
            log_.warning(error.what());
        }
    }

    const FixedSettings fixed_;
    const std::string version_;
    const std::string base_url_;
    bool migrate_ = false;
    std::atomic<bool> is_prepared_ = false;
    std::mutex feed_mutex_;
    std::condition_variable feed_changed_;
    bool feed_tried_ = false;
    std::mutex changed_mutex_;
    std::vector<std::string> changed_;  // short ids to be read again
    std::atomic<std::uint64_t> notices_ = 1;
    std::uint64_t snapshot_of_ = 0;
    std::chrono::steady_clock::time_point tidied_at_ = std::chrono::steady_clock::now();
    std::atomic<bool> is_ending_ = false;
    Log log_;
    Log database_log_;
    AccessLog access_log_;
    Metrics metrics_;
    store::Store store_;
    scans::Journal journal_;
    scans::ScanWriter writer_;
    TargetCache cache_;
    TargetSource targets_;
    scans::Visitors visitors_;
    ScanRecorder recorder_;
    access::ApiKeyService keys_;
    Throttle login_failures_;
    Throttle unknown_ids_;
    Authenticator authenticator_;
    LogKeeping log_keeping_;
    store::ChangeFeed feed_;  // its thread calls what stands above
    Health health_;
    ApiRoutes api_;
    Router router_;
    http::Server server_;
    Housekeeper housekeeper_{housekeeping_interval, [this] { keep_house(); }};
};

Service::Service(const FixedSettings& fixed, const ReloadableSettings& reloadable, std::string version,
                 LogFormat format)
    : impl_(std::make_unique<Impl>(fixed, reloadable, std::move(version), format)) {}
Service::~Service() = default;

const Log& Service::log() const noexcept {
    return impl_->log();
}
int Service::port() const noexcept {
    return impl_->port();
}
void Service::start(bool migrate) {
    impl_->start(migrate);
}
void Service::tick() {
    impl_->tick();
}
void Service::reload(const ReloadableSettings& settings) {
    impl_->reload(settings);
}
void Service::begin_drain() {
    impl_->begin_drain();
}
void Service::drain(std::chrono::seconds limit) {
    impl_->drain(limit);
}

}  // namespace qrgen::daemon
