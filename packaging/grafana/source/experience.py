# SPDX-License-Identifier: MIT
"""User Experience: what people with a phone in front of a code, and users of the API, get."""

from model import BLUE, GREEN, LOGS_OF_THIS_TIME, RED, YELLOW, dashboard, gauge, lines, logs, prom, row, stat, thresholds

ROUTE = 'route="/r/{short_id}"'
BUCKETS = "qrgen_http_request_duration_seconds_bucket"
COUNT = "qrgen_http_request_duration_seconds_count"
# Apdex: satisfied within 0.1 s, tolerating until 0.5 s.
SATISFACTION = (f'(sum(rate({BUCKETS}{{@, {ROUTE}, le="0.1"}}[R])) + sum(rate({BUCKETS}{{@, {ROUTE}, le="0.5"}}[R]))) / 2'
                f" / sum(rate({COUNT}{{@, {ROUTE}}}[R]))")


def share(outcomes):
    """Of all short URLs that were asked for."""
    return (f'sum(rate(qrgen_redirects_total{{@, outcome=~"{outcomes}"}}[R])) / sum(rate(qrgen_redirects_total{{@}}[R]))')


DASHBOARD = dashboard(
    "qrgen-experience", "User Experience", "What people in front of a printed code, and users of the API, get.",
    row("People who scan",
        gauge("Satisfaction", "Apdex of redirects: 1 if all were answered within 0.1 s; answers within 0.5 s count half.",
              prom(SATISFACTION), width=6, min=0, max=1, decimals=3,
              limits=thresholds(RED, (0.85, YELLOW), (0.94, GREEN))),
        lines("Satisfaction", "The same over time.", prom(SATISFACTION, "Apdex"), width=10, max=1),
        lines("What became of it", "Share of short URLs that led somewhere, did not exist, or could not be answered.",
              prom(share("found|genuine|head"), "led somewhere"), prom(share("not_found"), "does not exist"),
              prom(share("refused"), "refused"), prom(share("unavailable"), "not available"), unit="percentunit", max=1,
              links=LOGS_OF_THIS_TIME),
        stat("Within 25 ms", "Share of redirects that were answered within it.",
             prom(f'sum(rate({BUCKETS}{{@, {ROUTE}, le="0.025"}}[R])) / sum(rate({COUNT}{{@, {ROUTE}}}[R]))'),
             unit="percentunit", width=6, limits=thresholds(RED, (0.95, YELLOW), (0.99, GREEN))),
        stat("Genuine scans", "Share of visits that came from a printed symbol, and not from the address in it.",
             prom('sum(rate(qrgen_redirects_total{@, outcome="genuine"}[R])) / '
                  'sum(rate(qrgen_redirects_total{@, outcome=~"genuine|found"}[R]))'), unit="percentunit", width=6,
             limits=thresholds(BLUE)),
        stat("Wrong ids", "Requests a minute for ids that do not exist: misprints, or codes that were deleted.",
             prom('60 * sum(rate(qrgen_redirects_total{@, outcome="not_found"}[R]))'), width=6, decimals=1,
             limits=thresholds(GREEN, (5, YELLOW), (60, RED))),
        stat("Not available", "Redirects that could not be answered within the time that is shown.",
             prom('sum(increase(qrgen_redirects_total{@, outcome="unavailable"}[$__range]))'), width=6, decimals=0,
             graph="none", limits=thresholds(GREEN, (1, RED)))),
    row("From outside",
        lines("Time at the edge and within", "95 of 100 redirects were answered within this time: by Traefik, with TLS "
              "and the network of the containers, and by the service alone.",
              prom("histogram_quantile(0.95, sum by (le) (rate("
                   'traefik_router_request_duration_seconds_bucket{router=~"public-rtr@.+"}[R])))', "Traefik"),
              prom(f"histogram_quantile(0.95, sum by (le) (rate({BUCKETS}{{@, {ROUTE}}}[R])))", "service"), unit="s",
              width=12),
        lines("Told to slow down", "Requests a second that a rate limit of Traefik refused. A class room that scans at "
              "once has one address.",
              prom('sum by (router) (rate(traefik_router_requests_total{code="429"}[R]))', "{{router}}"), unit="reqps",
              width=12)),
    row("Users of the API",
        lines("Pictures", "95 of 100 pictures were there within this time.",
              prom(f'histogram_quantile(0.95, sum by (le) (rate({BUCKETS}{{@, route="/api/v1/qr/{{id}}/image"}}[R])))',
                   "95 %"), unit="s"),
        lines("Times of the API", "95 of 100 requests of a route were answered within this time.",
              prom('qrgen:request_seconds:quantile5m{quantile="0.95", route=~"/api/.+"}', "{{route}}"), unit="s"),
        lines("Requests that were wrong", "Answered with a status of 400 to 499, a second.",
              prom('sum by (route, status) (rate(qrgen_http_requests_total{@, route=~"/api/.+", status=~"4.."}[R]))',
                   "{{route}} {{status}}"), unit="reqps")),
    row("Logs",
        logs("What people did not get", "Requests that were answered with 404, 429, or 500 and above. Each line leads to "
             "all that is known of its request.",
             '{service=~"api|traefik"} | status=~"404|429|5.."')),
)
