#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Grafana's dashboards: made from their source, complete, and about things that exist.

usage: dashboards_test.py
"""

import re
import sys
import unittest

import monitoring

sys.path.insert(0, str(monitoring.GRAFANA))
import make_dashboards  # pylint: disable=wrong-import-position

TITLES = {"System Health", "Performance", "Scan Analytics", "Redirects and Journal", "Infrastructure", "User Experience",
          "SLA and Alerts", "Database"}

# https://github.com/traefik/traefik/blob/v3.7/pkg/observability/metrics/prometheus.go, without those of Go and of the
# process; with addEntryPointsLabels, addRoutersLabels and addServicesLabels.
TRAEFIK = {"traefik_" + name for name in (
    "config_reloads_total", "config_last_reload_success", "open_connections", "tls_certs_not_after",
    "service_retries_total", "service_server_up",
    *(f"{level}_{name}" for level in ("entrypoint", "router", "service") for name in (
        "requests_total", "requests_tls_total", "requests_bytes_total", "responses_bytes_total",
        "request_duration_seconds_bucket", "request_duration_seconds_count", "request_duration_seconds_sum")))}

ACCESS_FIELDS = set(re.findall(r"\*(\w+)\*", monitoring.SERVE_PAGE.read_text(encoding="utf-8").split("# FILES")[1]))
UNITS = {"s", "bytes", "Bps", "reqps", "percentunit", "dateTimeFromNow", "dateTimeAsIso", None}


def stream_selector(expression):
    return re.search(r"\{([^{}]*)\}", expression)[1]


class Dashboards(unittest.TestCase):
    def setUp(self):
        self.dashboards = monitoring.dashboards()

    def every_panel(self):
        for name, dashboard in self.dashboards.items():
            for panel in monitoring.panels(dashboard):
                with self.subTest(dashboard=name, panel=panel["title"]):
                    yield panel

    def test_files_are_what_the_source_makes(self):
        texts = {path.name: path.read_text(encoding="utf-8") for path in (monitoring.GRAFANA / "dashboards").iterdir()}
        made = make_dashboards.dashboards()
        self.assertEqual(set(made), set(texts))
        for name, text in made.items():
            self.assertTrue(texts[name] == text, f"run packaging/grafana/make_dashboards.py: {name} is another")

    def test_the_suite_is_complete(self):
        self.assertEqual(TITLES, {dashboard["title"] for dashboard in self.dashboards.values()})
        self.assertEqual(len(TITLES), len({dashboard["uid"] for dashboard in self.dashboards.values()}))

    def test_every_dashboard_has_what_grafana_wants(self):
        for name, dashboard in self.dashboards.items():
            with self.subTest(name):
                self.assertRegex(dashboard["uid"], "^qrgen-[a-z]+$")
                self.assertEqual(["qrgen"], dashboard["tags"])
                self.assertEqual(42, dashboard["schemaVersion"])
                self.assertNotIn("id", dashboard)
                ids = [panel["id"] for panel in dashboard["panels"]]
                self.assertEqual(len(ids), len(set(ids)))

    def test_panels_lie_side_by_side(self):
        for name, dashboard in self.dashboards.items():
            taken = set()
            for panel in dashboard["panels"]:
                place = panel["gridPos"]
                cells = {(x, y) for x in range(place["x"], place["x"] + place["w"])
                         for y in range(place["y"], place["y"] + place["h"])}
                self.assertLessEqual(place["x"] + place["w"], 24, (name, panel["title"]))
                self.assertEqual(set(), cells & taken, (name, panel["title"]))
                taken |= cells

    def test_every_panel_is_explained_and_has_a_known_unit(self):
        for panel in self.every_panel():
            self.assertRegex(panel["description"], r"^[A-Za-z0-9].*\.$")
            self.assertIn(panel["fieldConfig"]["defaults"].get("unit"), UNITS)
            self.assertTrue(panel["targets"])
            letters = [target["refId"] for target in panel["targets"]]
            self.assertEqual(len(letters), len(set(letters)))

    def test_links_lead_to_dashboards(self):
        known = {dashboard["uid"] for dashboard in self.dashboards.values()}
        sources = (monitoring.GRAFANA / "provisioning" / "datasources" / "qrgen.yml").read_text(encoding="utf-8")
        linked = set(re.findall(r"/d/([\w-]+)", str(self.dashboards) + sources))
        self.assertEqual({"qrgen-redirects"}, linked & known)
        self.assertEqual(set(), linked - known)

    def test_data_sources_are_provisioned(self):
        known = monitoring.data_sources()
        for name, dashboard in self.dashboards.items():
            used = re.findall(r'"datasource": \{"type": "([^"]+)", "uid": "([^"]+)"\}', str(dashboard).replace("'", '"'))
            self.assertTrue(used, name)
            self.assertEqual(set(), {(kind, uid) for kind, uid in used if known.get(uid) != kind}, name)

    def test_variables_exist(self):
        for name, dashboard in self.dashboards.items():
            known = {variable["name"] for variable in dashboard["templating"]["list"]}
            used = set(re.findall(r"\$\{?([a-z]\w*)", str(dashboard["panels"])))
            self.assertEqual(known, used, name)

    def test_metrics_exist(self):
        recorded = {rule["record"] for rule in monitoring.rules() if "record" in rule}
        known = monitoring.documented_metrics() | TRAEFIK | recorded | {"up", "ALERTS"}
        for where, expression in monitoring.all_expressions():
            with self.subTest(where):
                self.assertTrue(monitoring.metric_names(expression), expression)
                self.assertEqual(set(), monitoring.metric_names(expression) - known)

    def test_every_metric_of_the_service_is_on_a_dashboard(self):
        """Those of histograms count by any of their parts."""
        used = {name for _, expression in monitoring.all_expressions() for name in monitoring.metric_names(expression)}
        histogram = "qrgen_http_request_duration_seconds"
        missing = {name for name in monitoring.documented_metrics() - used if not name.startswith(histogram)}
        self.assertEqual({"process_virtual_memory_bytes"}, missing)

    def test_buckets_have_the_same_name_in_all_versions_of_prometheus(self):
        """Since version 3 a bucket of 1 is called 1.0."""
        for where, expression in monitoring.all_expressions():
            self.assertNotRegex(expression, r'le="\d+"', where)

    def test_logs_are_found_by_what_alloy_keeps_of_them(self):
        alloy = (monitoring.ROOT / "packaging" / "alloy" / "config.alloy").read_text(encoding="utf-8")
        labels = set(re.findall(r'"(\w+)"', re.search(r"stage\.label_keep \{\s*values = \[([^]]*)\]", alloy)[1]))
        services = set(re.findall(r'"service"\s*= "(\w+)"', alloy))
        metadata = {name for block in re.findall(r"stage\.structured_metadata \{\s*values = \{([^}]*)\}", alloy)
                    for name in re.findall(r"(\w+) +=", block)}
        for name, title, query in monitoring.queries("loki"):
            with self.subTest(dashboard=name, panel=title):
                matchers = re.findall(r'(\w+)(?:=~|!~|!=|=)"([^"]*)"', stream_selector(query["expr"]))
                self.assertLessEqual({label for label, _ in matchers}, labels)
                asked = {value for label, text in matchers if label == "service" for value in text.split("|")}
                self.assertLessEqual(asked, services | {".+"})
                parsed = set(re.findall(r'json (\w+)="\1"', query["expr"]))
                filtered = set(re.findall(r"\| (\w+) ?(?:=~|!=|>=|=|>|<)", query["expr"]))
                self.assertLessEqual(filtered, metadata | parsed)
                self.assertLessEqual(parsed, ACCESS_FIELDS)
        links = [field["matcherRegex"] for path in (monitoring.GRAFANA / "provisioning" / "datasources").glob("*.yml")
                 for source in monitoring.read_yaml(path)["datasources"]
                 for field in source["jsonData"].get("derivedFields", ())]
        self.assertEqual({"request_id"}, set(links) & metadata)


if __name__ == "__main__":
    unittest.main()
