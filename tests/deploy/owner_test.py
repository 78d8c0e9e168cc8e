#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The service as the owner of its database, and nothing more: a real server made as Compose does, on which everything works.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e owner_test.py
"""

import os
import pathlib
import tempfile
import unittest

import compose
import process
from composed_postgresql import ComposedPostgreSQL
from compose import ROOT
from service import Service

SCRIPT = ROOT / "packaging/postgres/owner.sql"
SUPERUSER, OWNER, READER = "the-superuser", "the-owner", "the-reader"


class Owner(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.services = compose.model(compose.DEVELOPMENT, {})["services"]
        cls.server = ComposedPostgreSQL(cls.addClassCleanup, cls.services["postgres"], SUPERUSER)
        cls.server.psql("postgres", "-c", "CREATE DATABASE qrgen")
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.secrets = pathlib.Path(directory.name)
        for name, password in (("postgres_password", SUPERUSER), ("owner_password", OWNER), ("reader_password", READER)):
            (cls.secrets / name).write_text(f"{password}\n", encoding="utf-8")
        cls.without_password = cls.run_script(QRGEN_OWNER_PASSWORD_FILE="/dev/null")
        cls.made = cls.run_script(QRGEN_OWNER_PASSWORD_FILE=str(cls.secrets / "owner_password"))
        cls.made_again = cls.run_script(QRGEN_OWNER_PASSWORD_FILE=str(cls.secrets / "owner_password"))
        cls.database = cls.server.database("qrgen", "qrgen", OWNER)

    @classmethod
    def run_script(cls, **environment):
        return cls.server.psql("qrgen", "-f", SCRIPT, **environment)

    def run_reader(self):
        """The command of Compose's service, with what it finds elsewhere here."""
        reader = self.services["reader"]
        command = reader["command"][0]
        for there, here in (("/run/secrets", str(self.secrets)), ("=/reader.sql", f"={ROOT}/packaging/postgres/reader.sql"),
                            ("--host=postgres", f"--host=127.0.0.1 --port={self.server.port}")):
            self.assertIn(there, command)
            command = command.replace(there, here)
        environment = {key: value.replace("/run/secrets", str(self.secrets)) for key, value in reader["environment"].items()}
        process.run([*reader["entrypoint"], command], env={**os.environ, **environment})

    def refused(self, database, sql):
        with self.assertRaisesRegex(RuntimeError, "permission denied|must be|only roles with"):
            database.query(sql)

    def test_compose_runs_the_script_with_the_password(self):
        postgres = self.services["postgres"]
        self.assertIn(f"./{SCRIPT.relative_to(ROOT)}:/docker-entrypoint-initdb.d/owner.sql:ro", postgres["volumes"])
        self.assertEqual(("postgres", "qrgen", "/run/secrets/owner_password"), tuple(
            postgres["environment"][name] for name in ("POSTGRES_USER", "POSTGRES_DB", "QRGEN_OWNER_PASSWORD_FILE")))
        self.assertEqual((0, ""), (self.made.returncode, self.made.stderr))

    def test_without_a_password_there_is_no_role(self):
        self.assertNotEqual(0, self.without_password.returncode)
        self.assertIn("QRGEN_OWNER_PASSWORD_FILE", self.without_password.stderr)

    def test_the_password_is_asked_for_and_in_no_log(self):
        self.assertEqual([["qrgen"]], self.database.query("SELECT current_user"))
        with self.assertRaisesRegex(RuntimeError, "password authentication failed"):
            self.server.database("qrgen", "qrgen", SUPERUSER).query("SELECT 1")
        self.run_reader()
        self.assertNotEqual(0, self.made_again.returncode)
        process.await_true(lambda: 'role \\"qrgen\\" already exists' in self.server.logged(), "a line about the second run")
        for password in (SUPERUSER, OWNER, READER):
            self.assertNotIn(password, self.server.logged())
            self.assertNotIn(password, self.made_again.stderr)

    def test_it_may_do_nothing_else(self):
        self.assertEqual([["f"] * 5], self.database.query(
            "SELECT rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls FROM pg_roles WHERE rolname = 'qrgen'"))
        for sql in ("COPY (SELECT 1) TO PROGRAM 'true'", "COPY (SELECT 1) TO '/tmp/qrgen-owner'", "CREATE ROLE another",
                    "CREATE DATABASE another", "ALTER ROLE qrgen SUPERUSER", "SELECT rolpassword FROM pg_authid",
                    "SELECT pg_read_file('/etc/passwd')", "ALTER SYSTEM SET log_statement = 'all'"):
            with self.subTest(sql):
                self.refused(self.database, sql)

    def test_everything_works(self):
        service = Service(self.addCleanup, self.database)
        service.cli("migrate", "up")
        self.run_reader()
        self.run_reader()  # and again, as with every start
        service.start()
        service.make_codes(2)
        self.assertEqual(302, service.call("GET", "/r/code0?scan_ref=qr").status)
        process.await_true(lambda: self.database.query("SELECT count(*) FROM scan_logs") == [["1"]], "the scan")
        self.assertEqual("healthy", service.call("GET", "/health").json()["status"])
        service.stop()
        service.cli("rollup", "check")

        reader = self.server.database("qrgen", "qrgen_reader", READER)
        self.assertEqual([["2"]], reader.query("SELECT count(*) FROM qr_codes"))
        self.refused(reader, "SELECT * FROM api_keys")
        self.back_up_and_restore()
        self.assertEqual([["1"]], self.database.query("SELECT count(*) FROM scan_logs"))
        self.run_reader()
        self.assertEqual([["2"]], reader.query("SELECT count(*) FROM qr_codes"))

    def back_up_and_restore(self):
        environment = {**os.environ, "QRGEN_DATABASE_URL": self.database.url}
        with tempfile.TemporaryDirectory() as directory:
            written = process.run([ROOT / "scripts/backup", directory], env=environment).rstrip("\n")
            process.run([ROOT / "scripts/restore", "--replace", written], env=environment)


if __name__ == "__main__":
    unittest.main(verbosity=2)
