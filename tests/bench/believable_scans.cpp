// SPDX-License-Identifier: MIT
#include "tests/bench/believable_scans.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <span>
#include <string_view>

#include "core/base/random.hpp"

namespace qrgen::bench {
namespace {

// People who scan codes in an hour of the day (UTC), of all places together.
constexpr std::array<double, 24> hours{2,  1,  1,  1,  1,  2,  4,  7,  9, 10, 11, 13,
                                       14, 13, 11, 10, 11, 13, 14, 12, 9, 6,  4,  3};

// Of three weeks, Monday first.
constexpr std::array<std::size_t, 7> weekdays{9, 9, 9, 10, 12, 13, 8};
constexpr std::size_t week = 70;

constexpr std::array<std::string_view, 20> countries{"DE", "DE", "DE", "DE", "DE", "DE", "AT",
                                                     "AT", "CH", "CH", "US", "US", "US", "FR",
                                                     "NL", "PL", "GB", "IT", "IN", "BR"};
constexpr std::array<std::string_view, 6> languages{
    "de-DE,de;q=0.9,en;q=0.8", "en-US,en;q=0.9", "de-AT,de;q=0.9", "fr-FR,fr;q=0.9", "de", ""};
constexpr std::array<std::string_view, 5> referrers{"https://www.google.com/", "https://l.instagram.com/",
                                                    "https://m.facebook.com/", "https://www.example.org/menu",
                                                    "android-app://com.google.android.gm/"};
constexpr std::array<std::string_view, 8> phones{"SM-S918B",  "SM-A546B", "Pixel 7",    "Pixel 8a",
                                                 "2201117TY", "CPH2407",  "moto g(60)", "SM-G991B"};
constexpr std::array<std::string_view, 6> bots{
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "WhatsApp/2.24.11.85 A",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "TelegramBot (like TwitterBot)",
    "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)"};

template <typename... Arguments>
std::string filled(const char* format, Arguments... arguments) {
    std::array<char, 256> text{};
    std::snprintf(text.data(), text.size(), format, arguments...);
    return text.data();
}

std::vector<double> sums_of(std::span<const double> weights) {
    std::vector<double> sums(weights.size());
    std::partial_sum(weights.begin(), weights.end(), sums.begin());
    return sums;
}

// Zipf's law: the second code is scanned half as much as the first, the third a third.
std::vector<double> zipf(std::size_t codes) {
    std::vector<double> weights(codes);
    for (std::size_t i = 0; i < codes; ++i) weights[i] = 1.0 / static_cast<double>(i + 1);
    return sums_of(weights);
}

}  // namespace

BelievableScans::BelievableScans(std::size_t codes) : code_sums_(zipf(codes)), hour_sums_(sums_of(hours)) {}

std::string BelievableScans::code_id(std::size_t code) {
    return filled("5eed0000-0000-7000-8000-%012zu", code);
}

std::string BelievableScans::short_id(std::size_t code) {
    return filled("seed%06zu", code);
}

std::vector<scans::ScanEvent> BelievableScans::of_day(std::chrono::sys_days day, std::size_t count) {
    std::vector<scans::ScanEvent> events;
    events.reserve(count);
    for (std::size_t i = 0; i < count; ++i) events.push_back(scan(day));
    return events;
}

std::size_t BelievableScans::share_of_day(std::size_t total, std::size_t days, std::size_t day) {
    const auto until = [&](std::size_t end) {
        std::size_t weight = end / 7 * week;
        for (std::size_t i = 0; i < end % 7; ++i) weight += weekdays[i];
        return weight;
    };
    return total * until(day + 1) / until(days) - total * until(day) / until(days);
}

std::string BelievableScans::country_of(const std::string& address) {
    return std::string(countries[std::hash<std::string>()(address) % countries.size()]);
}

std::size_t BelievableScans::pick(const std::vector<double>& sums) {
    const double point = std::uniform_real_distribution<>(0, sums.back())(random_);
    const auto found = std::upper_bound(sums.begin(), sums.end(), point);
    return static_cast<std::size_t>(std::min(found, sums.end() - 1) - sums.begin());
}

std::string BelievableScans::agent() {
    const auto kind = random_() % 100;
    const auto major = static_cast<unsigned>(110 + random_() % 40);
    const auto minor = static_cast<unsigned>(random_() % 7);
    if (kind < 3) return std::string(bots[random_() % bots.size()]);
    if (kind < 45) {
        const auto system = static_cast<unsigned>(15 + random_() % 4);
        return filled(
            "Mozilla/5.0 (iPhone; CPU iPhone OS %u_%u like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
            "Gecko) "
            "Version/%u.%u Mobile/15E148 Safari/604.1",
            system, minor, system, minor);
    }
    if (kind < 85) {
        return filled(
            "Mozilla/5.0 (Linux; Android %u; %s) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%u.0.0.0 "
            "Mobile "
            "Safari/537.36",
            static_cast<unsigned>(11 + random_() % 5), phones[random_() % phones.size()].data(), major);
    }
    if (kind < 90) {
        return filled(
            "Mozilla/5.0 (iPad; CPU OS %u_%u like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/16.6 Mobile/15E148 Safari/604.1",
            static_cast<unsigned>(14 + random_() % 4), minor);
    }
    if (kind < 95) {
        return filled("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:%u.0) Gecko/20100101 Firefox/%u.0", major,
                      major);
    }
    return filled(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/%u.0.0.0 "
        "Safari/537.36",
        major);
}

scans::ScanEvent BelievableScans::scan(std::chrono::sys_days day) {
    const auto in_hour = std::chrono::microseconds(random_() % 3'600'000'000U);
    const RandomSource bytes = [this](std::span<std::uint8_t> out) {
        for (std::uint8_t& byte : out) byte = static_cast<std::uint8_t>(random_());
    };
    scans::ScanEvent event;
    event.scanned_at = day + std::chrono::hours(pick(hour_sums_)) + in_hour;
    event.event_id = make_uuid_v7(event.scanned_at, bytes);
    event.code_id = code_id(pick(code_sums_));
    event.is_genuine = random_() % 10 < 8;
    const auto network = static_cast<unsigned>(random_() % 65536);
    event.ip_address = filled("100.%u.%u.0", network / 256, network % 256);
    event.user_agent = agent();
    event.language = languages[random_() % languages.size()];
    if (random_() % 10 == 0) event.referrer = referrers[random_() % referrers.size()];
    event.visitor = static_cast<std::int64_t>(random_() % 200'000);
    return event;
}

}  // namespace qrgen::bench
