# SPDX-License-Identifier: MIT
"""Performance: how much is asked, how fast it is answered, and what limits it."""

from model import INSTANCE, LOGS_OF_THIS_TIME, dashboard, heatmap, labels, lines, logs, now, prom, row, table

ROUTE = labels("route", "Route", "label_values(qrgen_http_requests_total, route)")
SECONDS = "qrgen_http_request_duration_seconds"

DASHBOARD = dashboard(
    "qrgen-performance", "Performance", "How much is asked, how fast it is answered, and what limits it.",
    row("Requests",
        lines("Requests by route", "Requests a second.",
              prom('sum by (route) (rate(qrgen_http_requests_total{@, route=~"$route"}[R]))', "{{route}}"), unit="reqps",
              width=12),
        lines("Requests by status", "Requests a second.",
              prom('sum by (status) (rate(qrgen_http_requests_total{@, route=~"$route"}[R]))', "{{status}}"), unit="reqps",
              width=12, stacked=True, links=LOGS_OF_THIS_TIME),
        heatmap("Times of answers", "How many requests took how long; the darker, the more.",
                f'sum by (le) (rate({SECONDS}_bucket{{@, route=~"$route"}}[R]))'),
        lines("Percentiles", "Half, 95 and 99 of 100 requests were answered within this time.",
              *(prom(f'histogram_quantile({share}, sum by (le) (rate({SECONDS}_bucket{{@, route=~"$route"}}[R])))', name)
                for share, name in ((0.5, "half"), (0.95, "95 %"), (0.99, "99 %"))), unit="s", width=12)),
    row("Routes",
        table("Routes", "The last hour, by route: how many requests, their time, and what is slow.",
              now(f'sum by (route) (increase({SECONDS}_count{{@}}[1h]))'),
              now(f'sum by (route) (increase({SECONDS}_sum{{@}}[1h])) / sum by (route) (increase({SECONDS}_count{{@}}[1h]))'),
              now(f'histogram_quantile(0.99, sum by (route, le) (increase({SECONDS}_bucket{{@}}[1h])))'),
              units={"Mean": "s", "99 %": "s"}, sort="Requests", decimals=0,
              transformations=[{"id": "joinByField", "options": {"byField": "route", "mode": "outer"}},
                               {"id": "filterFieldsByName", "options": {"include": {"names": [
                                   "route", "Value #A", "Value #B", "Value #C"]}}}],
              names={"route": "Route", "Value #A": "Requests", "Value #B": "Mean", "Value #C": "99 %"}),
        lines("99 % by route", "99 of 100 requests of a route were answered within this time.",
              prom('qrgen:request_seconds:quantile5m{quantile="0.99", route=~"$route"}', "{{route}}"), unit="s", width=12)),
    row("Limits",
        lines("Processor", "Processor time of each replica, in processors.",
              prom('rate(process_cpu_seconds_total{@, job="qrgen"}[R])', "{{instance}}"), width=6),
        lines("Processor time a request", "What a request costs, of all kinds together.",
              prom('sum(rate(process_cpu_seconds_total{@, job="qrgen"}[R])) / sum(rate(qrgen_http_requests_total{@}[R]))',
                   "a request"), unit="s", width=6),
        lines("Waiting requests", "Requests that wait for a thread; 1024 may.",
              prom("qrgen_http_waiting_requests{@}", "{{instance}}"), width=6, decimals=0),
        lines("Refused", "Connections and requests that were turned away, a second.",
              prom("sum(rate(qrgen_http_refused_connections_total{@}[R]))", "connections"),
              prom("sum(rate(qrgen_http_refused_requests_total{@}[R]))", "requests"), width=6),
        lines("Connections", "Accepted a second, and closed since they were idle.",
              prom("sum(rate(qrgen_http_accepted_connections_total{@}[R]))", "accepted"),
              prom("sum(rate(qrgen_http_closed_idle_total{@}[R]))", "closed as idle"), width=6),
        lines("Requests a connection", "The more, the fewer handshakes.",
              prom("sum(rate(qrgen_http_requests_total{@}[R])) / sum(rate(qrgen_http_accepted_connections_total{@}[R]))",
                   "requests"), width=6),
        lines("Waits for the database", "Times a second that a session with the database had to be waited for.",
              prom("sum(rate(qrgen_database_pool_waits_total{@}[R]))", "waits"), width=6),
        lines("Redirects from memory", "Share of redirects that did not ask the database.",
              prom("sum(rate(qrgen_cache_hits_total{@}[R])) / "
                   "(sum(rate(qrgen_cache_hits_total{@}[R])) + sum(rate(qrgen_cache_misses_total{@}[R])))", "hits"),
              unit="percentunit", max=1, width=6)),
    row("Work",
        lines("Pictures", "Pictures made a second, by format.",
              prom("sum by (format) (rate(qrgen_images_total{@}[R]))", "{{format}}"), width=12, stacked=True),
        lines("Codes", "Codes created a second, by type.",
              prom("sum by (type) (rate(qrgen_codes_created_total{@}[R]))", "{{type}}"), width=12, stacked=True)),
    row("Logs",
        logs("Slow requests", "Requests that took more than a quarter of a second.",
             '{service="api"} | part="access" | json duration_ms="duration_ms" | duration_ms > 250')),
    variables=(INSTANCE, ROUTE),
)
