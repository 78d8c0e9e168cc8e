// SPDX-License-Identifier: MIT
#include "daemon/service/figures.hpp"

#include "core/base/clock.hpp"
#include "daemon/health/process_figures.hpp"

namespace qrgen::daemon {
namespace {

template <typename Number>
double number(Number value) {
    return static_cast<double>(value);
}

void add_cache(Metrics& metrics, const TargetCache& cache, const TargetSource& targets) {
    metrics.add_counter("qrgen_cache_hits_total", "Redirects answered without asking the database.",
                        [&targets] { return number(targets.figures().hits); });
    metrics.add_counter("qrgen_cache_misses_total", "Redirects for which the database had to be asked.",
                        [&targets] { return number(targets.figures().misses); });
    metrics.add_counter("qrgen_cache_loads_total", "Reads of the database for redirects.",
                        [&targets] { return number(targets.figures().loads); });
    metrics.add_gauge("qrgen_cache_known_entries", "Short ids in the cache that lead somewhere.",
                      [&cache] { return number(cache.figures().known); });
    metrics.add_gauge("qrgen_cache_unknown_entries", "Short ids in the cache that do not exist.",
                      [&cache] { return number(cache.figures().unknown); });
}

void add_journal(Metrics& metrics, const scans::Journal& journal) {
    metrics.add_gauge("qrgen_journal_bytes", "Size of the scan journal.",
                      [&journal] { return number(journal.figures().bytes); });
    metrics.add_gauge("qrgen_journal_waiting_scans", "Scans that are not in the database yet.",
                      [&journal] { return number(journal.figures().waiting); });
    metrics.add_gauge("qrgen_journal_oldest_scan_age_seconds",
                      "Age of the oldest scan that waits; 0: none waits.", [&journal] {
                          const auto oldest = journal.figures().oldest;
                          return oldest ? std::chrono::duration<double>(system_now() - *oldest).count() : 0;
                      });
    metrics.add_counter("qrgen_journal_scans_total", "Scans written to the journal.",
                        [&journal] { return number(journal.figures().appended); });
    metrics.add_counter("qrgen_journal_dropped_scans_total",
                        "Scans lost because the journal could not take them.",
                        [&journal] { return number(journal.figures().dropped); });
    metrics.add_counter("qrgen_journal_torn_bytes_total",
                        "Bytes of the journal that a crash had left unreadable.",
                        [&journal] { return number(journal.figures().torn_bytes); });
}

void add_writer(Metrics& metrics, const scans::ScanWriter& writer) {
    metrics.add_counter("qrgen_writer_batches_total", "Batches of scans written to the database.",
                        [&writer] { return number(writer.figures().batches); });
    metrics.add_counter("qrgen_writer_rows_total", "Scans written to the database.",
                        [&writer] { return number(writer.figures().rows); });
    metrics.add_counter("qrgen_writer_retries_total", "Batches that had to be tried again.",
                        [&writer] { return number(writer.figures().retries); });
    metrics.add_counter("qrgen_writer_refused_scans_total", "Scans that the database cannot take.",
                        [&writer] { return number(writer.figures().refused); });
    metrics.add_counter("qrgen_writer_busy_seconds_total", "Time spent in transactions that write scans.",
                        [&writer] { return std::chrono::duration<double>(writer.figures().busy).count(); });
}

void add_database(Metrics& metrics, const store::Store& store, const store::ChangeFeed& feed) {
    metrics.add_gauge("qrgen_database_up", "1 if the database answers, 0 if it is away.",
                      [&feed] { return feed.is_reachable() ? 1 : 0; });
    metrics.add_gauge("qrgen_database_pool_sessions", "Database sessions at most.",
                      [&store] { return number(store.pool_figures().size); });
    metrics.add_gauge("qrgen_database_pool_in_use", "Database sessions in use.",
                      [&store] { return number(store.pool_figures().in_use); });
    metrics.add_counter("qrgen_database_pool_waits_total", "Times that a session had to be waited for.",
                        [&store] { return number(store.pool_figures().waits); });
}

void add_server(Metrics& metrics, const http::Server& server) {
    metrics.add_gauge("qrgen_http_connections", "Open connections.",
                      [&server] { return number(server.figures().connections); });
    metrics.add_gauge("qrgen_http_waiting_requests", "Requests that wait for a worker.",
                      [&server] { return number(server.figures().waiting); });
    metrics.add_counter("qrgen_http_accepted_connections_total", "Connections accepted.",
                        [&server] { return number(server.figures().accepted_connections); });
    metrics.add_counter("qrgen_http_refused_connections_total",
                        "Connections refused because there were too many.",
                        [&server] { return number(server.figures().refused_connections); });
    metrics.add_counter("qrgen_http_closed_idle_total", "Idle connections closed by this side.",
                        [&server] { return number(server.figures().closed_idle); });
    metrics.add_counter("qrgen_http_refused_requests_total", "Requests refused because too many waited.",
                        [&server] { return number(server.figures().refused_requests); });
}

// Names as all Prometheus clients have them.
void add_process(Metrics& metrics) {
    metrics.add_counter("process_cpu_seconds_total", "User and system CPU time spent.",
                        [] { return read_process_figures().cpu_seconds; });
    metrics.add_gauge("process_resident_memory_bytes", "Resident memory.",
                      [] { return number(read_process_figures().resident_bytes); });
    metrics.add_gauge("process_virtual_memory_bytes", "Virtual memory.",
                      [] { return number(read_process_figures().virtual_bytes); });
    metrics.add_gauge("process_open_fds", "Open file descriptors.",
                      [] { return number(read_process_figures().open_files); });
    metrics.add_gauge("process_threads", "Threads.", [] { return number(read_process_figures().threads); });
    metrics.add_gauge("process_start_time_seconds", "Start of the process, in Unix time.",
                      [] { return read_process_figures().start_time; });
}

}  // namespace

void add_figures(Metrics& metrics, const FigureSources& sources) {
    add_cache(metrics, sources.cache, sources.targets);
    add_journal(metrics, sources.journal);
    add_writer(metrics, sources.writer);
    add_database(metrics, sources.store, sources.feed);
    add_server(metrics, sources.server);
    add_process(metrics);
}

void add_disk_figures(Metrics& metrics, const std::vector<Directory>& directories) {
    std::vector<Metrics::Reading> free;
    std::vector<Metrics::Reading> size;
    for (const Directory& directory : directories) {
        free.push_back({directory.name, [path = directory.path] { return read_disk_space(path).free; }});
        size.push_back({directory.name, [path = directory.path] { return read_disk_space(path).size; }});
    }
    metrics.add_gauge("qrgen_disk_free_bytes", "Room on the file system of a directory.", "directory",
                      std::move(free));
    metrics.add_gauge("qrgen_disk_size_bytes", "Size of the file system of a directory.", "directory",
                      std::move(size));
}

}  // namespace qrgen::daemon
