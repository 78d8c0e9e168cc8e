# SPDX-License-Identifier: MIT
"""SLA and Alerts: 99.9 % of redirects are answered; is that kept, and what fires."""

from model import (GREEN, LOGS_OF_THIS_TIME, RED, YELLOW, dashboard, gauge, lines, logs, now, prom, row, stat, states, table,
                   thresholds)

OBJECTIVE = 0.999
ALLOWED = "0.001"  # 1 - OBJECTIVE

DASHBOARD = dashboard(
    "qrgen-sla", "SLA and Alerts", "99.9 % of redirects are answered: whether that is kept, and what fires.",
    row("Objective",
        gauge("Available, 30 days", "Share of redirects of the last 30 days that were answered.",
              prom("1 - qrgen:redirect_errors:ratio30d"), width=6, unit="percentunit", min=0.99, max=1, decimals=3,
              limits=thresholds(RED, (OBJECTIVE, YELLOW), (0.9995, GREEN))),
        stat("Available, 1 hour", "The same of the last hour.", prom("1 - qrgen:redirect_errors:ratio1h"),
             unit="percentunit", decimals=3, height=8, limits=thresholds(RED, (OBJECTIVE, GREEN))),
        stat("Available, 5 minutes", "The same of the last 5 minutes.", prom("1 - qrgen:redirect_errors:ratio5m"),
             unit="percentunit", decimals=3, height=8, limits=thresholds(RED, (OBJECTIVE, GREEN))),
        stat("Budget left", "Of the failures that 30 days allow, the share that is left. Below 0 the objective is missed.",
             prom(f"1 - qrgen:redirect_errors:ratio30d / {ALLOWED}"), unit="percentunit", decimals=1, width=5, height=8,
             limits=thresholds(RED, (0, YELLOW), (0.25, GREEN))),
        stat("99 %", "99 of 100 redirects were answered within this time. From 0.25 s on an alert fires.",
             prom('qrgen:request_seconds:quantile5m{route="/r/{short_id}", quantile="0.99"}'), unit="s", width=5, height=8,
             limits=thresholds(GREEN, (0.1, YELLOW), (0.25, RED)))),
    row("Over time",
        lines("Availability", "Share of redirects that were answered.",
              prom("1 - qrgen:redirect_errors:ratio5m", "5 minutes"), prom("1 - qrgen:redirect_errors:ratio1h", "1 hour"),
              prom("1 - qrgen:redirect_errors:ratio30d", "30 days"), unit="percentunit", width=12, least=None, max=1,
              calcs=("min", "mean"), decimals=3),
        lines("Burn", "How fast the allowed failures are used up: at 1 within 30 days, at 14.4 within 2. Alerts: 14.4 in "
              "an hour, 6 in 6 hours, 1 in 3 days.",
              *(prom(f"qrgen:redirect_errors:ratio{time} / {ALLOWED}", name)
                for time, name in (("1h", "1 hour"), ("6h", "6 hours"), ("3d", "3 days"))), width=12, line=14.4),
        lines("Redirects and failures", "A second.", prom("qrgen:redirects:rate5m", "redirects"),
              prom("qrgen:redirect_errors:rate5m", "failures"), unit="reqps", width=12, links=LOGS_OF_THIS_TIME),
        lines("Half an hour", "Share of the last half hour's redirects that failed.",
              prom("qrgen:redirect_errors:ratio30m", "failed"), unit="percentunit", width=12)),
    row("Alerts",
        table("Alerts", "What fires, and what will if it lasts (pending). qrgen-alerts(7) says what to do.",
              now("ALERTS"), width=12, height=10, hidden=("Time", "__name__", "Value", "job"),
              names={"alertname": "Alert", "alertstate": "State", "severity": "Severity", "instance": "Replica"}),
        states("When alerts fired", "Alerts that fired or were about to, over time.",
               prom("max by (alertname, instance) (ALERTS)", "{{alertname}} {{instance}}"), height=10,
               limits=thresholds(RED))),
    row("Logs",
        logs("Errors", "What the services call an error.", '{service=~"api|database", level=~"error|critical"}',
             width=12),
        logs("Requests that failed", "Those that were answered with a status of 500 and above.",
             '{service=~"api|traefik"} | status >= 500', width=12)),
    since="now-24h", refresh="1m", variables=(),
)
