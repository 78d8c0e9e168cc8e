#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A real Prometheus with our configuration and rules asks a real service under traffic of all kinds: everything that
rules and dashboards ask about the service has an answer.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e prometheus_test.py
"""

import json
import math
import pathlib
import subprocess
import tempfile
import threading
import unittest
import urllib.parse
import urllib.request

import yaml

import client
import monitoring
import process
from postgresql import PostgreSQL, free_port
from service import Service

OURS = ("qrgen", "process_", "up", "ALERTS")
# Nobody may have been alarmed by this test: these are asked without what makes them so.
FIRING = '{alertstate="firing"}'


class Prometheus:
    """Debian's, in a directory of its own, asking once a second."""

    def __init__(self, add_cleanup, service_port):
        home = tempfile.TemporaryDirectory(prefix="qrgen-prometheus-")
        add_cleanup(home.cleanup)
        self._home = pathlib.Path(home.name)
        self.port = free_port()
        self._write_configuration(service_port)
        self._process = process.start(
            ["prometheus", f"--config.file={self._home}/prometheus.yml", f"--storage.tsdb.path={self._home}/data",
             f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=warn"], stderr=subprocess.PIPE)
        self._output = process.Output(self._process.stderr)
        add_cleanup(self._stop)
        process.await_true(self._is_ready, "Prometheus")

    def _write_configuration(self, service_port):
        """Ours, but for times, and for where the service is."""
        configuration = monitoring.read_yaml(monitoring.PROMETHEUS / "prometheus.yml")
        configuration["global"] = {"scrape_interval": "1s", "scrape_timeout": "1s", "evaluation_interval": "1s"}
        jobs = {job["job_name"]: job for job in configuration["scrape_configs"]}
        del jobs["qrgen"]["dns_sd_configs"]
        jobs["qrgen"]["static_configs"] = [{"targets": [f"127.0.0.1:{service_port}"]}]
        jobs["prometheus"]["static_configs"] = [{"targets": [f"127.0.0.1:{self.port}"]}]
        (self._home / "prometheus.yml").write_text(yaml.safe_dump(configuration), encoding="utf-8")
        (self._home / "rules").mkdir()
        for path in (monitoring.PROMETHEUS / "rules").glob("*.yml"):
            rules = monitoring.read_yaml(path)
            for group in rules["groups"]:
                group.pop("interval", None)
            (self._home / "rules" / path.name).write_text(yaml.safe_dump(rules), encoding="utf-8")

    def _is_ready(self):
        if self._process.poll() is not None:
            raise process.Gone(self._output.text())
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/-/ready", timeout=process.PATIENCE):
                return True
        except OSError:
            return False

    def _stop(self):
        self._process.kill()
        self._process.wait()

    def ask(self, path, **parameters):
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(parameters)}"
        with urllib.request.urlopen(url, timeout=process.PATIENCE) as answer:
            return json.load(answer)["data"]

    def values(self, expression):
        """Those that are numbers."""
        found = self.ask("query", query=expression)["result"]
        return [value for value in (float(sample["value"][1]) for sample in found) if not math.isnan(value)]


class Traffic:
    """All kinds of requests, again and again, until it is stopped."""

    def __init__(self, service):
        self._service = service
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self):
        rounds = 0
        while not self._stopping.wait(0.05):
            rounds += 1
            try:
                for method, target, data in (
                        ("GET", "/r/code0", None), ("GET", "/r/code0?scan_ref=qr", None), ("HEAD", "/r/code1", None),
                        ("GET", f"/r/missing{rounds}", None), ("GET", "/r/" + "x" * 300, None), ("GET", "/api/v1/qr", None),
                        ("GET", "/api/v1/qr/code0/image?image_format=svg", None), ("GET", "/api/v1/qr/none", None),
                        ("POST", "/api/v1/qr/static", {"content": f"text {rounds}"}),
                        ("POST", "/api/v1/qr/dynamic", {"redirect_url": "https://example.com/"})):
                    self._service.call(method, target, data=data)
            except (ConnectionError, client.Lost):
                return

    def stop(self):
        self._stopping.set()
        self._thread.join(process.PATIENCE)


class Scraped(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.cluster = PostgreSQL()
        cls.addClassCleanup(cls.cluster.close)
        cls.service = Service(cls.addClassCleanup, cls.cluster.new_database())
        cls.service.write_configuration(log_dir=str(cls.service.home / "logs"))
        cls.service.start("--migrate")
        cls.service.make_codes(2)
        cls.prometheus = Prometheus(cls.addClassCleanup, cls.service.port)
        traffic = Traffic(cls.service)
        cls.addClassCleanup(traffic.stop)
        cls.await_value("qrgen_http_requests_total")
        with cls.cluster.away():
            cls.await_value("min_over_time(qrgen_database_up[5m]) == 0")
            cls.await_value('qrgen_redirects_total{outcome="unavailable"} > 0')
            cls.await_value('ALERTS{alertname="QrgenDatabaseDown", alertstate="pending"}')
        cls.await_value("qrgen_database_up == 1")

    @classmethod
    def await_value(cls, expression):
        process.await_true(lambda: cls.prometheus.values(expression), expression)

    def check_values(self, where, expression):
        try:
            self.await_value(expression)
        except process.Gone:
            self.fail(f"{where}: no value of {expression}")

    def test_what_dashboards_ask_about_the_service_has_values(self):
        asked = 0
        for name, title, query in monitoring.queries("prometheus"):
            expression = monitoring.expanded(query["expr"])
            names = monitoring.metric_names(expression)
            if all(metric.startswith(OURS) for metric in names):
                with self.subTest(dashboard=name, panel=title):
                    asked += 1
                    self.check_values(f"{name}, {title}",
                                      expression.replace(FIRING, "") if expression == "ALERTS" + FIRING else expression)
        self.assertGreater(asked, 80)

    def test_what_rules_read_of_the_service_has_values(self):
        for rule in monitoring.rules():
            for metric, labels in monitoring.selectors(rule["expr"]):
                if metric.startswith(OURS) and 'status="500"' not in labels:
                    with self.subTest(rule=rule.get("alert") or rule["record"]):
                        self.check_values(rule, metric + labels)

    def test_what_is_recorded_has_values(self):
        for record in {rule["record"] for rule in monitoring.rules() if "record" in rule}:
            with self.subTest(record):
                self.check_values("recorded", record)

    def test_rules_are_judged_without_an_error(self):
        def judged():
            groups = self.prometheus.ask("rules")["groups"]
            return groups if all(rule["health"] != "unknown" for group in groups for rule in group["rules"]) else None

        groups = process.await_true(judged, "every rule")
        self.assertEqual(len(monitoring.rules()), sum(len(group["rules"]) for group in groups))
        self.assertEqual([], [rule for group in groups for rule in group["rules"] if rule["health"] != "ok"])

    def test_texts_of_alerts_can_be_made(self):
        alerts = self.prometheus.ask("alerts")["alerts"]
        self.assertTrue(alerts)
        self.assertNotIn("error expanding template", str(alerts))

    def test_the_service_is_well_asked(self):
        def states():
            targets = self.prometheus.ask("targets")["activeTargets"]
            return [(each["health"], each["lastError"]) for each in targets if each["labels"]["job"] == "qrgen"]

        process.await_true(lambda: states() == [("up", "")], "an answer in time")


if __name__ == "__main__":
    unittest.main()
