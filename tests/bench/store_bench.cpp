// SPDX-License-Identifier: MIT
//
// store_bench fill URL COUNT    makes the schema and that many codes, in a database without codes
// store_bench time URL          prints "operation<TAB>microseconds" lines: medians, in process, on one
// session store_bench insert URL COUNT  prints the same for inserting that many codes in one transaction
// store_bench short-id URL      prints the short id of a code in the middle
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/store/migrator.hpp"
#include "core/store/sql.hpp"
#include "core/store/store.hpp"
#include "core/store/tables.hpp"

namespace {

using namespace qrgen;
using store::Backend;
using store::CodeTable;
using store::Store;
using store::Transaction;

// The values that the two databases make in different ways, from a number n.
struct Expressions {
    const char* numbers;  // a table of the numbers from 1 to :count
    const char* id;
    const char* text;  // n as eight digits
    const char* time;
};

constexpr Expressions expressions_of(Backend backend) {
    if (backend == Backend::sqlite) {
        return {
            "(WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :count) "
            "SELECT n FROM numbers)",
            "printf('00000000-0000-7000-8000-%012d', n)", "printf('%08d', n)",
            "strftime('%Y-%m-%dT%H:%M:%S', 1767225600 + n, 'unixepoch') || '.000000Z'"};
    }
    return {"generate_series(1, :count) AS numbers (n)",
            "('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid", "lpad(n::text, 8, '0')",
            "timestamptz '2026-01-01 00:00:00Z' + n * interval '1 second'"};
}

void fill(Store& store, std::int64_t count) {
    const Expressions e = expressions_of(store.backend());
    const std::string text = e.text;
    const std::string sql =
        "INSERT INTO qr_codes (id, content, qr_type, redirect_url, title, fill_color, back_color, size, "
        "border, "
        "error_level, short_id, status, tags, created_at, updated_at, scan_count, genuine_scan_count, "
        "search_text) "
        "SELECT " +
        std::string(e.id) + ", 'https://qr.example/r/' || " + text + " || '?scan_ref=qr', " +
        "CASE WHEN n % 2 = 0 THEN 'static' ELSE 'dynamic' END, 'https://example.com/' || " + text +
        ", 'Code ' || " + text + ", '#000000', '#FFFFFF', 10, 4, 'm', " + text + ", 'active', '', " + e.time +
        ", " + e.time + ", 0, 0, 'https://qr.example/r/' || " + text + " FROM " + e.numbers;
    store.write([&](Transaction& transaction) { store::execute(transaction, sql, {count}); });
    // PostgreSQL does this by itself, but only after a minute.
    if (store.backend() == Backend::postgresql) {
        store.write([](Transaction& transaction) { store::execute(transaction, "ANALYZE qr_codes"); });
    }
}

template <typename Work>
double median_microseconds(int runs, const Work& work) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work(i);
        times.push_back(
            std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

std::int64_t total_of(Store& store) {
    std::int64_t total = 0;
    store.read([&](Transaction& transaction) { total = CodeTable(transaction).list({.limit = 0}).total; });
    return total;
}

std::string short_id_of(std::int64_t number) {
    char text[24];
    std::snprintf(text, sizeof text, "%08lld", static_cast<long long>(number));
    return text;
}

void print_list_time(Store& store, const char* name, const codes::CodeQuery& query) {
    const auto list = [&](int) {
        store.read([&](Transaction& transaction) {
            if (CodeTable(transaction).list(query).items.size() != 20)
                throw Error(ErrorKind::failure, "a short page");
        });
    };
    std::printf("%s\t%.1f\n", name, median_microseconds(500, list));
}

void print_times(Store& store) {
    const std::int64_t total = total_of(store);
    print_list_time(store, "list", {});
    print_list_time(store, "list-desc", {.sort_desc = true});
    print_list_time(store, "list-type", {.type = codes::CodeType::static_code});
    const auto find = [&](int run) {
        store.read([&](Transaction& transaction) {
            const auto code = CodeTable(transaction).find(short_id_of(1 + run * std::int64_t{7919} % total));
            if (!code) throw Error(ErrorKind::failure, "a code is missing");
        });
    };
    std::printf("find\t%.1f\n", median_microseconds(500, find));
}

void print_insert_time(Store& store, int count) {
    codes::Code code;
    code.content = "https://example.com";
    const auto insert = [&](int) {
        store.write([&](Transaction& transaction) {
            for (int i = 0; i < count; ++i) {
                code.id = make_uuid_v7(system_now(), system_random);
                CodeTable(transaction).insert(code);
            }
        });
    };
    std::printf("insert\t%.1f\n", median_microseconds(1, insert) / count);
}

int run(const std::vector<std::string>& arguments) {
    if (arguments.size() < 2) return 2;
    const std::string& what = arguments[0];
    Store store(store::DatabaseUrl::parse(arguments[1]));
    store::Migrator(store).up();
    if (what == "time") print_times(store);
    if (what == "short-id") std::printf("%s\n", short_id_of(total_of(store) / 2).c_str());
    if (what == "fill") fill(store, std::stoll(arguments.at(2)));
    if (what == "insert") print_insert_time(store, std::stoi(arguments.at(2)));
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    try {
        return run({arguments + 1, arguments + count});
    } catch (const std::exception& error) {
        std::fprintf(stderr, "store_bench: %s\n", error.what());
        return 1;
    }
}
