#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Two real services behind a real HAProxy, with the configuration that packaging/haproxy ships.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e edge_test.py
"""

import csv
import io
import itertools
import json
import re
import signal
import socket
import tempfile
import unittest

import client
import process
from haproxy import CONFIGURATIONS, Proxy
from load import Load, check_exact, stored_scans
from postgresql import free_port, server
from service import Service

PUBLIC, API = "localhost", "api.example"  # the client of these tests sends Host: localhost
ENOUGH = 1000  # answers that make a load


class Edge(Proxy):
    def __init__(self, add_cleanup, services):
        directory = tempfile.TemporaryDirectory(prefix="qrgen-edge-")
        add_cleanup(directory.cleanup)
        self.port = free_port()
        self._stats = f"{directory.name}/stats"
        one, two = (f"127.0.0.1:{service.port}" for service in services)
        super().__init__(add_cleanup, CONFIGURATIONS / "qrgen.cfg", QRGEN_EDGE_LISTEN=f"127.0.0.1:{self.port}",
                         QRGEN_EDGE_STATS=self._stats, QRGEN_PUBLIC_HOST=PUBLIC, QRGEN_API_HOST=API,
                         QRGEN_SERVICE_ONE=one, QRGEN_SERVICE_TWO=two)
        self.await_true(self._is_listening, "HAProxy")
        self.await_servers("UP", "UP")

    def _is_listening(self):
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(self._stats) == 0

    def statistics(self):
        """Of the backend for redirects: a row for each server by its name, and for the whole as BACKEND."""
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(self._stats)
            asking.sendall(b"show stat redirects -1 -1\n")
            answer = b"".join(iter(lambda: asking.recv(65536), b"")).decode()
        return {row["svname"]: row for row in csv.DictReader(io.StringIO(answer.removeprefix("# ")))}

    def await_servers(self, one, two):
        def are_so():
            rows = self.statistics()
            return (rows["one"]["status"].startswith(one)) and (rows["two"]["status"].startswith(two))
        self.await_true(are_so, f"servers that are {one} and {two}")

    def connect(self, **options):
        return client.Connection(self.port, **options)

    def call(self, method, target, host=PUBLIC, headers=None, source=None, **options):
        """`host` takes the place of the client's own."""
        with self.connect(source=source) as connection:
            request = client.request_bytes(method, target, {"Connection": "close", **(headers or {})}, **options)
            connection.send(request.replace(b"Host: localhost\r\n", f"Host: {host}\r\n".encode(), 1))
            return connection.read(method)


class EdgeTest(unittest.TestCase):
    SETTINGS = {}

    def setUp(self):
        self.database = server().new_database()
        self.services = [self.new_service() for _ in range(2)]
        self.services[0].cli("migrate", "up")
        for service in self.services:
            service.start()
        self.edge = Edge(self.addCleanup, self.services)
        self.targets = self.services[0].make_codes(5)

    def new_service(self):
        return Service(self.addCleanup, self.database, listen=f"127.0.0.1:{free_port()}", trusted_proxies=["127.0.0.1"],
                       **self.SETTINGS)

    def load(self):
        load = Load([self.edge], self.targets, threads=6, depth=1)
        load.await_answers(ENOUGH)
        return load

    def check_none_failed(self, tally):
        """Every request had its right answer; a client that loses its connection ends, and what it asked for stays open."""
        self.assertEqual(([], [], 0), (tally.wrong[:3], tally.torn[:3], tally.unanswered.total()))

    def stop_all(self):
        for service in self.services:
            if service.is_running():
                service.stop()


class Forwarding(EdgeTest):
    SETTINGS = {"access_log": "on", "ip_privacy": "full", "base_url": f"https://{PUBLIC}"}

    def access_log(self, request_id):
        """The line of the one service that had the request."""
        def line():
            return next((json.loads(text) for service in self.services for text in service.output.lines
                         if request_id in text and '"access"' in text), None)
        return process.await_true(line, "a line in the access log")

    def test_client_address_and_request_id_get_to_the_service_and_back(self):
        answer = self.edge.call("GET", "/r/code0?scan_ref=qr", source="127.0.0.2", headers={
            "X-Forwarded-For": "192.0.2.66", "X-Request-ID": "chosen-outside", "Forwarded": "for=192.0.2.66"})
        self.assertEqual((302, self.targets["code0"]), (answer.status, answer.header("Location")))
        request_id = answer.header("X-Request-ID")
        self.assertRegex(request_id, r"^[0-9a-f-]{36}$")
        line = self.access_log(request_id)
        self.assertEqual(("127.0.0.2", "/r/code0", 302), (line["client"], line["path"], line["status"]))
        self.stop_all()
        self.assertEqual([["127.0.0.2"]], self.database.query("SELECT ip_address FROM scan_logs"))
        self.edge.output.await_line(rf'{request_id} 302 GET {PUBLIC} "/r/code0"')

    def test_what_is_printed_does_not_depend_on_the_host_that_was_asked(self):
        body = json.dumps({"redirect_url": "https://example.com/", "short_id": "printed"}).encode()
        answer = self.edge.call("POST", "/api/v1/qr/dynamic", API, {"Content-Type": "application/json"}, body=body)
        self.assertEqual((201, f"https://{PUBLIC}/r/printed?scan_ref=qr"), (answer.status, answer.json()["content"]))

    def test_an_error_tells_the_id_that_is_in_the_log(self):
        answer = self.edge.call("GET", "/r/unknown", headers={"Accept": "application/json"})
        self.assertEqual(404, answer.status)
        self.assertEqual(answer.header("X-Request-ID"), answer.json()["request_id"])
        self.assertEqual("/r/unknown", self.access_log(answer.json()["request_id"])["path"])

    def test_each_host_has_its_paths(self):
        for host, path, status in ((PUBLIC, "/r/code0", 302), (PUBLIC, "/health/ready", 200), (PUBLIC, "/api/v1/qr", 404),
                                   (PUBLIC, "/docs", 404), (PUBLIC, "/metrics", 404), (PUBLIC, "/", 404),
                                   (f"{PUBLIC.upper()}:80", "/r/code0", 302), (API, "/api/v1/qr", 200), (API, "/docs", 200),
                                   (API, "/metrics", 404), (API, "/health", 200), ("other.example", "/r/code0", 404),
                                   ("other.example", "/api/v1/qr", 404)):
            answer = self.edge.call("GET", path, host)
            self.assertEqual(status, answer.status, f"{host}{path}")
        self.assertEqual(b"404 not found", self.edge.call("GET", "/api/v1/qr").body)

    def test_metrics_have_no_other_spelling(self):
        """The service decodes paths, and a slash at the end means nothing to it: the proxy must see through that, too."""
        spellings = ("/metrics", "/metrics/", "/%6detrics", "/metrics%2f", "/%6D%65trics/", "//metrics", "/./metrics",
                     "/x/../metrics", "/%2e/metrics", "/%2fmetrics", "/metrics;x", "/r/../metrics", "/Metrics")
        known = [path for path in spellings if self.services[0].call("GET", path).status == 200]
        self.assertIn("/%6detrics", known)
        for host, path in itertools.product((PUBLIC, API), spellings):
            self.assertIn(self.edge.call("GET", path, host).status, (400, 404), f"{host}{path}")

    def test_pages_fit_the_policy_that_the_edge_sends(self):
        """Style sheets in the page and pictures as data: nothing is loaded, and nothing runs."""
        pages = [self.edge.call("GET", "/docs", API), self.edge.call("GET", "/r/unknown", headers={"Accept": "text/html"})]
        for page in pages:
            text = page.body.decode()
            self.assertIn("<style>", text)
            self.assertEqual([], re.findall(r"<(?:script|link|iframe|form|img|object|base)\b|\son\w+=|url\(|@import", text))


class Failures(EdgeTest):
    def test_one_that_is_killed_is_replaced_without_a_failed_redirect(self):
        load = self.load()
        self.services[0].signal(signal.SIGSTOP)  # so that there are requests which it has and does not answer
        self.edge.await_true(lambda: int(self.edge.statistics()["one"]["scur"]) > 0, "a request for who does not answer")
        self.services[0].kill()
        load.await_answers(ENOUGH)
        self.edge.await_servers("DOWN", "UP")
        load.await_answers(ENOUGH)
        tally = load.stop()
        self.services[0].start()  # delivers what it had not
        self.edge.await_servers("UP", "UP")
        self.stop_all()
        self.check_none_failed(tally)
        # Each answer is a scan. What was repeated had got no answer, and may have become one all the same.
        backend = self.edge.statistics()["BACKEND"]
        repeated = int(backend["wretr"]) + int(backend["wredis"])
        surplus = stored_scans(self, self.database) - tally.answered
        self.assertEqual({}, tally.answered - stored_scans(self, self.database), "answered, but not stored")
        self.assertLessEqual(surplus.total(), repeated)

    def test_one_that_is_not_ready_gets_nothing_more_before_it_ends(self):
        self.services[0].kill()
        self.services[0].write_configuration(drain_delay=600)
        self.services[0].start()
        self.edge.await_servers("UP", "UP")
        load = self.load()
        self.services[0].signal(signal.SIGTERM)
        self.edge.await_servers("DOWN", "UP")
        load.await_answers(ENOUGH)
        before = self.services[0].metric("qrgen_redirects_total")
        load.await_answers(ENOUGH)
        self.assertEqual(before, self.services[0].metric("qrgen_redirects_total"))
        tally = load.stop()
        self.services[0].signal(signal.SIGTERM)  # enough of it
        self.services[0].wait()
        self.services[0].write_configuration(drain_delay=0)
        self.services[0].start()
        self.stop_all()
        self.check_none_failed(tally)
        check_exact(self, self.database, tally)

    def test_all_are_down(self):
        for service in self.services:
            service.kill()
        self.edge.await_servers("DOWN", "DOWN")
        self.assertEqual(503, self.edge.call("GET", "/r/code0").status, "not 404: the code exists")


class RollingRestart(EdgeTest):
    SETTINGS = {"drain_delay": 3}

    def test_no_redirect_fails_and_every_scan_is_counted_once(self):
        load = self.load()
        for service, states in zip(self.services, (("DOWN", "UP"), ("UP", "DOWN"))):
            service.signal(signal.SIGTERM)
            self.edge.await_servers(*states)
            self.assertEqual(0, service.wait())
            load.await_answers(ENOUGH)
            service.start()
            self.edge.await_servers("UP", "UP")
            load.await_answers(ENOUGH)
        tally = load.stop()
        self.check_none_failed(tally)
        self.stop_all()
        check_exact(self, self.database, tally)


if __name__ == "__main__":
    unittest.main(verbosity=2)
