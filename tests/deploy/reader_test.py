#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The role of the dashboards: what it reads, what it must not, and that the panels' SQL finds something with it.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e reader_test.py
"""

import base64
import datetime
import hashlib
import hmac
import json
import os
import re
import subprocess
import tempfile
import unittest

import monitoring
import process
from postgresql import PostgreSQLDatabase, server
from service import Service

READER = monitoring.ROOT / "packaging" / "postgres" / "reader.sql"
MAKE_GEO_DATABASE = monitoring.ROOT / "tests" / "support" / "make_geo_database"
PLACES = {"192.0.2.0/24": {"country": {"iso_code": "DE"}, "city": {"names": {"en": "Berlin"}}}}
BROWSERS = ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
            "Version/17.5 Mobile/15E148 Safari/604.1", "WhatsApp/2.24.11.85 A"]
PASSWORD = "it's \\ \"secret\" $HOME"


def make_reader(database, password=PASSWORD):
    with tempfile.NamedTemporaryFile("w") as file:
        file.write(password + "\n")
        file.flush()
        return subprocess.run(["psql", "-X", "-q", "-f", READER, database.url], capture_output=True, text=True, check=False,
                              env={**os.environ, "QRGEN_READER_PASSWORD_FILE": file.name}, timeout=process.PATIENCE)


def as_reader(database, parameters=""):
    same = PostgreSQLDatabase(0, "")
    same.url = database.url.replace("postgres@", "qrgen_reader@") + parameters
    return same


def macros_replaced(text, code):
    """SQL as Grafana sends it: https://grafana.com/docs/grafana/latest/datasources/postgres/query-editor/#macros"""
    now = datetime.datetime.now(datetime.timezone.utc)
    first, last = (f"'{time.strftime('%Y-%m-%dT%H:%M:%SZ')}'" for time in (now - datetime.timedelta(days=30), now))

    def macro(match):
        name, argument = match.groups()
        return {"__timeFilter": f"{argument} BETWEEN {first} AND {last}", "__timeFrom": first, "__timeTo": last}[name]

    return re.sub(r"\$([_a-zA-Z0-9]+)\(([^)]*)\)", macro, text.replace("${code:sqlstring}", f"'{code}'"))


def scram_matches(verifier, password):
    """Whether PostgreSQL's verifier is that of the password (RFC 5802, section 3)."""
    iterations, salt, stored, _ = re.fullmatch(r"SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):(.+)", verifier).groups()
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(salt), int(iterations))
    client_key = hmac.digest(salted, b"Client Key", "sha256")
    return base64.b64decode(stored) == hashlib.sha256(client_key).digest()


class Reader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        places = tempfile.NamedTemporaryFile(suffix=".mmdb")
        cls.addClassCleanup(places.close)
        subprocess.run([MAKE_GEO_DATABASE, places.name], input=json.dumps(PLACES), text=True, check=True)
        cls.database = server().new_database()
        cls.early = make_reader(cls.database)  # before there is a table
        cls.service = Service(cls.addClassCleanup, cls.database, geoip_file=places.name, trusted_proxies=["127.0.0.1"])
        cls.service.start("--migrate")
        cls.service.make_codes(2)
        cls.later = make_reader(cls.database)
        cls.scan()
        cls.reader = as_reader(cls.database)

    @classmethod
    def scan(cls):
        for agent in BROWSERS:
            for number in range(3):
                cls.service.call("GET", "/r/code0?scan_ref=qr", headers={
                    "User-Agent": agent, "X-Forwarded-For": f"192.0.2.{number}", "Referer": "https://example.org/",
                    "Accept-Language": "de-CH"})
        process.await_true(lambda: cls.database.query("SELECT count(*) FROM scan_logs") == [["6"]], "the scans")

    def refused(self, sql):
        """What is not allowed stays so when the session says that it may write."""
        with self.assertRaisesRegex(RuntimeError, "permission denied|must be owner|must be superuser"):
            as_reader(self.database, "?options=-cdefault_transaction_read_only%3Doff").query(sql)

    def test_the_script_succeeds_before_and_after_migrations_and_again(self):
        for run in (self.early, self.later, make_reader(self.database)):
            self.assertEqual((0, "", ""), (run.returncode, run.stdout, run.stderr))

    def test_it_wants_a_password(self):
        run = make_reader(self.database, "")
        self.assertEqual(3, run.returncode)
        self.assertIn("QRGEN_READER_PASSWORD_FILE must name a file", run.stderr)

    def test_the_password_is_that_of_the_file(self):
        self.assertEqual(0, make_reader(self.database).returncode)
        verifier = PostgreSQLDatabase.query(self.database, "SELECT rolpassword FROM pg_authid WHERE rolname = 'qrgen_reader'")
        self.assertTrue(scram_matches(verifier[0][0], PASSWORD))

    def test_every_panel_of_sql_finds_something(self):
        code = self.database.query("SELECT id FROM qr_codes WHERE short_id = 'code0'")[0][0]
        asked = 0
        for name, title, query in monitoring.queries("grafana-postgresql-datasource"):
            with self.subTest(dashboard=name, panel=title):
                asked += 1
                rows = self.reader.query(macros_replaced(query["rawSql"], code))
                self.assertTrue(rows)
                if name == "scans.json":
                    self.assertTrue(any(value not in ("", "0") for row in rows for value in row), rows)
        self.assertGreater(asked, 30)

    def test_variables_find_something(self):
        for dashboard in monitoring.dashboards().values():
            for variable in dashboard["templating"]["list"]:
                if variable.get("datasource", {}).get("type") == "grafana-postgresql-datasource":
                    self.assertIn("code0 (code0)", self.reader.query(variable["query"])[0][0])

    def test_numbers_of_panels_are_those_of_the_service(self):
        """Some of each kind."""
        def panel(title):
            query = next(query for name, at, query in monitoring.queries("grafana-postgresql-datasource")
                         if (name, at) == ("scans.json", title))
            return self.reader.query(macros_replaced(query["rawSql"], ""))

        told = self.service.call("GET", "/api/v1/stats").json()
        self.assertEqual([[str(told["total_scans"])]], panel("Scans"))
        self.assertEqual([[str(told["bot_scans"])]], panel("Bots"))
        self.assertEqual([["Mobile", "3"]], panel("Devices"))
        self.assertEqual([["DE", "3"]], panel("Countries"))
        self.assertEqual(24, len(panel("Hours")))
        self.assertEqual(6, sum(int(scans) for _, scans in panel("Hours")))
        self.assertEqual([["code0", "code0", "6", "6", "3", "3"]], panel("Codes that are scanned most"))

    def test_what_is_secret_cannot_be_read(self):
        for sql in ("SELECT * FROM api_keys", "SELECT * FROM visitor_salts", "SELECT * FROM scan_visitors",
                    "SELECT * FROM qr_history", "SELECT content FROM qr_codes", "SELECT search_text FROM qr_codes",
                    "SELECT redirect_url FROM qr_codes", "SELECT ip_address FROM scan_logs",
                    "SELECT raw_user_agent FROM scan_logs", "SELECT referrer FROM scan_logs",
                    "SELECT * FROM scan_logs_default", "SELECT rolpassword FROM pg_authid", "SELECT pg_read_file('/etc/passwd')"):
            with self.subTest(sql):
                self.refused(sql)

    def test_nothing_can_be_written(self):
        for sql in ("DELETE FROM scan_days", "UPDATE qr_codes SET title = ''",
                    "INSERT INTO all_scan_days (day) VALUES (now())", "TRUNCATE scan_logs", "DROP TABLE scan_days",
                    "CREATE TABLE mine (a int)", "CREATE TEMPORARY TABLE mine (a int)", "CREATE SCHEMA mine", "CREATE ROLE mine", "COPY (SELECT 1) TO PROGRAM 'true'"):
            with self.subTest(sql):
                self.refused(sql)
        with self.assertRaisesRegex(RuntimeError, "read-only transaction"):
            self.reader.query("UPDATE qr_codes SET title = ''")

    def test_what_it_was_once_given_is_taken_away(self):
        self.database.query("GRANT pg_read_all_data TO qrgen_reader; GRANT ALL ON api_keys TO qrgen_reader; "
                            "GRANT SELECT (salt) ON visitor_salts TO qrgen_reader; ALTER ROLE qrgen_reader SUPERUSER")
        self.assertEqual(0, make_reader(self.database).returncode)
        self.test_what_is_secret_cannot_be_read()
        self.test_nothing_can_be_written()

    def test_it_sees_what_other_sessions_do(self):
        others = "SELECT count(*) > 0 FROM pg_stat_activity WHERE usename = 'postgres' AND state IS NOT NULL"
        self.assertEqual([["t"]], self.reader.query(others))

    def test_a_slow_question_is_cut_off(self):
        self.assertEqual([["15s"]], self.reader.query("SHOW statement_timeout"))

    def test_months_of_scans_that_are_made_later_can_be_read(self):
        self.database.query("CREATE TABLE scan_logs_3000 PARTITION OF scan_logs "
                            "FOR VALUES FROM ('3000-01-01') TO ('3000-02-01')")
        self.assertEqual([["0"]], self.reader.query("SELECT count(*) FROM scan_logs WHERE scanned_at > '2999-01-01'"))


if __name__ == "__main__":
    unittest.main()
