// SPDX-License-Identifier: MIT
#include "core/config/settings.hpp"

#include <set>

#include <gtest/gtest.h>

namespace qrgen::config {
namespace {

TEST(SettingsTest, KeysAreUniqueAndDefaultsAreValid) {
    std::set<std::string_view> keys;
    for (const Setting& setting : settings()) {
        EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
        EXPECT_EQ(setting_fault(setting, std::string(setting.fallback)), "") << setting.key;
        EXPECT_FALSE(setting.summary.empty()) << setting.key;
    }
}

TEST(SettingsTest, FlagAndVariableAreMadeFromTheKey) {
    const Setting& setting = *find_setting("allowed_redirect_domains");
    EXPECT_EQ(flag_of(setting), "--allowed-redirect-domains");
    EXPECT_EQ(variable_of(setting), "QRGEN_ALLOWED_REDIRECT_DOMAINS");
}

TEST(SettingsTest, UnknownKeysAreNotFound) {
    EXPECT_EQ(find_setting("nothing"), nullptr);
}

TEST(SettingsTest, IntegersHaveLimits) {
    const Setting& pool = *find_setting("database_pool");
    EXPECT_EQ(setting_fault(pool, "1"), "");
    EXPECT_EQ(setting_fault(pool, "100"), "");
    for (const char* bad : {"0", "101", "", "4x", " 4", "1e1", "99999999999999999999"}) {
        EXPECT_NE(setting_fault(pool, bad), "") << bad;
    }
}

TEST(SettingsTest, ChoicesAndTextAreChecked) {
    EXPECT_EQ(setting_fault(*find_setting("ip_privacy"), "full"), "");
    EXPECT_EQ(setting_fault(*find_setting("ip_privacy"), "half"), "must be full, truncate or none");
    EXPECT_NE(setting_fault(*find_setting("log_level"), "loud"), "");
    EXPECT_EQ(setting_fault(*find_setting("environment"), "\xff"), "must be UTF-8 text");
}

}  // namespace
}  // namespace qrgen::config
