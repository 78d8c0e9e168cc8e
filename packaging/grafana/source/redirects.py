# SPDX-License-Identifier: MIT
"""Redirects and Journal: printed codes lead somewhere, and their scans arrive."""

from model import (GREEN, INSTANCE, RED, REQUEST_ID, YELLOW, dashboard, lines, logs, prom, row, stat, thresholds)

ROUTE = 'route="/r/{short_id}"'
SECONDS = "qrgen_http_request_duration_seconds"

DASHBOARD = dashboard(
    "qrgen-redirects", "Redirects and Journal", "Printed codes lead somewhere, and their scans arrive.",
    row("Now",
        stat("Redirects", "Short URLs that were asked for, a second.", prom("sum(rate(qrgen_redirects_total{@}[R]))"),
             unit="reqps"),
        stat("99 %", "99 of 100 redirects were answered within this time.",
             prom(f'histogram_quantile(0.99, sum by (le) (rate({SECONDS}_bucket{{@, {ROUTE}}}[R])))'), unit="s",
             limits=thresholds(GREEN, (0.1, YELLOW), (0.25, RED))),
        stat("Unavailable", "Redirects that could not be answered within the time that is shown.",
             prom('sum(increase(qrgen_redirects_total{@, outcome="unavailable"}[$__range]))'), decimals=0, graph="none",
             limits=thresholds(GREEN, (1, RED))),
        stat("Waiting scans", "Scans that are not in the database yet.", prom("sum(qrgen_journal_waiting_scans{@})"),
             decimals=0, limits=thresholds(GREEN, (1000, YELLOW), (10000, RED))),
        stat("Oldest scan", "Age of the oldest one that waits; 0: none does.",
             prom("max(qrgen_journal_oldest_scan_age_seconds{@})"), unit="s",
             limits=thresholds(GREEN, (60, YELLOW), (300, RED))),
        stat("Lost scans", "Scans that were dropped within the time that is shown.",
             prom("sum(increase(qrgen_journal_dropped_scans_total{@}[$__range]))"), decimals=0, graph="none",
             limits=thresholds(GREEN, (1, RED)))),
    row("Redirects",
        lines("Redirects by outcome", "genuine: of a printed symbol; head: asked without a scan; refused: too many "
              "unknown ids; unavailable: the database is away and the target is not known.",
              prom("sum by (outcome) (rate(qrgen_redirects_total{@}[R]))", "{{outcome}}"), unit="reqps", stacked=True),
        lines("Times of redirects", "Half, 95 and 99 of 100 redirects were answered within this time.",
              *(prom(f'histogram_quantile({share}, sum by (le) (rate({SECONDS}_bucket{{@, {ROUTE}}}[R])))', name)
                for share, name in ((0.5, "half"), (0.95, "95 %"), (0.99, "99 %"))), unit="s"),
        lines("Unknown and refused", "Share of requests for ids that do not exist, or of clients that tried too many.",
              *(prom(f'sum(rate(qrgen_redirects_total{{@, outcome="{outcome}"}}[R])) / '
                     "sum(rate(qrgen_redirects_total{@}[R]))", outcome) for outcome in ("not_found", "refused")),
              unit="percentunit"),
        lines("Redirects from memory", "Share of redirects that did not ask the database.",
              prom("sum by (instance) (rate(qrgen_cache_hits_total{@}[R])) / "
                   "(sum by (instance) (rate(qrgen_cache_hits_total{@}[R])) + "
                   "sum by (instance) (rate(qrgen_cache_misses_total{@}[R])))", "{{instance}}"),
              unit="percentunit", max=1),
        lines("Short ids in memory", "known: they lead somewhere; unknown: it is known that they do not exist.",
              prom("qrgen_cache_known_entries{@}", "{{instance}} known"),
              prom("qrgen_cache_unknown_entries{@}", "{{instance}} unknown"), decimals=0),
        lines("Reads for redirects", "Reads of the database a second.",
              prom("sum by (instance) (rate(qrgen_cache_loads_total{@}[R]))", "{{instance}}"))),
    row("Journal",
        lines("Scans in and out", "Scans a second that come into the journal, and that go into the database.",
              prom("sum(rate(qrgen_journal_scans_total{@}[R]))", "into the journal"),
              prom("sum(rate(qrgen_writer_rows_total{@}[R]))", "into the database")),
        lines("Waiting scans", "Scans that are not in the database yet.",
              prom("qrgen_journal_waiting_scans{@}", "{{instance}}"), decimals=0),
        lines("Oldest waiting scan", "Its age.", prom("qrgen_journal_oldest_scan_age_seconds{@}", "{{instance}}"),
              unit="s", line=300),
        lines("Journal on disk", "Its size; with nothing to wait for, it is empty.",
              prom("qrgen_journal_bytes{@}", "{{instance}}"), unit="bytes"),
        lines("Lost, refused, torn", "dropped: the journal could not be written; refused: the database did not take "
              "them; torn: bytes that a crash had left unreadable. All should be 0.",
              prom("sum(increase(qrgen_journal_dropped_scans_total{@}[R]))", "dropped scans"),
              prom("sum(increase(qrgen_writer_refused_scans_total{@}[R]))", "refused scans"),
              prom("sum(increase(qrgen_journal_torn_bytes_total{@}[R]))", "torn bytes"), decimals=0),
        lines("Repeated batches", "Batches that the database did not take at once.",
              prom("sum by (instance) (increase(qrgen_writer_retries_total{@}[R]))", "{{instance}}"), decimals=0)),
    row("Logs",
        logs("Journal and database", "What is told of both.", '{service="database"} | part="database"', width=12),
        logs("Redirects that failed", "Those that were answered with a status of 400 and above.",
             '{service="api"} | route="/r/{short_id}" | status >= 400', width=12),
        logs("One request", "All that any service tells of the request whose id stands above: it is the header "
             "X-Request-ID of every answer.", '{service=~".+"} |= `$request_id`')),
    variables=(INSTANCE, REQUEST_ID),
)
