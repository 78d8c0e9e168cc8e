# SPDX-License-Identifier: MIT
"""What packaging/ asks of Prometheus, Loki and PostgreSQL, read for the tests."""

import json
import pathlib
import re

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PROMETHEUS = ROOT / "packaging" / "prometheus"
GRAFANA = ROOT / "packaging" / "grafana"
SERVE_PAGE = ROOT / "man" / "qrgen-serve.8.scd"

# A metric's name and what is said of its labels. Texts in labels may hold braces.
_SELECTOR = re.compile(r'\b((?:qrgen|process|traefik|go|loki|alloy|grafana)_\w+|qrgen:[\w:]+|up\b|ALERTS\b)'
                       r'(\{(?:[^"}]|"[^"]*")*\})?')


def read_yaml(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def rules():
    return [rule for path in sorted((PROMETHEUS / "rules").glob("*.yml")) for group in read_yaml(path)["groups"]
            for rule in group["rules"]]


def alerts():
    return [rule for rule in rules() if "alert" in rule]


def dashboards():
    """{file name: dashboard}"""
    return {path.name: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((GRAFANA / "dashboards").glob("*.json"))}


def panels(dashboard):
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def data_sources():
    """{uid: type}"""
    return {source["uid"]: source["type"] for path in (GRAFANA / "provisioning" / "datasources").glob("*.yml")
            for source in read_yaml(path)["datasources"]}


def _queries_of(dashboard, kind):
    for panel in panels(dashboard):
        for target in panel["targets"]:
            if target["datasource"]["type"] == kind:
                yield panel["title"], target
    for annotation in dashboard["annotations"]["list"]:
        if annotation["datasource"]["type"] == kind:
            yield "annotation " + annotation["name"], annotation


def queries(kind):
    """Triples of dashboard, panel and query of those for a kind of data source."""
    return [(name, title, target) for name, dashboard in dashboards().items()
            for title, target in _queries_of(dashboard, kind)]


def expanded(expression):
    """PromQL as Grafana sends it, with everything chosen."""
    for name, value in {"$__rate_interval": "1m", "$__range": "5m", "$instance": ".*", "$route": ".*"}.items():
        expression = expression.replace(name, value)
    return expression


def selectors(expression):
    """What an expression reads: pairs of a metric and its labels."""
    return [(match[1], match[2] or "") for match in _SELECTOR.finditer(expression)]


def metric_names(expression):
    return {name for name, _ in selectors(expression)}


def documented_metrics():
    """The names in the manual, and those that Prometheus makes of histograms."""
    text = SERVE_PAGE.read_text(encoding="utf-8").split("\n# METRICS\n")[1].split("\n# ")[0]
    names = set(re.findall(r"^\*(\w+)\*$", text, re.M))
    histograms = set(re.findall(r"^\*(\w+)\*\n\tHistogram", text, re.M))
    return names | {name + end for name in histograms for end in ("_bucket", "_sum", "_count")}


def all_expressions():
    """Pairs of where it stands and a PromQL expression, of all rules and dashboards."""
    return ([(rule.get("alert") or rule["record"], rule["expr"]) for rule in rules()] +
            [(f"{name}: {title}", query["expr"]) for name, title, query in queries("prometheus")])
