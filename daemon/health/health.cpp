// SPDX-License-Identifier: MIT
#include "daemon/health/health.hpp"

#include <utility>

#include "core/base/error.hpp"
#include "core/store/database_health.hpp"

namespace qrgen::daemon {
namespace {

using Json = nlohmann::ordered_json;
using std::chrono::steady_clock;

constexpr std::chrono::seconds database_answer_lifetime{1};
constexpr std::chrono::minutes old_scan{5};
constexpr double slow_milliseconds = 1000;

double rounded(double value) {
    return static_cast<double>(static_cast<std::int64_t>(value * 100 + 0.5)) / 100;
}

Json check(std::string_view status, double latency, std::string_view message, Json details) {
    return {{"status", status},
            {"latency_ms", rounded(latency)},
            {"message", message},
            {"last_checked", format_rfc3339(system_now())},
            {"details", std::move(details)}};
}

}  // namespace

Health::Health(HealthParts parts) : parts_(std::move(parts)), meter_(parts_.journal.place()) {}

Health::Report Health::report() {
    const std::lock_guard lock(mutex_);
    Json database = check_database();
    Json journal = check_journal();
    const bool has_database = database["status"] != "fail";
    const bool knows_codes = parts_.cache.figures().known > 0;
    const bool is_degraded = !has_database || journal["status"] != "pass";
    Report report;
    report.is_working = has_database || knows_codes;
    const SystemMetrics system = meter_.read();
    const auto uptime = std::chrono::duration<double>(steady_clock::now() - started_).count();
    report.body = {{"status", !report.is_working ? "unhealthy"
                              : is_degraded      ? "degraded"
                                                 : "healthy"},
                   {"version", parts_.version},
                   {"environment", parts_.environment},
                   {"timestamp", format_rfc3339(system_now())},
                   {"uptime_seconds", rounded(uptime)},
                   {"system_metrics",
                    {{"cpu_usage", rounded(system.cpu_usage)},
                     {"memory_usage", rounded(system.memory_usage)},
                     {"disk_usage", rounded(system.disk_usage)}}},
                   {"checks", {{"database", std::move(database)}, {"journal", std::move(journal)}}}};
    return report;
}

Json Health::check_database() {
    if (!parts_.is_reachable()) return check("fail", 0, "the database cannot be reached", Json::object());
    const bool is_old = steady_clock::now() - asked_ > database_answer_lifetime;
    if (is_old || database_.is_null()) {
        database_ = ask_database();
        asked_ = steady_clock::now();
    }
    return database_;
}

Json Health::ask_database() {
    const auto begin = steady_clock::now();
    const auto milliseconds = [&] {
        return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
    };
    try {
        const store::DatabaseHealth health = store::read_health(parts_.store);
        const double latency = milliseconds();
        const bool is_slow = latency > slow_milliseconds || health.long_running_queries > 0;
        return check(is_slow ? "warn" : "pass", latency,
                     is_slow ? "the database is slow" : "the database answers",
                     {{"type", health.type},
                      {"version", health.version},
                      {"active_connections", health.active_connections},
                      {"database_size", health.size_bytes},
                      {"long_running_queries", health.long_running_queries}});
    } catch (const Error&) {
        return check("fail", milliseconds(), "the database cannot be used", Json::object());
    }
}

Json Health::check_journal() {
    const scans::JournalFigures figures = parts_.journal.figures();
    const bool drops = std::exchange(dropped_, figures.dropped) != figures.dropped;
    const bool is_behind = figures.oldest && system_now() - *figures.oldest > old_scan;
    const auto* const message = drops       ? "scans cannot be written down and are lost"
                                : is_behind ? "scans wait for the database"
                                            : "scans are written down";
    return check(drops || is_behind ? "warn" : "pass", 0, message,
                 {{"bytes", figures.bytes}, {"waiting", figures.waiting}, {"dropped", figures.dropped}});
}

}  // namespace qrgen::daemon
