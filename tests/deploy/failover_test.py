#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The primary PostgreSQL server is lost under load and its standby takes over, as qrgen-deploy(7) tells to set up:
no redirect fails, and no scan is lost.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e failover_test.py
"""

import unittest

import process
from load import Load, check_exact
from postgresql import PostgreSQL, PostgreSQLDatabase
from service import Service

CODES = 10
ENOUGH = 2000  # answers that make a load


class Failover(unittest.TestCase):
    def cluster(self, primary=None):
        made = PostgreSQL(primary)
        self.addCleanup(made.close)
        return made

    def test_the_standby_takes_over_without_a_failed_redirect_or_a_lost_scan(self):
        primary = self.cluster()
        database = primary.new_database()
        name = database.url.rpartition("/")[2]
        standby = self.cluster(primary)
        database.query("ALTER SYSTEM SET synchronous_standby_names = '*'")
        database.query("SELECT pg_reload_conf()")
        process.await_true(lambda: database.query("SELECT sync_state FROM pg_stat_replication") == [["sync"]], "the standby")

        url = (f"postgresql://postgres@127.0.0.1:{primary.port},127.0.0.1:{standby.port}/{name}"
               "?target_session_attrs=read-write")
        copy = PostgreSQLDatabase(standby.port, name)
        both = PostgreSQLDatabase(primary.port, name)
        both.url = url
        service = Service(self.addCleanup, both).start("--migrate")
        load = Load([service], service.make_codes(CODES), threads=2, depth=1)
        load.await_answers(ENOUGH)
        reports = Service(self.addCleanup, copy)
        self.assertIn("code0", reports.cli("list"))
        self.assertIn('"scans"', reports.cli("stats", "code0", "--json"))
        primary.kill()
        process.await_true(lambda: service.metric("qrgen_database_up") == 0, "the loss of the primary")
        load.await_answers(ENOUGH)
        standby.promote()
        process.await_true(lambda: service.metric("qrgen_database_up") == 1, "the new primary")
        answer = service.call("POST", "/api/v1/qr/dynamic", data={"redirect_url": "https://example.com/", "short_id": "new"})
        self.assertEqual(201, answer.status, answer)
        load.await_answers(ENOUGH)
        tally = load.stop()
        self.assertEqual(([], [], 0), (tally.wrong, tally.torn, tally.unanswered.total()))
        service.stop()
        check_exact(self, copy, tally)


if __name__ == "__main__":
    unittest.main(verbosity=2)
