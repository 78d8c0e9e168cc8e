#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""scripts/backup and scripts/restore: the restored service gives the same answers, and failures change nothing.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e backup_test.py
"""

import datetime
import os
import pathlib
import re
import subprocess
import tempfile
import unittest
import urllib.parse

import process
from postgresql import SqliteDatabase, server
from service import Service

SCRIPTS = pathlib.Path(__file__).resolve().parents[2] / "scripts"
CODES = "/api/v1/qr"
LEFT_OUT = ("visitor_salts", "scan_visitors")


class Scripts:
    """A database, its service, and the two scripts on it."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.directory = pathlib.Path(directory.name)
        self.backups = self.directory / "backups"
        today = datetime.datetime.now(datetime.timezone.utc).date()
        self.period = f"from={today - datetime.timedelta(days=7)}&to={today + datetime.timedelta(days=7)}"

    def run_script(self, name, *arguments, url, status=0):
        environment = {**os.environ, "QRGEN_DATABASE_URL": url}
        done = subprocess.run([SCRIPTS / name, *map(str, arguments)], env=environment, capture_output=True, text=True,
                              timeout=process.PATIENCE, check=False)
        self.assertEqual(status, done.returncode, done.stderr)
        return done

    def backup(self, database, *arguments):
        done = self.run_script("backup", *arguments, self.backups, url=database.url)
        path = pathlib.Path(done.stdout.rstrip("\n"))
        self.assertTrue(path.is_file(), done.stdout)
        return path

    def service(self, database, **settings):
        return Service(self.addCleanup, database, **settings)

    def filled_service(self, database):
        """With codes, history, scans of known and unknown visitors, and a key."""
        service = self.service(database, auth=None)
        service.cli("migrate", "up")
        self.key = service.make_key("admin")["key"]
        service.start()
        for number in range(5):
            answer = self.ask(service, "POST", f"{CODES}/dynamic",
                              data={"redirect_url": f"https://example.com/{number}", "short_id": f"code{number}"})
            self.assertEqual(201, answer.status)
        self.ask(service, "PATCH", f"{CODES}/code1", data={"redirect_url": "https://example.org/"})
        self.ask(service, "DELETE", f"{CODES}/code2")
        self.ask(service, "POST", f"{CODES}/static", data={"content": "Ünicode 🎉 'quoted'"})
        for number in range(12):
            service.call("GET", f"/r/code{number % 2}?scan_ref=qr", headers={"User-Agent": f"Phone/{number % 3}"})
        process.await_true(lambda: database.query("SELECT count(*) FROM scan_logs") == [["12"]], "the scans")
        return service

    def ask(self, service, method, target, **options):
        return service.call(method, target, headers={"X-API-Key": self.key}, **options)

    def answers(self, service):
        """Of everything that does not depend on the moment."""
        targets = [f"{CODES}?limit=100&sort_by=created_at", f"/api/v1/stats?{self.period}"]
        for number in range(5):
            targets += [f"{CODES}/code{number}", f"{CODES}/code{number}/stats?{self.period}", f"{CODES}/code{number}/scans",
                        f"{CODES}/code{number}/image?image_format=svg"]
        found = {target: self.ask(service, "GET", target) for target in targets}
        return {target: (answer.status, without_moment(answer.body)) for target, answer in found.items()}, [
            service.call("HEAD", f"/r/code{number}").header("Location") for number in range(5)]

    def test_the_restored_service_gives_the_same_answers(self):
        service = self.filled_service(self.database)
        before = self.answers(service)
        self.assertEqual(200, before[0][f"{CODES}/code1"][0])
        self.assertEqual("https://example.org/", before[1][1])
        backup = self.backup(self.database)
        self.assertEqual(0o600, backup.stat().st_mode & 0o777)
        service.kill()

        restored = self.new_database()
        self.run_script("restore", backup, url=restored.url)
        for table in LEFT_OUT:
            self.assertNotEqual([["0"]], self.database.query(f"SELECT count(*) FROM {table}"), table)
            self.assertEqual([["0"]], restored.query(f"SELECT count(*) FROM {table}"), table)
        again = self.service(restored, auth=None).start()
        self.assertEqual(before, self.answers(again))
        again.cli("rollup", "check")
        self.assertEqual(302, again.call("GET", "/r/code0").status)
        process.await_true(lambda: restored.query("SELECT count(*) FROM scan_logs") == [["13"]], "one more scan")

    def test_what_is_there_is_replaced_only_on_demand(self):
        service = self.filled_service(self.database)
        backup = self.backup(self.database)
        self.ask(service, "DELETE", f"{CODES}/code0")
        service.stop()
        done = self.run_script("restore", backup, url=self.database.url, status=1)
        self.assertIn("--replace", done.stderr)
        again = self.service(self.database, auth=None).start()
        self.assertEqual(404, self.ask(again, "GET", f"{CODES}/code0").status)
        done = self.run_script("restore", "--replace", backup, url=self.database.url, status=1)
        self.assertIn("stop the services", done.stderr)
        self.assertEqual(404, self.ask(again, "GET", f"{CODES}/code0").status)
        again.stop()
        self.run_script("restore", "--replace", backup, url=self.database.url)
        again.start()
        self.assertEqual(200, self.ask(again, "GET", f"{CODES}/code0").status)
        again.stop()
        backup.unlink()
        new = self.new_database()
        self.run_script("restore", self.backup(self.database), url=new.url)
        self.assertEqual(self.database.query("SELECT count(*) FROM qr_codes"), new.query("SELECT count(*) FROM qr_codes"))

    def test_a_damaged_backup_changes_nothing(self):
        service = self.filled_service(self.database)
        backup = self.backup(self.database)
        service.stop()
        before = self.database.query("SELECT short_id, redirect_url FROM qr_codes ORDER BY short_id")
        half = self.directory / "half"
        half.write_bytes(backup.read_bytes()[:backup.stat().st_size * 2 // 3])
        for faulty in (half, self.directory):
            self.run_script("restore", "--replace", faulty, url=self.database.url, status=1)
        (self.directory / "other").write_text("something else")
        done = self.run_script("restore", "--replace", self.directory / "other", url=self.database.url, status=1)
        self.assertIn("is no backup", done.stderr)
        self.assertEqual(before, self.database.query("SELECT short_id, redirect_url FROM qr_codes ORDER BY short_id"))
        new = self.new_database()
        self.run_script("restore", half, url=new.url, status=1)
        self.assertTrue(self.is_empty(new))

    def test_a_failure_leaves_no_file_and_shows_no_password(self):
        done = self.run_script("backup", self.backups, url=self.missing_url(), status=1)
        self.assertNotIn("secret", done.stderr)
        self.assertEqual("", done.stdout)
        self.assertEqual([], list(self.backups.iterdir()))

    def test_the_newest_are_kept(self):
        self.service(self.database).cli("migrate", "up")
        self.backups.mkdir()
        first = self.backup(self.database)
        suffix = first.suffix
        for year in range(2001, 2006):
            (self.backups / f"qrgen-{year}0101T000000Z{suffix}").touch()
        (self.backups / "qrgen-notes.txt").touch()
        first.rename(self.backups / f"qrgen-20060101T000000Z{suffix}")
        newest = self.backup(self.database, "--keep", "3")
        self.assertEqual([f"qrgen-20050101T000000Z{suffix}", f"qrgen-20060101T000000Z{suffix}", newest.name,
                          "qrgen-notes.txt"], sorted(path.name for path in self.backups.iterdir()))


class PostgreSQL(Scripts, unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.database = self.new_database()

    def new_database(self):
        return server().new_database()

    def missing_url(self):
        return f"postgresql://postgres:secret@127.0.0.1:{server().port}/missing"

    def is_empty(self, database):
        return database.query("SELECT to_regclass('qr_codes') IS NULL") == [["t"]]

    def test_a_password_is_out_of_sight_and_decoded(self):
        service = self.service(self.database)
        service.cli("migrate", "up")
        self.database.query("CREATE ROLE keeper LOGIN SUPERUSER PASSWORD 'p@ss:w/rd %\\n'")
        command = self.directory / "spy"
        command.write_text('#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$*" > "$0.seen"\nexec "$@"\n')
        command.chmod(0o755)
        password = urllib.parse.quote("p@ss:w/rd %\\n", safe="").replace("%5C", "\\")
        url = self.database.url.replace("postgresql://postgres@", f"postgresql+asyncpg://keeper:{password}@")
        self.run_script("backup", "--through", command, self.backups, url=url)
        seen = pathlib.Path(f"{command}.seen").read_text().splitlines()
        self.assertEqual("p@ss:w/rd %\\n", seen[0])
        self.assertNotIn("ss", seen[1].split("keeper")[1].split("@")[0])
        self.assertIn("--dbname=postgresql://keeper@127", seen[1])


class Sqlite(Scripts, unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.database = self.new_database()

    def new_database(self):
        return SqliteDatabase(tempfile.mkdtemp(dir=self.directory))

    def missing_url(self):
        return f"sqlite://{self.directory}/missing.db"

    def test_the_file_stays_its_owners_and_is_ready_for_a_service(self):
        self.service(self.database).cli("migrate", "up")
        backup = self.backup(self.database)
        path = pathlib.Path(self.database.url.removeprefix("sqlite://"))
        os.chown(path, 1234 if os.geteuid() == 0 else -1, -1)
        path.chmod(0o640)
        before = path.stat()
        self.run_script("restore", "--replace", backup, url=self.database.url)
        after = path.stat()
        self.assertEqual((before.st_uid, before.st_gid, before.st_mode), (after.st_uid, after.st_gid, after.st_mode))
        self.assertEqual([["wal"]], self.database.query("PRAGMA journal_mode"))

    def is_empty(self, database):
        return not pathlib.Path(database.url.removeprefix("sqlite://")).exists()


def without_moment(body):
    """Figures of periods that end now, and ids of requests, differ with each answer."""
    return re.sub(rb'"(request_id|timestamp|to|generated_at)":\s*"[^"]*"', b"", body)


if __name__ == "__main__":
    unittest.main(verbosity=2)
