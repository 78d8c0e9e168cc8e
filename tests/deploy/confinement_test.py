#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the program does still works under the filters of packaging/systemd/hardening.conf, and they are filters.

usage: QRGEN_BINARY=... PYTHONPATH=tests/e2e confinement_test.py SOURCE_DIRECTORY
"""

import errno
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import unittest

import process
import service
from postgresql import server  # noqa: E402

sources = pathlib.Path()

# What a program gets that tries what it should not; 0 if it may.
ATTEMPTS = {
    "mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)": errno.EPERM,
    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)": errno.EAFNOSUPPORT,
    "socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)": errno.EAFNOSUPPORT,
    "os.chroot('/')": errno.EPERM,
    "os.chown('/tmp', 0, 0)": errno.EPERM,
    "os.memfd_create('x')": 0,
    "socket.socket(socket.AF_INET6)": 0,
    "resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))": 0,
}


def confined():
    return [sys.executable, str(pathlib.Path(__file__).resolve().parent / "confined.py"),
            str(sources / "packaging/systemd/hardening.conf")]


class ConfinementTest(unittest.TestCase):
    def test_filters(self):
        for attempt, expected in ATTEMPTS.items():
            script = (f"import mmap, os, resource, socket, sys\ntry: {attempt}\n"
                      "except OSError as error: sys.exit(error.errno)\n")
            with self.subTest(attempt):
                done = subprocess.run([*confined(), sys.executable, "-c", script], check=False)
                self.assertEqual(expected, done.returncode)

    def check_service(self, database):
        serving = service.Service(self.addCleanup, database).start("--migrate", wrapper=confined())
        targets = serving.make_codes(1)
        self.assertEqual(targets["code0"], serving.location("code0"))
        self.assertEqual(200, serving.call("GET", "/api/v1/qr/code0/image?caption=Menu").status)
        self.assertEqual(200, serving.call("GET", "/health").status)
        serving.signal(signal.SIGHUP)
        serving.output.await_line("the configuration was read again")
        serving.stop()

    def test_service_with_postgresql(self):
        self.check_service(server().new_database())

    def test_batch_and_pictures(self):
        with tempfile.TemporaryDirectory() as home:
            def qrgen(*arguments):
                return process.run([*confined(), service.BINARY, *arguments], env=service.environment(home), cwd=home)

            (pathlib.Path(home) / "rows.csv").write_text("key,content,caption\na,one,Grüße\nb,two,שלום\n", encoding="utf-8")
            qrgen("batch", "rows.csv", "--out-dir", "pictures", "--verify")
            self.assertEqual(["a.png", "b.png"], sorted(name for name in os.listdir(f"{home}/pictures") if name[0] != "."))
            qrgen("batch", "rows.csv", "--zip", "codes.zip")
            for picture_format in ("svg", "pdf", "eps"):
                qrgen("render", "hello", "--caption", "hello", "-o", f"x.{picture_format}")
                qrgen("verify", f"x.{picture_format}", "--strict", "--expect", "hello")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sources = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
