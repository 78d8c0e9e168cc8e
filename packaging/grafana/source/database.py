# SPDX-License-Identifier: MIT
"""Database: how the service sees it, and what PostgreSQL says of itself (now, not over time)."""

from model import GREEN, ON_OFF, RED, YELLOW, bars, dashboard, lines, logs, prom, row, sql, stat, states, table, thresholds

DASHBOARD = dashboard(
    "qrgen-database", "Database", "How the service sees its database, and what PostgreSQL says of itself.",
    row("As the service sees it",
        states("Database", "Whether it answers, by replica.", prom("qrgen_database_up{@}", "{{instance}}"), width=8, height=8,
               mappings=ON_OFF, limits=thresholds(RED, (1, GREEN))),
        lines("Sessions", "In use, and how many there are at most.",
              prom("sum(qrgen_database_pool_in_use{@})", "in use"), prom("sum(qrgen_database_pool_sessions{@})", "at most"),
              decimals=0),
        lines("Waits", "Times a second that a session had to be waited for.",
              prom("sum by (instance) (rate(qrgen_database_pool_waits_total{@}[R]))", "{{instance}}"))),
    row("The writer of scans",
        lines("Scans written", "A second.", prom("sum by (instance) (rate(qrgen_writer_rows_total{@}[R]))", "{{instance}}"),
              width=6),
        lines("Batches", "Transactions a second.",
              prom("sum by (instance) (rate(qrgen_writer_batches_total{@}[R]))", "{{instance}}"), width=6),
        lines("Scans a batch", "The more wait, the more are written at once.",
              prom("sum(rate(qrgen_writer_rows_total{@}[R])) / sum(rate(qrgen_writer_batches_total{@}[R]))", "scans"),
              width=6),
        lines("Busy", "Share of the time that the writer spends in transactions. At 1 it cannot do more.",
              prom("sum by (instance) (rate(qrgen_writer_busy_seconds_total{@}[R]))", "{{instance}}"), unit="percentunit",
              width=6, line=0.8),
        lines("Time a batch", "Of a transaction.",
              prom("sum(rate(qrgen_writer_busy_seconds_total{@}[R])) / sum(rate(qrgen_writer_batches_total{@}[R]))", "time"),
              unit="s", width=6),
        lines("Repeated batches", "Those that the database did not take at once.",
              prom("sum by (instance) (increase(qrgen_writer_retries_total{@}[R]))", "{{instance}}"), width=6, decimals=0),
        lines("Refused scans", "Those that the database will never take.",
              prom("sum by (instance) (increase(qrgen_writer_refused_scans_total{@}[R]))", "{{instance}}"), width=6,
              decimals=0),
        lines("Reads for redirects", "A second.",
              prom("sum by (instance) (rate(qrgen_cache_loads_total{@}[R]))", "{{instance}}"), width=6)),
    row("PostgreSQL now",
        stat("Size", "Of the database.", sql("SELECT pg_database_size(current_database()) AS value"), unit="bytes",
             graph="none"),
        stat("Connections", "Of all clients, as a share of max_connections.", sql(
            "SELECT count(*)::float / current_setting('max_connections')::int AS value FROM pg_stat_activity "
            "WHERE backend_type = 'client backend'"), unit="percentunit", graph="none",
             limits=thresholds(GREEN, (0.7, YELLOW), (0.9, RED))),
        stat("Reads from memory", "Share of reads of pages that did not need the disk.", sql(
            "SELECT blks_hit::float / greatest(blks_hit + blks_read, 1) AS value FROM pg_stat_database "
            "WHERE datname = current_database()"), unit="percentunit", graph="none",
             limits=thresholds(RED, (0.9, YELLOW), (0.98, GREEN))),
        stat("Longest transaction", "Since when the oldest one is open.", sql(
            "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0) AS value FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"), unit="s", graph="none",
             limits=thresholds(GREEN, (60, YELLOW), (600, RED))),
        stat("Waiting for locks", "Sessions that wait for others.", sql(
            "SELECT count(*) AS value FROM pg_stat_activity WHERE wait_event_type = 'Lock'"), graph="none",
             limits=thresholds(GREEN, (1, YELLOW), (5, RED))),
        stat("Version", "Of PostgreSQL, and of the schema of qrgen.", sql(
            "SELECT split_part(current_setting('server_version'), ' ', 1) || ', schema ' || "
            "(SELECT max(version) FROM schema_migrations) AS value"), graph="none", fields="/.*/"),
        table("Sessions", "Who is connected, in which state, and for how long the longest has been in it.", sql(
            "SELECT coalesce(usename, backend_type) AS who, coalesce(nullif(application_name, ''), '-') AS program, "
            "coalesce(state, '-') AS state, coalesce(wait_event_type, '-') AS waits_for, count(*) AS sessions, "
            "max(extract(epoch FROM clock_timestamp() - state_change)) AS longest FROM pg_stat_activity "
            "GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC"), units={"Longest": "s"},
              names={"who": "Who", "program": "Program", "state": "State", "waits_for": "Waits for", "sessions": "Sessions",
                     "longest": "Longest"}),
        table("Since the figures were reset", "What the database has done, and what went wrong.", sql(
            "SELECT xact_commit AS commits, xact_rollback AS rollbacks, deadlocks, conflicts, temp_bytes, "
            "tup_inserted AS inserted, tup_updated AS updated, tup_deleted AS deleted FROM pg_stat_database "
            "WHERE datname = current_database()"), units={"temp_bytes": "bytes"}),
        table("Tables", "Partitions count as tables. Dead rows are those that VACUUM has still to remove.", sql(
            "SELECT relname AS name, pg_total_relation_size(relid) AS size, n_live_tup AS rows, n_dead_tup AS dead, "
            "coalesce(last_autovacuum, last_vacuum) AS vacuumed, coalesce(last_autoanalyze, last_analyze) AS analyzed "
            "FROM pg_stat_user_tables ORDER BY 2 DESC LIMIT 40"), height=10, units={"Size": "bytes"},
              names={"name": "Table", "size": "Size", "rows": "Rows", "dead": "Dead rows", "vacuumed": "Vacuumed",
                     "analyzed": "Analyzed"}),
        table("Indexes", "How large they are, and how often they were used.", sql(
            "SELECT relname AS of_table, indexrelname AS name, pg_relation_size(indexrelid) AS size, idx_scan AS used "
            "FROM pg_stat_user_indexes ORDER BY 3 DESC LIMIT 40"), height=10, units={"Size": "bytes"},
              names={"of_table": "Table", "name": "Index", "size": "Size", "used": "Used"}),
        bars("Months of scans", "Size of each partition of scan_logs.", sql(
            "SELECT child.relname AS name, pg_total_relation_size(child.oid) AS size FROM pg_inherits "
            "JOIN pg_class child ON child.oid = inhrelid JOIN pg_class parent ON parent.oid = inhparent "
            "WHERE parent.relname = 'scan_logs' AND child.relkind = 'r' ORDER BY 1 DESC LIMIT 24"), width=12, height=10,
             unit="bytes"),
        table("Replicas of PostgreSQL", "How far each is behind, in bytes of the log; the first line is this server.", sql(
            "SELECT 'this server' AS name, CASE WHEN pg_is_in_recovery() THEN 'replica' ELSE 'primary' END AS state, "
            "0::numeric AS behind UNION ALL "
            "SELECT application_name, state, pg_wal_lsn_diff(sent_lsn, replay_lsn) FROM pg_stat_replication"),
              height=10, units={"Behind": "bytes"}, names={"name": "Name", "state": "State", "behind": "Behind"})),
    row("Logs",
        logs("Database", "What the service tells of database and journal, and PostgreSQL of itself.", '{service="database"}')),
)
