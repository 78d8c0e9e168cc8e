// SPDX-License-Identifier: MIT
//
// The table of settings: the one source for flags, environment variables, the configuration file, `config
// show` and the manual. A new setting is one row here and one entry in man/qrgen.toml.5.scd.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qrgen::config {

enum class SettingType {
    text,
    url,        // of a database or of ourselves; checked where it is used
    integer,    // within min and max
    choice,     // one of `choices`
    log_level,  // as parse_log_level()
    span,       // as parse_calendar_span(), or empty
    list,       // comma-separated in flags and environment, an array of strings in the file
};

struct Setting {
    std::string_view key;  // in the file; flag and environment variable are made from it
    SettingType type;
    std::string_view fallback;    // default, as text; empty: none, or made at run time
    std::string_view value_name;  // in help: URL, NUMBER
    std::string_view summary;
    bool secret = false;                    // has a QRGEN_…_FILE variable; never shown whole
    std::string_view legacy_variable = {};  // of mvp_qr_gen, read after ours; so common a name
                                            // that a value which makes no sense here is passed over
    std::span<const std::string_view> choices = {};
    std::int64_t min = 0;
    std::int64_t max = 0;
};

std::span<const Setting> settings() noexcept;

/// nullptr if there is none of that key.
const Setting* find_setting(std::string_view key) noexcept;

std::string flag_of(const Setting& setting);      // "--database-url"
std::string variable_of(const Setting& setting);  // "QRGEN_DATABASE_URL"

/// What is wrong with `value` for this setting, or an empty text.
std::string setting_fault(const Setting& setting, const std::string& value);

}  // namespace qrgen::config
