# SPDX-License-Identifier: MIT
"""A PostgreSQL server of the test's own, whose processes can be killed; and what databases say."""

import atexit
import contextlib
import functools
import glob
import itertools
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile

import process

# Killing the server's processes loses nothing that the kernel has, so nothing needs to wait for the disk.
OPTIONS = {"fsync": "off", "full_page_writes": "off", "listen_addresses": "127.0.0.1", "max_connections": "100"}


def program(name):
    """Where Debian has the server's programs: the newest version."""
    found = sorted(glob.glob(f"/usr/lib/postgresql/*/bin/{name}"), key=lambda path: float(path.split("/")[4]))
    return found[-1] if found else name


def free_port():
    """Not one that the system gives to connections: it would be taken while its server is away."""
    with open("/proc/sys/net/ipv4/ip_local_port_range", encoding="ascii") as file:
        first = int(file.read().split()[0])
    while True:
        port = random.randrange(10000, first) if first > 10000 else 0
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]


class PostgreSQL:
    """One cluster; every test takes a database of its own from it. As a standby of another it is that one's copy, and
    follows it."""

    def __init__(self, primary=None):
        self._user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        self._directory = tempfile.mkdtemp(prefix="qrgen-e2e-postgresql-")
        if self._user:
            shutil.chown(self._directory, self._user, self._user)
        self._data = os.path.join(self._directory, "data")
        self._process = None
        self._numbers = itertools.count(1)
        if primary:
            make = [program("pg_basebackup"), "-D", self._data, "-U", "postgres", "-h", "127.0.0.1", "-p", str(primary.port),
                    "--write-recovery-conf", "--checkpoint=fast", "--no-sync"]
        else:
            make = [program("initdb"), "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale",
                    "--no-sync"]
        process.run(make, user=self._user, cwd="/")
        self.port = free_port()
        self.start()

    def start(self):
        """Returns when the server takes connections."""
        options = [f"-c{name}={value}" for name, value in OPTIONS.items()]
        command = [program("postgres"), "-D", self._data, "-k", self._directory, "-p", str(self.port), *options]
        self._process = process.start(command, user=self._user, cwd="/", stderr=subprocess.PIPE)
        process.Output(self._process.stderr).await_line("ready to accept (read-only )?connections")

    def kill(self):
        """Kills all processes of the server at once, as the kernel does when memory runs out."""
        os.kill(self._process.pid, signal.SIGSTOP)  # so that it starts no more
        process.kill_all([*process.children(self._process.pid), self._process.pid])
        self._process.wait()

    @contextlib.contextmanager
    def away(self):
        """Killed, and started again afterwards."""
        self.kill()
        try:
            yield
        finally:
            self.start()

    @contextlib.contextmanager
    def frozen(self):
        """Keeps all its connections, but does nothing for a while."""
        self._signal_all(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal_all(signal.SIGCONT)

    def _signal_all(self, number):
        os.kill(self._process.pid, signal.SIGSTOP)
        for pid in [*process.children(self._process.pid), self._process.pid]:
            os.kill(pid, number)

    def promote(self):
        """Makes a standby the primary."""
        process.run([program("pg_ctl"), "promote", "-D", self._data], user=self._user, cwd="/")

    def new_database(self):
        name = f"test{next(self._numbers)}"
        database = PostgreSQLDatabase(self.port, name)
        PostgreSQLDatabase(self.port, "postgres").query(f"CREATE DATABASE {name}")
        return database

    def close(self):
        if self._process.poll() is None:
            self.kill()
        shutil.rmtree(self._directory, ignore_errors=True)


@functools.cache
def server():
    """The cluster of this process: started when first asked for, ended with the process."""
    made = PostgreSQL()
    atexit.register(made.close)
    return made


class PostgreSQLDatabase:
    def __init__(self, port, name):
        self.url = f"postgresql://postgres@127.0.0.1:{port}/{name}"

    def query(self, sql):
        """The rows of the answer; all values are texts, NULL is an empty one."""
        out = process.run(["psql", "-X", "-q", "-At", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql, self.url])
        return [line.split("\t") for line in out.splitlines()]


class SqliteDatabase:
    def __init__(self, directory):
        self._path = os.path.join(directory, "qrgen.db")
        self.url = f"sqlite://{self._path}"

    def query(self, sql):
        connection = sqlite3.connect(self._path, timeout=process.PATIENCE)
        try:
            return [["" if value is None else str(value) for value in row] for row in connection.execute(sql)]
        finally:
            connection.close()
