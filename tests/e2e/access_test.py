#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Who may do what: API keys and their scopes, throttling, and whose address is believed.

usage: QRGEN_BINARY=... access_test.py
"""

import base64
import tempfile
import unittest

import client
import process
from http_case import HttpTest, request
from postgresql import server
from service import Service

CODES = "/api/v1/qr"
NEW_CODE = {"redirect_url": "https://example.com/"}


def basic(user, password):
    return {"Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()}


class AccessTest(HttpTest):
    """With API keys."""

    SETTINGS = {"auth": None}

    @classmethod
    def setUpClass(cls):
        cls.database = server().new_database()
        cls.service = Service(cls.addClassCleanup, cls.database, **cls.SETTINGS)
        cls.service.cli("migrate", "up")
        cls.service.cli("generate", "dynamic", "https://example.com/code/0", "--short-id", "code0")
        cls.keys = {scope: cls.service.make_key(scope)["key"] for scope in ("read", "write", "admin")}
        cls.service.start()

    def status(self, method, path, headers, **options):
        answer = self.call(method, path, headers=headers, **options)
        if answer.status >= 400:
            self.check_error(answer, answer.status, method, path)
        return answer.status


class ApiKeys(AccessTest):
    SETTINGS = {"auth": None, "login_failures": 0}

    def test_redirects_and_health_are_public(self):
        for path, status in (("/r/code0", 302), ("/health", 200), ("/health/live", 200), ("/health/ready", 200)):
            self.assertEqual(status, self.call("GET", path).status, path)

    def test_everything_else_needs_a_key(self):
        for method, path in (("GET", CODES), ("GET", f"{CODES}/code0"), ("GET", f"{CODES}/code0/image"),
                             ("POST", f"{CODES}/static"), ("POST", f"{CODES}/dynamic"), ("PUT", f"{CODES}/code0"),
                             ("PATCH", f"{CODES}/code0"), ("DELETE", f"{CODES}/code0"), ("GET", "/metrics")):
            answer = self.call(method, path)
            self.check_error(answer, 401, method, path)
            self.assertEqual(['Bearer realm="qrgen"', 'Basic realm="qrgen"'], answer.all("WWW-Authenticate"))

    def test_a_key_is_taken_in_three_ways(self):
        key = self.keys["read"]
        for headers in ({"Authorization": f"Bearer {key}"}, {"authorization": f"bearer {key}"}, {"X-API-Key": key},
                        basic("anybody", key), basic("", key)):
            self.assertEqual(200, self.status("GET", CODES, headers), headers)

    def test_what_is_no_key_is_refused(self):
        key = self.keys["read"]
        other = key[:-1] + ("A" if key[-1] != "A" else "B")
        for headers in ({"Authorization": key}, {"Authorization": f"Digest {key}"}, {"Authorization": "Bearer"},
                        {"Authorization": f"Bearer {other}"}, {"X-API-Key": key[:-1]}, {"X-API-Key": key + "x"},
                        {"X-API-Key": ""}, {"X-API-Key": "x" * 4000}, basic(key, ""), {"Authorization": "Basic !!!"},
                        {"X-API-Key": key.upper()}, {"X-API-Key": "qrk_' OR 1=1 --"}):
            self.assertEqual(401, self.status("GET", CODES, headers), headers)

    def test_two_credentials_are_ambiguous(self):
        headers = {"X-API-Key": self.keys["read"], "Authorization": f"Bearer {self.keys['admin']}"}
        self.assertEqual(400, self.status("GET", CODES, headers))

    def test_a_scope_allows_what_it_says(self):
        for scope, expected in (("read", 403), ("write", 201), ("admin", 201)):
            headers = {"X-API-Key": self.keys[scope]}
            self.assertEqual(200, self.status("GET", CODES, headers))
            self.assertEqual(expected, self.status("POST", f"{CODES}/dynamic", headers, data=NEW_CODE))
        headers = {"X-API-Key": self.keys["read"]}
        for method in ("PUT", "PATCH", "DELETE"):
            self.assertEqual(403, self.status(method, f"{CODES}/code0", headers))

    def test_a_key_that_is_revoked_or_made_counts_at_once(self):
        made = self.service.make_key("read")
        headers = {"X-API-Key": made["key"]}
        process.await_true(lambda: self.status("GET", CODES, headers) == 200, "the new key", 10)
        self.service.cli("apikey", "revoke", made["id"], "--yes")
        process.await_true(lambda: self.status("GET", CODES, headers) == 401, "the revoked key", 10)
        for _ in range(20):
            self.assertEqual(401, self.status("GET", CODES, headers))

    def test_the_history_says_whose_key_it_was(self):
        headers = {"X-API-Key": self.keys["write"]}
        answer = self.call("POST", f"{CODES}/dynamic", headers=headers, data=NEW_CODE)
        actors = self.database.query(f"SELECT actor FROM qr_history WHERE code_id = '{answer.json()['id']}'")
        self.assertEqual([["api:key for write"]], actors)

    def test_secrets_are_neither_stored_nor_logged(self):
        secret = self.keys["read"].rpartition("_")[2]
        self.status("GET", CODES, {"X-API-Key": self.keys["read"]})
        self.assertNotIn(secret, self.service.output.text())
        self.assertNotIn(secret, str(self.database.query("SELECT * FROM api_keys")))

    def await_notices(self):
        """Until the service has heard of all changes so far: they are told in order."""
        before = self.service.location("code0")
        self.service.cli("update", "code0", "--redirect-url", f"{before}/changed")
        process.await_true(lambda: self.service.location("code0") == f"{before}/changed", "the notice of a change")

    def test_known_keys_work_while_the_database_is_away(self):
        known, unknown = ({"X-API-Key": self.service.make_key("read")["key"]} for _ in range(2))
        self.await_notices()  # that of the known key would make the service forget what it knows of it
        self.assertEqual(200, self.status("GET", "/metrics", known))
        with server().away():
            self.assertEqual(200, self.status("GET", "/metrics", known))
            self.assertEqual(503, self.status("GET", "/metrics", unknown))
        process.await_true(lambda: self.call("GET", "/health").json()["status"] == "healthy", "health")


class OpenMetrics(HttpTest):

    @classmethod
    def setUpClass(cls):
        cls.database = server().new_database()
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.service = Service(cls.addClassCleanup, cls.database, auth=None, metrics_auth="none",
                              log_dir=directory.name).start("--migrate")

    def tearDown(self):
        self.assertTrue(self.service.is_running())

    def test_prometheus_needs_no_key_for_them_and_others_do_for_the_rest(self):
        self.assertEqual(200, self.call("GET", "/metrics").status)
        self.assertEqual(401, self.call("GET", "/api/v1/qr").status)
        self.assertEqual(405, self.call("POST", "/metrics").status)

    def test_room_on_disk_is_among_them(self):
        text = self.call("GET", "/metrics").body.decode()
        for directory in ("journal", "log"):
            self.assertRegex(text, rf'(?m)^qrgen_disk_free_bytes{{directory="{directory}"}} [1-9]')
            self.assertRegex(text, rf'(?m)^qrgen_disk_size_bytes{{directory="{directory}"}} [1-9]')
        self.assertNotIn('directory="database"', text)


class Throttling(AccessTest):
    SETTINGS = {"auth": None, "login_failures": 5, "unknown_ids": 10, "trusted_proxies": ["127.0.0.1"]}

    def from_address(self, address, path, **headers):
        return self.call("GET", path, headers={"X-Forwarded-For": address, **headers})

    def test_wrong_keys(self):
        wrong = {"X-API-Key": "wrong"}
        statuses = [self.from_address("192.0.2.1", CODES, **wrong).status for _ in range(6)]
        self.assertEqual([401] * 5 + [429], statuses)
        good = {"X-API-Key": self.keys["read"]}
        answer = self.from_address("192.0.2.1", CODES, **good)
        self.check_error(answer, 429, "GET", CODES)
        self.assertGreater(int(answer.header("Retry-After")), 0)
        self.assertEqual(200, self.from_address("192.0.2.2", CODES, **good).status)
        self.assertEqual(302, self.from_address("192.0.2.1", "/r/code0").status)

    def test_unknown_ids(self):
        statuses = [self.from_address("192.0.2.3", f"/r/guess-{i}").status for i in range(11)]
        self.assertEqual([404] * 10 + [429], statuses)
        answer = self.from_address("192.0.2.3", "/r/guess-again")
        self.check_error(answer, 429, "GET", "/r/guess-again")
        self.assertGreater(int(answer.header("Retry-After")), 0)
        self.assertEqual(302, self.from_address("192.0.2.3", "/r/code0").status, "a known code is never refused")
        self.assertEqual(404, self.from_address("192.0.2.4", "/r/guess-again").status)

    def test_who_forges_addresses_is_known_by_his_own(self):
        statuses = [self.call("GET", CODES, headers={"X-API-Key": "wrong", "X-Forwarded-For": f"192.0.2.{i}"},
                              source="127.0.0.77").status for i in range(6)]
        self.assertEqual([401] * 5 + [429], statuses)


class ClientAddress(HttpTest):
    """Which address is stored with a scan."""

    SETTINGS = {"ip_privacy": "full", "trusted_proxies": ["127.0.0.1", "10.0.0.0/8"]}

    def stored(self, *forwarded, source):
        """One scan by a client that is told apart by its agent."""
        agent = f"agent {len(self.database.query('SELECT 1 FROM scan_logs'))} {forwarded} {source}".encode()
        headers = [b"X-Forwarded-For: " + text.encode() for text in forwarded] + [b"User-Agent: " + agent]
        with self.service.connect(source=source) as connection:
            connection.send(request(b"GET /r/code0 HTTP/1.1", *headers))
            self.assertEqual(302, connection.read().status)
        text = agent.decode().replace("'", "''")
        query = f"SELECT ip_address FROM scan_logs WHERE raw_user_agent = '{text}'"
        return process.await_true(lambda: self.database.query(query), "the scan")[0][0]

    def test_of_a_trusted_proxy_the_right_most_that_is_not_trusted(self):
        for forwarded, expected in (
                (["192.0.2.1"], "192.0.2.1"), (["203.0.113.9, 192.0.2.1"], "192.0.2.1"),
                (["192.0.2.1, 10.1.2.3"], "192.0.2.1"), (["203.0.113.9", "192.0.2.1, 10.0.0.1"], "192.0.2.1"),
                (["2001:db8::1"], "2001:db8::1"), (["10.0.0.1"], "10.0.0.1"), ([], "127.0.0.1"),
                (["garbage"], "127.0.0.1"), (["192.0.2.1, <script>"], "127.0.0.1"), ([""], "127.0.0.1")):
            with self.subTest(forwarded):
                self.assertEqual(expected, self.stored(*forwarded, source="127.0.0.1"))

    def test_of_anybody_else_his_own(self):
        for forwarded in (["192.0.2.1"], ["10.0.0.1"], ["127.0.0.1"], ["192.0.2.1", "127.0.0.1"]):
            self.assertEqual("127.0.0.2", self.stored(*forwarded, source="127.0.0.2"))


class AddressPrivacy(HttpTest):
    def last_address(self):
        count = len(self.database.query("SELECT 1 FROM scan_logs"))
        self.assertEqual(302, client.call(self.service.port, "GET", "/r/code0", source="127.0.0.99").status)
        process.await_true(lambda: len(self.database.query("SELECT 1 FROM scan_logs")) > count, "the scan")
        return self.database.query("SELECT ip_address FROM scan_logs ORDER BY scanned_at DESC LIMIT 1")[0][0]

    def test_the_end_is_cut_off_unless_asked_otherwise(self):
        self.assertEqual("127.0.0.0", self.last_address())
        for kind, expected in (("none", ""), ("full", "127.0.0.99"), ("truncate", "127.0.0.0")):
            self.service.stop()
            self.service.write_configuration(ip_privacy=kind)
            self.service.start()
            self.assertEqual(expected, self.last_address())


if __name__ == "__main__":
    unittest.main(verbosity=2)
