// SPDX-License-Identifier: MIT
#include "daemon/service/service_settings.hpp"

#include <cstdlib>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace qrgen::daemon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

using Flags = std::map<std::string, std::string, std::less<>>;

config::Configuration configuration(Flags flags) {
    flags.try_emplace("database_url", "sqlite:///data/codes.db");
    return config::Configuration::load({.flags = std::move(flags),
                                        .config_flag = "/dev/null",
                                        .environment = [](const std::string&) { return std::nullopt; }});
}

FixedSettings fixed(Flags flags = {}) {
    return fixed_settings(configuration(std::move(flags)));
}

ReloadableSettings reloadable(Flags flags = {}) {
    return reloadable_settings(configuration(std::move(flags)));
}

template <typename Work>
Error error_of(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    ADD_FAILURE() << "no error";
    return {ErrorKind::failure, ""};
}

// "ADDRESS PORT"
std::string listens(const std::string& text) {
    const http::ServerOptions server = fixed({{"listen", text}}).server;
    return server.address + " " + std::to_string(server.port);
}

// Sets an environment variable, or unsets it, and restores it.
class WithVariable {
  public:
    WithVariable(const char* name, const char* value)
        : name_(name), before_(config::process_environment(name)) {
        set(value);
    }
    ~WithVariable() { set(before_ ? before_->c_str() : nullptr); }
    WithVariable(const WithVariable&) = delete;
    WithVariable& operator=(const WithVariable&) = delete;

  private:
    void set(const char* value) const {
        if (value == nullptr) {
            unsetenv(name_);
        } else {
            setenv(name_, value, 1);
        }
    }
    const char* const name_;
    const std::optional<std::string> before_;
};

TEST(ServiceSettingsTest, AnAddressToListenOnHasManyForms) {
    EXPECT_EQ(listens("127.0.0.1:8000"), "127.0.0.1 8000");
    EXPECT_EQ(listens("0.0.0.0:80"), "0.0.0.0 80");
    EXPECT_EQ(listens("[::1]:8000"), "::1 8000");
    EXPECT_EQ(listens("[::]:0"), ":: 0");
    EXPECT_EQ(listens(":8000"), "0.0.0.0 8000");
    EXPECT_EQ(listens("*:8000"), "0.0.0.0 8000");
    EXPECT_EQ(listens("localhost:65535"), "127.0.0.1 65535");
}

TEST(ServiceSettingsTest, WhatIsNoAddressAndPortIsRefused) {
    for (const char* const text :
         {"8000", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:65536", "127.0.0.1:8000x",
          "127.0.0.1:99999999999", "127.0.0.1: 8000", "127.0.0.1:+80", "example.com:80", "[::1:8000",
          "::1:8000", "[]:80", "[::1]", "256.0.0.1:80", "http://127.0.0.1:80", "[127.0.0.1]:80"}) {
        const Error error = error_of([&] { fixed({{"listen", text}}); });
        EXPECT_EQ(error.kind(), ErrorKind::usage) << text;
        EXPECT_THAT(error.message(),
                    HasSubstr("--listen: '" + std::string(text) + "' is no address and port"));
        EXPECT_THAT(error.hint(), HasSubstr("127.0.0.1:8000"));
    }
}

TEST(ServiceSettingsTest, TheJournalIsBesideASqliteFile) {
    EXPECT_EQ(fixed().journal_dir, "/data/codes.db.scans");
    EXPECT_EQ(fixed({{"journal_dir", "/var/scans"}}).journal_dir, "/var/scans");
}

TEST(ServiceSettingsTest, WithPostgresqlTheJournalIsWhereProgramsKeepTheirState) {
    const Flags flags{{"database_url", "postgresql://localhost/codes"}};
    const WithVariable state("XDG_STATE_HOME", "/state");
    EXPECT_EQ(fixed(flags).journal_dir, "/state/qrgen/scans");
    const WithVariable no_state("XDG_STATE_HOME", nullptr);
    const WithVariable home("HOME", "/home/somebody");
    EXPECT_EQ(fixed(flags).journal_dir, "/home/somebody/.local/state/qrgen/scans");
    const WithVariable no_home("HOME", nullptr);
    EXPECT_EQ(fixed(flags).journal_dir, "/var/lib/qrgen/scans");
}

TEST(ServiceSettingsTest, NumbersReachTheirPlaces) {
    const FixedSettings settings = fixed({{"database_pool", "7"},
                                          {"journal_sync", "3"},
                                          {"journal_limit", "9"},
                                          {"cache_size", "123"},
                                          {"max_body_size", "2048"},
                                          {"max_connections", "50"},
                                          {"request_timeout", "4"},
                                          {"keep_alive", "6"},
                                          {"drain_delay", "2"},
                                          {"drain_timeout", "8"},
                                          {"login_failures", "5"},
                                          {"unknown_ids", "11"},
                                          {"threads", "12"},
                                          {"environment", "staging"}});
    EXPECT_EQ(settings.database_pool, 7);
    EXPECT_EQ(settings.journal_sync, std::chrono::seconds(3));
    EXPECT_EQ(settings.journal_bytes, 9U * 1024 * 1024);
    EXPECT_EQ(settings.cache_size, 123U);
    EXPECT_EQ(settings.server.max_body, 2048U);
    EXPECT_EQ(settings.server.max_connections, 50U);
    EXPECT_EQ(settings.server.head_timeout, std::chrono::seconds(4));
    EXPECT_EQ(settings.server.body_timeout, std::chrono::seconds(4));
    EXPECT_EQ(settings.server.idle_timeout, std::chrono::seconds(6));
    EXPECT_EQ(settings.drain_delay, std::chrono::seconds(2));
    EXPECT_EQ(settings.drain_timeout, std::chrono::seconds(8));
    EXPECT_EQ(settings.login_failures, 5);
    EXPECT_EQ(settings.unknown_ids, 11);
    EXPECT_EQ(settings.server.workers, 12);
    EXPECT_EQ(settings.environment, "staging");
}

TEST(ServiceSettingsTest, WithoutANumberThreadsFitTheMachine) {
    EXPECT_GE(fixed().server.workers, 8);
    EXPECT_GE(fixed().server.event_threads, 1);
    EXPECT_LE(fixed().server.event_threads, 16);
}

TEST(ServiceSettingsTest, KeysAreAskedForUnlessSwitchedOff) {
    EXPECT_EQ(fixed().auth, AuthMode::api_key);
    EXPECT_EQ(fixed({{"auth", "none"}}).auth, AuthMode::none);
    EXPECT_EQ(fixed({{"auth", "none"}}).metrics_auth, AuthMode::api_key);
    EXPECT_EQ(fixed({{"metrics_auth", "none"}}).metrics_auth, AuthMode::none);
    EXPECT_FALSE(fixed().log_dir);
    EXPECT_EQ(fixed({{"log_dir", "/logs"}}).log_dir, "/logs");
}

TEST(ServiceSettingsTest, ADatabaseThatIsNoneIsRefused) {
    EXPECT_THAT(error_of([] {
                    fixed({{"database_url", "mysql://u:secret@h/d"}});
                }).message(),
                testing::AllOf(HasSubstr("--database-url"), testing::Not(HasSubstr("secret"))));
}

TEST(ServiceSettingsTest, OriginsAreChecked) {
    EXPECT_THAT(reloadable().router.cors_origins, IsEmpty());
    EXPECT_THAT(
        reloadable({{"cors_origins", "https://a.example, http://localhost:3000"}}).router.cors_origins,
        ElementsAre("https://a.example", "http://localhost:3000"));
    EXPECT_THAT(reloadable({{"cors_origins", "*"}}).router.cors_origins, ElementsAre("*"));
    for (const char* const text : {"a.example", "https://", "https://a.example/", "https://a.example/app",
                                   "**", "https://ok.example,nonsense"}) {
        const Error error = error_of([&] { reloadable({{"cors_origins", text}}); });
        EXPECT_THAT(error.message(), HasSubstr("is no web origin")) << text;
        EXPECT_THAT(error.message(), HasSubstr("--cors-origins")) << text;
    }
}

TEST(ServiceSettingsTest, WhatCanBeReloadedReachesItsPlace) {
    const ReloadableSettings settings =
        reloadable({{"trusted_proxies", "10.0.0.0/8"},
                    {"ip_privacy", "none"},
                    {"do_not_track", "honour"},
                    {"geoip_file", "/places.mmdb"},
                    {"retention", "13 months"},
                    {"access_log", "off"},
                    {"logo_file", "/logo.png"},
                    {"log_level", "debug"},
                    {"base_url", "https://qr.example"},
                    {"allowed_redirect_domains", "example.com, example.org"}});
    EXPECT_TRUE(settings.router.trusted_proxies.trusts(std::string_view("10.1.2.3")));
    EXPECT_FALSE(settings.router.trusted_proxies.trusts(std::string_view("192.0.2.1")));
    EXPECT_EQ(settings.privacy.address, scans::IpPrivacy::none);
    EXPECT_TRUE(settings.privacy.honours_do_not_track);
    EXPECT_EQ(settings.geoip_file, "/places.mmdb");
    EXPECT_EQ(settings.retention, parse_calendar_span("13months"));
    EXPECT_FALSE(settings.has_access_log);
    EXPECT_EQ(settings.logo_file, "/logo.png");
    EXPECT_EQ(settings.log_level, LogLevel::debug);
    EXPECT_EQ(settings.redirect_rules.base_url, "https://qr.example");
    EXPECT_THAT(settings.redirect_rules.allowed_domains, ElementsAre("example.com", "example.org"));
    EXPECT_TRUE(reloadable().has_access_log);
    EXPECT_FALSE(reloadable().logo_file);
    EXPECT_FALSE(reloadable().privacy.honours_do_not_track);
    EXPECT_FALSE(reloadable().geoip_file);
    EXPECT_FALSE(reloadable().retention);
}

TEST(ServiceSettingsTest, FaultsTellWhereTheValueStands) {
    for (const auto& [key, value] : Flags{{"trusted_proxies", "10.0.0.0/99"},
                                          {"base_url", "nonsense"},
                                          {"allowed_redirect_domains", "exa mple"}}) {
        const Error error = error_of([&, &key = key, &value = value] { reloadable({{key, value}}); });
        EXPECT_EQ(error.kind(), ErrorKind::usage) << key;
        EXPECT_THAT(error.message(), testing::StartsWith(config::flag_of(*config::find_setting(key)) + ": "))
            << key;
    }
}

TEST(ServiceSettingsTest, ChangesThatNeedANewProcessAreTold) {
    const config::Configuration before = configuration({});
    EXPECT_THAT(fixed_differences(before, configuration({})), IsEmpty());
    EXPECT_THAT(
        fixed_differences(
            before, configuration({{"listen", "127.0.0.1:1"}, {"cache_size", "1"}, {"log_level", "debug"}})),
        ElementsAre("listen", "cache_size"));
}

TEST(ServiceSettingsTest, ReloadableAreExactlyTheSettingsThatAReloadReads) {
    const Flags reloadable_values{{"allowed_redirect_domains", "example.com"},
                                  {"trusted_proxies", "10.0.0.1"},
                                  {"cors_origins", "*"},
                                  {"ip_privacy", "none"},
                                  {"do_not_track", "honour"},
                                  {"geoip_file", "/x.mmdb"},
                                  {"retention", "90days"},
                                  {"access_log", "off"},
                                  {"logo_file", "/x.png"},
                                  {"log_level", "debug"}};
    EXPECT_THAT(fixed_differences(configuration({}), configuration(reloadable_values)), IsEmpty());
}

}  // namespace
}  // namespace qrgen::daemon
