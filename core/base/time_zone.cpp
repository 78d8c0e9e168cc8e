// SPDX-License-Identifier: MIT
#include "core/base/time_zone.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace qrgen {
namespace {

namespace fs = std::filesystem;

using std::chrono::floor;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::seconds;

constexpr std::size_t longest_name = 64;  // the longest of the database has 32 bytes
constexpr const char* machine_zone = "/etc/localtime";

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

fs::path database() {
    const std::string directory = variable("TZDIR");
    return directory.empty() ? fs::path("/usr/share/zoneinfo") : fs::path(directory);
}

// Letters, digits, "_", "+" and "-" between single slashes: no name leads out of the database.
bool may_be_name(std::string_view name) {
    if (name.empty() || name.size() > longest_name || name.front() == '/' || name.back() == '/') return false;
    const bool is_clean = std::all_of(name.begin(), name.end(), [](char letter) {
        return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
               (letter >= '0' && letter <= '9') || letter == '_' || letter == '+' || letter == '-' ||
               letter == '/';
    });
    // Below right/ days have leap seconds; posix/ has all names a second time.
    return is_clean && name.find("//") == std::string_view::npos && !name.starts_with("right/") &&
           !name.starts_with("posix/");
}

// There are other files beside the zones. RFC 8536 3.1: each zone begins with these bytes.
bool is_zone_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return false;
    char magic[4] = {};
    std::ifstream stream(file, std::ios::binary);
    return stream.read(magic, sizeof magic) && std::string_view(magic, sizeof magic) == "TZif";
}

// Not each file is looked into, so there may be one among them that is no zone.
std::vector<std::string> all_names() {
    std::vector<std::string> names{"UTC"};
    const fs::path root = database();
    std::error_code error;
    for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end;
         entry.increment(error)) {
        std::string name = entry->path().lexically_relative(root).generic_string();
        const bool is_directory = entry->is_directory(error);
        if (is_directory && !may_be_name(name + "/UTC")) entry.disable_recursion_pending();
        if (!is_directory && may_be_name(name)) names.push_back(std::move(name));
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string_view place_of(std::string_view name) {
    return name.substr(name.rfind('/') + 1);  // all of it if there is no slash
}

// The name in its own case, that of which only the place was given, or else the nearest.
std::string_view probably_meant(std::string_view name, const std::vector<std::string>& names) {
    std::string wanted(name.substr(0, longest_name));
    std::replace(wanted.begin(), wanted.end(), ' ', '_');
    for (const std::string& known : names) {
        if (equals_ignoring_case(known, wanted)) return known;
    }
    for (const std::string& known : names) {
        if (equals_ignoring_case(place_of(known), wanted)) return known;
    }
    return nearest(wanted, {names.begin(), names.end()});
}

[[noreturn]] void throw_unknown(std::string_view name) {
    const std::vector<std::string> names = all_names();
    const std::string_view meant = probably_meant(name, names);
    std::string hint = "names are those of the IANA database, such as Europe/Berlin";
    if (names.size() == 1) {
        hint = "there is no time zone database in " + database().string() + ": install the package tzdata";
    } else if (!meant.empty()) {
        hint = "did you mean " + std::string(meant) + "?";
    }
    const std::string shown = printable(name.substr(0, longest_name));
    throw Error({{"time_zone", "there is no time zone \"" + shown + "\""}}, std::move(hint));
}

std::optional<absl::TimeZone> load(const std::string& name) {
    absl::TimeZone zone;
    return absl::LoadTimeZone(name, &zone) ? std::optional(zone) : std::nullopt;
}

// Of a path below the database; empty if it is none.
std::string name_of_path(const fs::path& file) {
    std::error_code error;
    const fs::path root = fs::weakly_canonical(database(), error);
    std::string name = file.lexically_relative(root).generic_string();
    return may_be_name(name) ? name : std::string();
}

absl::CivilSecond civil(local_seconds time) {
    const auto day = floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    return absl::CivilSecond(int(date.year()), unsigned(date.month()), unsigned(date.day())) +
           (time - day).count();
}

void append_two_digits(std::string& text, long value) {
    text += static_cast<char>('0' + value / 10);
    text += static_cast<char>('0' + value % 10);
}

std::string offset_text(seconds offset) {
    const long minutes = std::abs(std::chrono::duration_cast<std::chrono::minutes>(offset).count());
    if (minutes == 0) return "Z";
    std::string text(offset < seconds(0) ? "-" : "+");
    append_two_digits(text, minutes / 60);
    text += ':';
    append_two_digits(text, minutes % 60);
    return text;
}

}  // namespace

struct TimeZone::Rules {
    absl::TimeZone zone;

    absl::TimeZone::CivilInfo at(Timestamp time) const {
        return zone.At(absl::FromUnixSeconds(floor<seconds>(time).time_since_epoch().count()));
    }
};

TimeZone::TimeZone(std::string name, std::shared_ptr<const Rules> rules)
    : name_(std::move(name)), rules_(std::move(rules)) {}

TimeZone TimeZone::utc() {
    return TimeZone("UTC", std::make_shared<Rules>(Rules{absl::UTCTimeZone()}));
}

TimeZone TimeZone::find(std::string_view name) {
    return name == "local" ? of_machine() : in_database(name);
}

TimeZone TimeZone::in_database(std::string_view name) {
    if (name == "UTC") return utc();
    // The library remembers every name that it was asked for, also those that it does not know, for ever.
    if (!may_be_name(name) || !is_zone_file(database() / name)) throw_unknown(name);
    const auto zone = load(std::string(name));
    if (!zone) throw_unknown(name);
    return TimeZone(std::string(name), std::make_shared<Rules>(Rules{*zone}));
}

TimeZone TimeZone::of_machine() {
    const std::string wanted = variable("TZ");
    if (!wanted.empty()) {
        const std::string text = wanted.substr(wanted.front() == ':' ? 1 : 0);  // POSIX allows the colon
        const std::string below = name_of_path(text);
        return in_database(below.empty() ? text : below);
    }
    std::error_code error;
    if (!fs::exists(machine_zone, error)) return utc();
    const std::string below = name_of_path(fs::weakly_canonical(machine_zone, error));
    if (!below.empty()) return in_database(below);
    const auto zone = load(machine_zone);
    if (!zone) throw_unknown(machine_zone);
    return TimeZone("local", std::make_shared<Rules>(Rules{*zone}));
}

local_seconds TimeZone::local(Timestamp time) const {
    return local_seconds(floor<seconds>(time).time_since_epoch() + offset(time));
}

Timestamp TimeZone::instant(local_seconds time) const {
    return Timestamp(seconds(absl::ToUnixSeconds(absl::FromCivil(civil(time), rules_->zone))));
}

seconds TimeZone::offset(Timestamp time) const {
    return seconds(rules_->at(time).offset);
}

local_days TimeZone::day_of(Timestamp time) const {
    return floor<std::chrono::days>(local(time));
}

Timestamp TimeZone::start_of(local_days day) const {
    return instant(day);
}

std::string TimeZone::format(Timestamp time) const {
    const Timestamp as_if_utc(local(time).time_since_epoch());
    return format_rfc3339(as_if_utc).substr(0, 19) + offset_text(offset(time));
}

}  // namespace qrgen
