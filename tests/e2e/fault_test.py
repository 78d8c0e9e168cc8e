#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What may go wrong with processes and disks, under load: no redirect fails that could be answered, and every answered
redirect is exactly one scan in the database.

usage: QRGEN_BINARY=... fault_test.py
QRGEN_E2E_ABSENCE: seconds for which the database is away (default 1); QRGEN_E2E_PATIENCE: see process.py.
"""

import os
import struct
import tempfile
import time
import unittest

import process
from load import Load, Tally, check_bounds, check_exact
from postgresql import SqliteDatabase, server
from service import Service

ABSENCE = float(os.environ.get("QRGEN_E2E_ABSENCE", "1"))
CODES = 20
ENOUGH = 2000  # answers that make a load

class FaultTest(unittest.TestCase):
    def new_service(self, **settings):
        return Service(self.addCleanup, self.database, **settings)

    def setUp(self):
        self.database = server().new_database()

    def await_known(self, *services):
        """A code that was just made is known to all within a second or so, and only what is known can do without the
        database."""
        for service in services:
            process.await_true(lambda: service.metric("qrgen_cache_known_entries") == CODES, "all codes in the cache")

    def start_load(self, *services, targets):
        """Not too much: all that comes while the database is away has to be written when it is back."""
        self.await_known(*services)
        load = Load(services, targets, threads=2, depth=1)
        load.await_answers(ENOUGH)
        return load

    def health(self, service):
        """Status code and word of /health, and status code of /health/ready."""
        answer = service.call("GET", "/health")
        return answer.status, answer.json()["status"], service.call("GET", "/health/ready").status

    def await_health(self, service, *expected):
        process.await_true(lambda: self.health(service) == expected, f"health {expected}")


class KilledService(FaultTest):
    def test_every_answered_redirect_is_one_scan(self):
        service = self.new_service().start("--migrate")
        targets = service.make_codes(CODES)
        whole = Tally()
        for _ in range(3):
            load = Load([service], targets)
            load.await_answers(ENOUGH)
            service.kill()
            tally = load.await_end()
            self.assertGreater(tally.unanswered.total(), 0, "the kill came when nothing was on the way")
            whole.add(tally)
            service.start()
        service.stop()
        check_bounds(self, self.database, whole)


    def keep_segments(self, service):
        """Gives the files of the journal a second name, under which they outlive their delivery."""
        kept = []
        for segment in (service.home / "scans").glob("*/*.scans"):
            link = service.home / f"kept-{len(kept)}"
            try:
                link.hardlink_to(segment)
                kept.append((segment, link))
            except FileNotFoundError:
                pass  # it was delivered just now
        return kept

    def test_what_is_delivered_again_is_not_counted_again(self):
        """As when the kill comes between the commit in the database and the journal's note of it."""
        service = self.new_service().start("--migrate")
        load = Load([service], service.make_codes(CODES))
        load.await_answers(ENOUGH)
        kept = process.await_true(lambda: self.keep_segments(service), "a file of the journal")
        tally = load.stop()
        process.await_true(lambda: service.metric("qrgen_journal_waiting_scans") == 0, "delivery")
        service.kill()
        for checkpoint in (service.home / "scans").glob("*/checkpoint"):
            checkpoint.unlink()
        for segment, link in kept:
            link.rename(segment)
        service.start()
        service.output.await_line(r"the scan journal holds \d+ scans")
        service.stop()
        check_exact(self, self.database, tally)


class KilledServiceOnSqlite(KilledService):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.database = SqliteDatabase(directory.name)


class DatabaseAway(FaultTest):
    def setUp(self):
        super().setUp()
        self.service = self.new_service().start("--migrate")
        self.targets = self.service.make_codes(CODES)

    def test_killed_under_load_nothing_fails_is_lost_or_doubled(self):
        load = self.start_load(self.service, targets=self.targets)
        with server().away():
            load.go_on(ABSENCE)
            load.await_answers(ENOUGH)
            self.await_health(self.service, 200, "degraded", 200)
            self.assertGreater(self.service.metric("qrgen_journal_waiting_scans"), ENOUGH)
            self.assertEqual(0, self.service.metric("qrgen_database_up"))
        load.await_answers(ENOUGH)
        self.await_health(self.service, 200, "healthy", 200)
        tally = load.stop()
        self.service.stop()
        check_exact(self, self.database, tally)

    def test_codes_that_nobody_has_asked_for_yet_are_known(self):
        self.await_known(self.service)
        with server().away():
            for short_id, url in self.targets.items():
                self.assertEqual(url, self.service.location(short_id))

    def test_both_killed_under_load(self):
        load = self.start_load(self.service, targets=self.targets)
        with server().away():
            load.await_answers(ENOUGH)
            self.service.kill()
            tally = load.await_end()
        self.service.start().stop()
        check_bounds(self, self.database, tally)

    def test_started_without_it_the_snapshot_redirects(self):
        self.await_known(self.service)
        self.service.stop()
        with server().away():
            self.service.start()
            self.assertEqual((200, "degraded", 200), self.health(self.service))
            load = Load([self.service], self.targets)
            load.await_answers(ENOUGH)
            unknown = self.service.call("GET", "/r/never-seen")
            self.assertEqual(503, unknown.status)
            self.assertGreater(int(unknown.header("Retry-After")), 0)
            self.assertEqual(503, unknown.json()["status_code"])
            api = self.service.call("GET", "/api/v1/qr")
            self.assertEqual(503, api.status)
            self.assertGreater(int(api.header("Retry-After")), 0)
        self.await_health(self.service, 200, "healthy", 200)
        self.assertEqual(404, self.service.call("GET", "/r/never-seen").status)
        load.await_answers(ENOUGH)
        tally = load.stop()
        self.service.stop()
        check_exact(self, self.database, tally)

    def test_started_without_it_and_without_a_snapshot_it_is_unhealthy_until_it_comes(self):
        fresh = self.new_service()
        with server().away():
            fresh.start()
            self.assertEqual((503, "unhealthy"), self.health(fresh)[:2])
            self.assertEqual(503, fresh.call("GET", "/r/code0").status)
        self.await_health(fresh, 200, "healthy", 200)
        self.assertEqual(self.targets["code0"], fresh.location("code0"))

    def test_changes_made_while_it_was_away_for_one_process_are_seen_when_it_is_back(self):
        self.assertEqual(self.targets["code0"], self.service.location("code0"))
        with server().away():
            pass
        self.database.query("UPDATE qr_codes SET redirect_url = 'https://example.com/new' WHERE short_id = 'code0'")
        process.await_true(lambda: self.service.location("code0") == "https://example.com/new", "the change")

    def test_frozen_under_load_nothing_fails(self):
        before = self.start_load(self.service, targets=self.targets)
        with server().frozen():
            before.await_answers(ENOUGH)
            tally = before.stop()
            self.await_health(self.service, 200, "degraded", 200)
            self.assertEqual(503, self.service.call("GET", "/r/never-seen").status)
            self.assertEqual(503, self.service.call("GET", "/api/v1/qr").status)
            after = self.start_load(self.service, targets=self.targets)
        self.await_health(self.service, 200, "healthy", 200)
        after.await_answers(ENOUGH)
        tally.add(after.stop())
        self.service.stop()
        check_exact(self, self.database, tally)


class TornJournal(FaultTest):
    def test_half_a_record_is_cut_off_counted_and_nothing_else_lost(self):
        service = self.new_service().start("--migrate")
        load = self.start_load(service, targets=service.make_codes(CODES))
        with server().away():
            load.await_answers(ENOUGH)
            tally = load.stop()
            service.kill()
            half = self.tear(service)
        service.start()
        service.output.await_line(rf"\b{half} bytes were cut off")
        self.assertEqual(half, service.metric("qrgen_journal_torn_bytes_total"))
        service.stop()
        check_exact(self, self.database, tally)

    def tear(self, service):
        """Appends half of the first record of the newest segment to it: how many bytes that is."""
        newest = max((service.home / "scans").glob("*/*.scans"))
        record = newest.read_bytes()[8:]
        length = struct.unpack_from("<I", record, 4)[0]
        half = record[:(12 + length) // 2]
        with newest.open("ab") as file:
            file.write(half)
        return len(half)


class SharedJournalDirectory(FaultTest):
    def test_a_slot_whose_process_is_gone_is_taken_over(self):
        survivor = self.new_service().start("--migrate")
        other = self.new_service(journal_dir=survivor.settings["journal_dir"]).start()
        load = self.start_load(survivor, other, targets=survivor.make_codes(CODES))
        with server().away():
            load.await_answers(2 * ENOUGH)
            tally = load.stop()
            self.assertGreater(other.metric("qrgen_journal_waiting_scans"), 0)
            other.kill()
        survivor.output.await_line(r"took over \d+ scans")
        survivor.stop()
        check_exact(self, self.database, tally)


class TwoServices(FaultTest):
    """One database, two processes: each change is seen in both."""

    def setUp(self):
        super().setUp()
        self.services = [self.new_service().start("--migrate"), self.new_service().start()]
        self.services[0].make_codes(3)
        for service in self.services:  # now all have them in their caches
            self.assertEqual("https://example.com/code/0", service.location("code0"))
        self.longest = 0

    def await_both(self, short_id, expected):
        """The longest wait is told; a change that nobody was told of would take a minute to be seen."""
        start = time.monotonic()
        for service in self.services:
            process.await_true(lambda: service.location(short_id) == expected, f"{short_id} leads to {expected}", 10)
        self.longest = max(self.longest, time.monotonic() - start)

    def test_changes_of_the_command_line_are_seen_in_both(self):
        self.services[0].cli("update", "code0", "--redirect-url", "https://example.com/by-cli")
        self.await_both("code0", "https://example.com/by-cli")
        self.services[0].cli("update", "code0", "--status", "disabled")
        self.await_both("code0", 400)
        self.services[0].cli("update", "code0", "--status", "active")
        self.await_both("code0", "https://example.com/by-cli")
        self.services[0].cli("rollback", "code0")
        self.services[0].cli("delete", "code1", "--yes")
        self.await_both("code1", 404)
        self.await_both("never", 404)
        self.services[0].cli("generate", "dynamic", "https://example.com/now", "--short-id", "never")
        self.await_both("never", "https://example.com/now")
        print(f"longest wait for a change of the command line: {self.longest * 1000:.0f} ms")

    def test_changes_of_either_are_seen_in_both(self):
        for number, service in enumerate(self.services):
            url = f"https://example.com/put-{number}"
            self.assertEqual(200, service.call("PUT", self.path("code0"), data={"redirect_url": url}).status)
            self.await_both("code0", url)
            self.assertEqual(204, service.call("DELETE", self.path(f"code{number + 1}")).status)
            self.await_both(f"code{number + 1}", 404)
            self.await_both(f"new{number}", 404)
            service.make_codes(1, prefix=f"new{number}-")
            self.await_both(f"new{number}-0", f"https://example.com/new{number}-/0")
        print(f"longest wait for a change of the API: {self.longest * 1000:.0f} ms")

    def path(self, short_id):
        return f"/api/v1/qr/{short_id}"

    def test_changes_that_race_loads_end_with_the_last_one(self):
        rounds = 150
        urls = [f"https://example.com/race/{number}" for number in range(rounds)]
        load = Load(self.services, {"code0": ("https://example.com/code/0", *urls)}, threads=2, depth=2)
        for number, url in enumerate(urls):
            service = self.services[number % 2]
            self.assertEqual(200, service.call("PUT", self.path("code0"), data={"redirect_url": url}).status)
        self.await_both("code0", urls[-1])
        load.await_answers(ENOUGH)
        tally = load.stop()
        self.assertEqual([], tally.wrong[:3])
        for service in self.services:
            self.assertEqual({urls[-1]}, {service.location("code0") for _ in range(50)})
            service.stop()
        check_exact(self, self.database, tally)


def can_mount():
    """Whether this process may mount a small disk: as root, unless a container forbids it."""
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        try:
            mount(place)
        except RuntimeError:
            return False
        process.run(["umount", place])
        return True


def mount(place):
    process.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=700", "tmpfs", str(place)])


class FullJournalDirectory(FaultTest):
    def test_redirects_go_on_and_the_lost_scans_are_counted(self):
        service = self.new_service()
        disk = service.home / "scans"
        disk.mkdir()
        mount(disk)
        self.addCleanup(process.run, ["umount", "--lazy", str(disk)])
        service.start("--migrate")
        targets = service.make_codes(CODES)
        load = Load([service], targets)
        load.await_answers(ENOUGH)
        self.fill(disk / "filler")
        process.await_true(lambda: service.metric("qrgen_journal_dropped_scans_total") > 0, "dropped scans")
        load.await_answers(ENOUGH)
        service.output.await_line("scans are lost")
        self.await_health(service, 200, "degraded", 200)
        (disk / "filler").unlink()
        load.await_answers(ENOUGH)
        self.await_health(service, 200, "healthy", 200)
        tally = load.stop()
        dropped = int(service.metric("qrgen_journal_dropped_scans_total"))
        service.stop()
        self.assertEqual([], tally.wrong[:3])
        stored = int(self.database.query("SELECT count(*) FROM scan_logs")[0][0])
        self.assertEqual(tally.answered.total(), stored + dropped)

    def fill(self, path):
        with path.open("wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                return


if not can_mount():
    del FullJournalDirectory


if __name__ == "__main__":
    unittest.main(verbosity=2)
