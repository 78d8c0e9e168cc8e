// SPDX-License-Identifier: MIT
//
// scan_bench journal DIRECTORY    prints "name<TAB>scans per second" for appending to a journal there: one by
// one and in
//                                 groups, with one thread and with two, and for reading them back
// scan_bench writer URL DIRECTORY prints the same for the writer, from a full journal to the database, which
// must be empty: for a believable log, and for scans of 10,000 codes in turn, the worst there is for the
// database
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include <sys/resource.h>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/scans/journal.hpp"
#include "core/scans/scan_writer.hpp"
#include "core/store/migrator.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"
#include "tests/bench/believable_scans.hpp"

namespace {

using namespace qrgen;
using scans::Journal;
using scans::ScanEvent;

constexpr std::size_t scans_in_a_run = 400'000;
constexpr int codes = 10'000;

void print_rate(const std::string& name, std::size_t count, std::chrono::steady_clock::time_point start) {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::printf("%s\t%.0f\n", name.c_str(), static_cast<double>(count) / seconds);
    std::fflush(stdout);
}

std::string code_id(std::size_t number) {
    char id[40];
    std::snprintf(id, sizeof id, "00000000-0000-7000-8000-%012zu", number);
    return id;
}

ScanEvent make_event(std::size_t number) {
    ScanEvent event;
    event.scanned_at = system_now();
    event.event_id = make_uuid_v7(event.scanned_at, system_random);
    event.code_id = code_id(number * 7919 % codes);
    event.is_genuine = number % 4 != 0;
    event.ip_address = "203.0.113.0";
    event.user_agent =
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
        "Version/17.5 "
        "Mobile/15E148 Safari/604.1";
    if (number % 10 == 0) event.referrer = "https://www.example.com/some/page?with=query";
    return event;
}

std::vector<std::string> make_groups(std::size_t count, std::size_t size) {
    std::vector<std::string> groups(count);
    std::size_t number = 0;
    for (std::string& group : groups) {
        for (std::size_t i = 0; i < size; ++i) scans::encode_record(make_event(number++), group);
    }
    return groups;
}

void measure_encoding() {
    std::vector<ScanEvent> events;
    for (std::size_t i = 0; i < 10'000; ++i) events.push_back(make_event(i));
    const auto start = std::chrono::steady_clock::now();
    std::string records;
    for (std::size_t i = 0; i < scans_in_a_run; ++i) {
        if (i % 16 == 0) records.clear();
        encode_record(events[i % events.size()], records);
    }
    print_rate("encode", scans_in_a_run, start);
}

void measure_appending(Journal& journal, std::size_t group_size, std::size_t thread_count) {
    const auto groups = make_groups(1000, group_size);
    const std::size_t each = scans_in_a_run / group_size / thread_count;
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (std::size_t thread = 0; thread < thread_count; ++thread) {
        threads.emplace_back([&] {
            for (std::size_t i = 0; i < each; ++i) {
                if (!journal.append(groups[i % groups.size()], group_size)) std::abort();
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    print_rate("append-by-" + std::to_string(group_size) + "-threads-" + std::to_string(thread_count),
               each * group_size * thread_count, start);
}

void measure_reading(Journal& journal) {
    const auto start = std::chrono::steady_clock::now();
    std::size_t count = 0;
    for (;;) {
        const auto batch = journal.next_batch(2000, std::chrono::milliseconds(0));
        if (batch.empty()) break;
        count += batch.size();
        journal.delivered();
    }
    print_rate("read", count, start);
}

void run_journal(const std::string& directory, const Log& log) {
    measure_encoding();
    Journal journal({.directory = directory}, log);
    for (const std::size_t threads : {1U, 2U}) {
        for (const std::size_t group : {1U, 16U}) measure_appending(journal, group, threads);
    }
    measure_reading(journal);
}

void make_codes(store::Store& store, const std::function<std::string(std::size_t)>& id_of,
                std::size_t count) {
    store.write([&](store::Transaction& transaction) {
        codes::Code code;
        code.content = "https://example.com";
        for (std::size_t i = 0; i < count; ++i) {
            code.id = id_of(i);
            store::CodeTable(transaction).insert(code);
        }
    });
}

double own_cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// From a full journal to the database; then what part of the time the writer itself has worked, and not
// waited for the database.
void measure_writer(const std::string& name, const std::vector<ScanEvent>& events, store::Store& store,
                    const std::string& directory, const Log& log) {
    Journal journal({.directory = directory}, log);
    for (std::size_t start = 0; start < events.size(); start += 16) {
        std::string records;
        const std::size_t end = std::min(events.size(), start + 16);
        for (std::size_t i = start; i < end; ++i) scans::encode_record(events[i], records);
        journal.append(records, end - start);
    }
    scans::ScanWriter writer(journal, store, log);
    const double cpu = own_cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    if (!writer.finish(std::chrono::minutes(10)) || writer.figures().rows != events.size()) std::abort();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    print_rate(name, events.size(), start);
    std::printf("%s-own-percent\t%.0f\n", name.c_str(), 100 * (own_cpu_seconds() - cpu) / seconds);
}

void run_writer(const std::string& url, const std::string& directory, const Log& log) {
    store::Store store(store::DatabaseUrl::parse(url));
    store::Migrator(store).up();
    make_codes(store, code_id, codes);
    make_codes(store, bench::BelievableScans::code_id, 1000);
    bench::BelievableScans believable(1000);
    measure_writer("writer-believable",
                   believable.of_day(std::chrono::floor<std::chrono::days>(system_now()), scans_in_a_run),
                   store, directory, log);
    std::vector<ScanEvent> even;
    for (std::size_t i = 0; i < scans_in_a_run; ++i) even.push_back(make_event(i));
    measure_writer("writer-10000-codes-alike", even, store, directory, log);
}

}  // namespace

int main(int count, char** arguments) {
    const Log log(LogLevel::warning, LogFormat::text);
    try {
        const std::string what = count > 1 ? arguments[1] : "";
        if (what == "journal" && count == 3) {
            run_journal(arguments[2], log);
        } else if (what == "writer" && count == 4) {
            run_writer(arguments[2], arguments[3], log);
        } else {
            return 2;
        }
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "scan_bench: %s\n", error.what());
        return 1;
    }
}
