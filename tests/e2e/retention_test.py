#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How `qrgen serve` looks after the log of scans: partitions ahead of time, the end of old scans.

usage: QRGEN_BINARY=... retention_test.py
"""

import datetime
import signal
import unittest

import process
from postgresql import server
from service import Service

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def month_after(day):
    return (day.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)


def partition_of(day):
    return f"scan_logs_y{day.year:04}m{day.month:02}"


class Retention(unittest.TestCase):
    def new_service(self, database, **settings):
        """A service that has run once, so that there is a schema, and has a code."""
        service = Service(self.addCleanup, database, **settings).start("--migrate")
        service.make_codes(1)
        service.stop()
        return service

    def add_scans(self, database, ages):
        """One scan of each age, in days."""
        code = database.query("SELECT id FROM qr_codes")[0][0]
        for number, age in enumerate(ages):
            day = TODAY - datetime.timedelta(days=age)
            database.query(
                "INSERT INTO scan_logs (event_id, qr_code_id, scanned_at, is_genuine_scan) VALUES "
                f"('0196a000-0000-7000-9000-{number:012}', '{code}', '{day}T12:00:00.000000Z', false)")

    def ages(self, database):
        rows = database.query("SELECT CAST(scanned_at AS text) FROM scan_logs ORDER BY scanned_at")
        return [(TODAY - datetime.date.fromisoformat(row[0][:10])).days for row in rows]

    def test_partitions_of_this_and_the_next_month_are_made_without_a_scan(self):
        database = server().new_database()
        Service(self.addCleanup, database).start("--migrate")
        wanted = {partition_of(TODAY), partition_of(month_after(TODAY))}
        process.await_true(
            lambda: wanted <= {row[0] for row in database.query("SELECT relname FROM pg_class WHERE relkind = 'r'")},
            "the partitions are there")

    def test_old_scans_are_removed_and_old_partitions_dropped(self):
        database = server().new_database()
        service = self.new_service(database, retention="90days")
        first = (TODAY - datetime.timedelta(days=200)).replace(day=1)
        database.query(f"CREATE TABLE {partition_of(first)} PARTITION OF scan_logs FOR VALUES "
                       f"FROM ('{first}T00:00:00Z') TO ('{month_after(first)}T00:00:00Z')")
        self.add_scans(database, [0, 89, 90, 91, (TODAY - first).days, 4000])
        service.start()
        line = service.output.await_line(r"removed \d+ scans of before [^\"]*").group(0)
        cut = TODAY - datetime.timedelta(days=90)
        self.assertEqual(f"removed 3 scans of before {cut} from the log, dropping {partition_of(first)}", line)
        self.assertEqual([90, 89, 0], self.ages(database))
        self.assertEqual([["0"]], database.query(f"SELECT count(*) FROM pg_class WHERE relname = '{partition_of(first)}'"))

    def test_without_retention_scans_stay_and_sighup_brings_it(self):
        database = server().new_database()
        service = self.new_service(database)
        self.add_scans(database, [1, 5000])
        service.start()
        self.assertEqual([5000, 1], self.ages(database))
        service.write_configuration(retention="13months")
        service.signal(signal.SIGHUP)
        service.output.await_line("removed 1 scans of before")
        self.assertEqual([1], self.ages(database))
        service.stop()

    def test_what_tells_visitors_apart_is_forgotten(self):
        database = server().new_database()
        service = self.new_service(database)
        for age in range(4):
            database.query(f"INSERT INTO visitor_salts VALUES ('{TODAY - datetime.timedelta(days=age)}', 'c2FsdA==') "
                           "ON CONFLICT DO NOTHING")
        service.start()
        yesterday = TODAY - datetime.timedelta(days=1)
        process.await_true(
            lambda: database.query(f"SELECT count(*) FROM visitor_salts WHERE day < '{TODAY}'") == [["0"]],
            "the salts are gone")

    def test_a_wrong_retention_is_told_at_the_start(self):
        service = Service(self.addCleanup, server().new_database(), retention="soon")
        with self.assertRaises(RuntimeError) as caught:
            process.run(service.command(), env=service.environment)
        self.assertIn("retention", str(caught.exception))
        self.assertIn("must be a number of days", str(caught.exception))

    def test_of_several_services_each_scan_is_removed_by_one(self):
        database = server().new_database()
        first = self.new_service(database, retention="1year")
        second = Service(self.addCleanup, database, retention="1year")
        self.add_scans(database, [0, *range(400, 450)])
        services = [first.start(), second.start()]
        process.await_true(lambda: self.ages(database) == [0], "old scans are gone")
        for service in services:
            service.stop()
        removed = sum(int(line.split("removed ")[1].split()[0])
                      for service in services for line in service.output.text().splitlines() if "scans of before" in line)
        self.assertEqual(50, removed)


if __name__ == "__main__":
    unittest.main()
