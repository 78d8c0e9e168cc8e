#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What is found out about scans on their way to the database, and what they add up to.

usage: QRGEN_BINARY=... analytics_test.py
"""

import json
import pathlib
import signal
import subprocess
import tempfile
import unittest

import client
import process
from http_case import HttpTest, request

SAFARI = (b"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
          b"Version/17.5 Mobile/15E148 Safari/604.1")
MAKE_GEO_DATABASE = pathlib.Path(__file__).parent.parent / "support" / "make_geo_database"
PLACES = {"192.0.2.0/24": {"country": {"iso_code": "DE"}, "city": {"names": {"en": "Berlin"}}},
          "2001:db8::/32": {"country": {"iso_code": "FR"}}}


class Analytics(HttpTest):
    SETTINGS = {"trusted_proxies": ["127.0.0.1"]}

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="qrgen-e2e-geo-")
        cls.addClassCleanup(folder.cleanup)
        cls.places = pathlib.Path(folder.name) / "places.mmdb"
        subprocess.run([MAKE_GEO_DATABASE, cls.places, "--ip-version", "6"], input=json.dumps(PLACES), text=True,
                       check=True)
        cls.SETTINGS = {**cls.SETTINGS, "geoip_file": str(cls.places)}
        super().setUpClass()

    def scan(self, *headers, address="192.0.2.7", target=b"/r/code0?scan_ref=qr"):
        """One scan, as the log tells it."""
        count = len(self.database.query("SELECT 1 FROM scan_logs"))
        with self.service.connect() as connection:
            connection.send(request(b"GET " + target + b" HTTP/1.1", b"X-Forwarded-For: " + address.encode(), *headers))
            self.assertEqual(302, connection.read().status)
        process.await_true(lambda: len(self.database.query("SELECT 1 FROM scan_logs")) > count, "the scan")
        return self.call("GET", "/api/v1/qr/code0/scans?limit=1").json()["items"][0]

    def totals(self):
        return self.call("GET", "/api/v1/qr/code0/stats").json()

    def reload(self, **changes):
        self.service.write_configuration(**changes)
        self.service.signal(signal.SIGHUP)
        self.service.output.await_line("configuration")

    def test_a_scan_is_told_by_its_headers_and_its_address(self):
        scan = self.scan(b"User-Agent: " + SAFARI, b"Referer: https://www.Example.com/menu?x=1",
                         b"Accept-Language: de-ch, en;q=0.5")
        self.assertEqual(
            {"ip_address": "192.0.2.0", "is_genuine_scan": True, "language": "de-CH", "country": "DE", "city": "Berlin",
             "referrer_host": "example.com", "device_family": "iPhone", "os_family": "iOS", "os_version": "17.5.1",
             "browser_family": "Mobile Safari", "browser_version": "17.5", "is_mobile": True, "is_tablet": False,
             "is_pc": False, "is_bot": False},
            {key: value for key, value in scan.items() if key not in ("event_id", "scanned_at", "user_agent", "referrer")})
        self.assertEqual("FR", self.scan(address="2001:db8::1")["country"])
        self.assertIsNone(self.scan(address="203.0.113.1")["country"])
        self.assertEqual("Unknown", self.scan()["device_family"])

    def test_people_bots_and_those_who_only_ask(self):
        before = self.totals()
        for _ in range(2):
            self.scan(b"User-Agent: person", address="192.0.2.10")
        self.scan(b"User-Agent: person", address="192.0.2.11")
        self.assertTrue(self.scan(b"User-Agent: WhatsApp/2.24.11.85 A")["is_bot"])
        self.call("HEAD", "/r/code0")
        after = self.totals()
        self.assertEqual([4, 4, 1, 2], [after[key] - before[key]
                                        for key in ("total_scans", "genuine_scans", "bot_scans", "unique_visitors")])
        self.assertEqual(self.call("GET", "/api/v1/stats").json()["total_scans"], after["total_scans"])

    def test_what_strangers_send_is_stored_clean_and_cut(self):
        for agent in (b"a" * 6000, b"\xff\xfe\x80" * 500, "Größe \U0001f600".encode(), b"'; DROP TABLE scan_logs; --",
                      b"<script>alert(1)</script>", b"$1 %s {0} :x"):
            with self.subTest(agent[:20]):
                scan = self.scan(b"User-Agent: " + agent, b"Referer: https://" + agent + b".example/", b"Accept-Language: " + agent)
                self.assertLessEqual(len(scan["user_agent"].encode()), 1024)
                self.assertNotRegex(json.dumps(scan, ensure_ascii=False), "[\x00-\x1f\x7f-\x9f]")
        self.assertIn("<script>", json.dumps(self.call("GET", "/api/v1/qr/code0/scans?limit=50").json()))
        self.service.cli("rollup", "check")

    def test_who_asks_not_to_be_tracked_is_not_unless_that_is_ignored(self):
        try:
            self.reload(do_not_track="honour")
            before = self.totals()["unique_visitors"]
            shy = self.scan(b"DNT: 1", b"User-Agent: " + SAFARI, address="192.0.2.20")
            self.assertEqual([None] * 4, [shy[key] for key in ("ip_address", "user_agent", "country", "language")])
            self.assertEqual("Unknown", shy["os_family"])
            self.assertEqual(before, self.totals()["unique_visitors"])
        finally:
            self.reload(do_not_track="ignore")
        self.assertEqual("192.0.2.0", self.scan(b"Sec-GPC: 1", address="192.0.2.20")["ip_address"])

    def test_a_broken_geoip_file_is_told_and_hinders_nobody(self):
        whole = self.places.read_bytes()
        try:
            self.places.write_bytes(b"")  # in place, as cp begins: what is known stays known
            self.assertEqual("DE", self.scan()["country"])
            self.places.write_bytes(whole[: len(whole) // 2])
            self.service.signal(signal.SIGHUP)
            self.service.output.await_line("geoip_file|places.mmdb")
            self.assertIsNone(self.scan()["country"])
        finally:
            new = self.places.with_suffix(".new")
            new.write_bytes(whole)
            new.rename(self.places)
            self.service.signal(signal.SIGHUP)
        process.await_true(lambda: self.scan()["country"] == "DE", "the file to be opened again")

    def test_scans_of_a_code_that_is_deleted_meanwhile_are_kept(self):
        answer = self.call("POST", "/api/v1/qr/dynamic", data={"redirect_url": "https://example.com", "short_id": "gone"})
        self.assertEqual(201, answer.status)
        code = answer.json()["id"]
        self.assertEqual(302, client.call(self.service.port, "GET", "/r/gone").status)
        self.assertEqual(204, self.call("DELETE", f"/api/v1/qr/{code}").status)
        process.await_true(lambda: self.database.query(f"SELECT scans FROM scan_days WHERE qr_code_id = '{code}'"), "the scan")


if __name__ == "__main__":
    unittest.main(verbosity=2)
