// SPDX-License-Identifier: MIT
//
// seed_scans URL SCANS [CODES [DAYS]]: fills a database with a believable log that ends today, of codes that
// it makes. Codes and scans that are there already stay as they are, so it can be run again with more.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "core/base/error.hpp"
#include "core/scans/scan_details.hpp"
#include "core/store/migrator.hpp"
#include "core/store/scan_partitions.hpp"
#include "core/store/scan_table.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"
#include "tests/bench/believable_scans.hpp"

namespace {

using namespace qrgen;
using bench::BelievableScans;

constexpr std::size_t scans_at_once = 20'000;

void make_codes(store::Store& store, std::size_t count, Timestamp created_at) {
    store.write([&](store::Transaction& transaction) {
        store::CodeTable table(transaction);
        for (std::size_t i = 0; i < count; ++i) {
            codes::Code code;
            code.id = BelievableScans::code_id(i);
            if (table.find(code.id, store::Deleted::included)) continue;
            code.type = codes::CodeType::dynamic_code;
            code.short_id = BelievableScans::short_id(i);
            code.content = "http://localhost:8000/r/" + *code.short_id + "?scan_ref=qr";
            code.redirect_url = "https://www.example.com/places/" + std::to_string(i);
            code.title = "Place " + std::to_string(i);
            code.created_at = code.updated_at = created_at;
            table.insert(code);
        }
    });
}

class Seeder {
  public:
    Seeder(store::Store& store, std::size_t codes) : store_(store), source_(codes) {}

    void add_day(std::chrono::sys_days day, std::size_t count) {
        today_ = day;
        const auto events = source_.of_day(day, count);
        partitions_.prepare(events);
        for (std::size_t start = 0; start < events.size(); start += scans_at_once)
            insert(std::span(events).subspan(start, std::min(scans_at_once, events.size() - start)));
    }

  private:
    void insert(std::span<const scans::ScanEvent> events) {
        std::vector<store::StoredScan> scans;
        scans.reserve(events.size());
        for (const scans::ScanEvent& event : events) {
            scans.push_back(details_.describe(event));
            scans.back().country = BelievableScans::country_of(event.ip_address);
        }
        store_.write([&](store::Transaction& transaction) { store::ScanTable(transaction).insert(scans); });
    }

    store::Store& store_;
    BelievableScans source_;
    scans::ScanDetails details_;
    Timestamp today_{};
    store::ScanPartitions partitions_{store_, [this] { return today_; }};
};

void seed(const std::string& url, std::size_t scans, std::size_t codes, std::size_t days) {
    store::Store store(store::DatabaseUrl::parse(url));
    store::Migrator(store).up();
    const auto today = std::chrono::floor<std::chrono::days>(system_now());
    const auto first = today - std::chrono::days(days - 1);
    make_codes(store, codes, first);
    Seeder seeder(store, codes);
    for (std::size_t day = 0; day < days; ++day) {
        seeder.add_day(first + std::chrono::days(day), BelievableScans::share_of_day(scans, days, day));
        std::fprintf(stderr, "\rday %zu of %zu", day + 1, days);
    }
    std::fprintf(stderr, "\n");
}

std::size_t number_of(const char* text) {
    char* end = nullptr;
    const unsigned long long number = std::strtoull(text, &end, 10);
    if (*end != '\0' || number == 0 || number > 1'000'000'000)
        throw Error(ErrorKind::invalid, std::string("'") + text + "' is no number from 1 to 1000000000");
    return number;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 3 || count > 5) {
        std::fputs("usage: seed_scans URL SCANS [CODES [DAYS]]\n", stderr);
        return 2;
    }
    try {
        seed(arguments[1], number_of(arguments[2]), count > 3 ? number_of(arguments[3]) : 1000,
             count > 4 ? number_of(arguments[4]) : 731);
        return 0;
    } catch (const Error& error) {
        std::fprintf(stderr, "seed_scans: %s\n", error.message().c_str());
        return 1;
    }
}
