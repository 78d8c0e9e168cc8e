# SPDX-License-Identifier: MIT
"""PostgreSQL with the options that Compose gives it, prepared as its image does."""

import os
import pathlib
import shutil
import signal
import subprocess
import tempfile

import process
from postgresql import PostgreSQLDatabase, free_port, program


class ComposedPostgreSQL:
    """A cluster of its own. On the socket everybody is believed, from the network a password is asked for."""

    def __init__(self, add_cleanup, service, password):
        """`service` is Compose's, `password` that of the superuser postgres."""
        self._user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        self.directory = pathlib.Path(tempfile.mkdtemp(prefix="qrgen-composed-"))
        add_cleanup(shutil.rmtree, self.directory, ignore_errors=True)
        self.directory.chmod(0o755)
        secret = self.directory / "superuser"
        secret.write_text(f"{password}\n", encoding="utf-8")
        if self._user:
            shutil.chown(self.directory, self._user, self._user)
        data, self.log, self.port = str(self.directory / "data"), self.directory / "log", free_port()
        process.run([program("initdb"), "-D", data, "-U", "postgres", "--auth-local=trust", "--auth-host=scram-sha-256",
                     f"--pwfile={secret}", "-E", "UTF8", "--no-locale", "--no-sync"], user=self._user, cwd="/")
        options = [option.replace("/var/log/postgresql", str(self.log)) for option in service["command"][1:]]
        self._server = process.start([program("postgres"), "-D", data, "-k", str(self.directory), "-p", str(self.port),
                                      "-cfsync=off", "-clisten_addresses=127.0.0.1", *options], user=self._user, cwd="/",
                                     stderr=subprocess.PIPE)
        self._output = process.Output(self._server.stderr)
        add_cleanup(self._stop)
        process.await_true(self._answers, "the server")

    def _answers(self):
        if self._server.poll() is not None:
            self._output.await_end()
            raise process.Gone(f"the server ended with {self._server.returncode}:\n{self._output.text()}")
        return self.psql("postgres", "-c", "SELECT 1").returncode == 0

    def _stop(self):
        """By a fast shutdown, which waits for no client."""
        self._server.send_signal(signal.SIGINT)
        try:
            self._server.wait(process.PATIENCE)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
            raise

    def psql(self, database, *arguments, **environment):
        """What the image does with files of /docker-entrypoint-initdb.d: as the superuser, by the socket."""
        return subprocess.run(["psql", "-v", "ON_ERROR_STOP=1", "--username=postgres", "--no-password", "--no-psqlrc",
                               f"--host={self.directory}", f"--port={self.port}", f"--dbname={database}", *map(str, arguments)],
                              env={**os.environ, **environment}, capture_output=True, text=True, check=False,
                              timeout=process.PATIENCE)

    def database(self, name, role, password):
        """As somebody sees it who comes by the network."""
        seen = PostgreSQLDatabase(self.port, name)
        seen.url = seen.url.replace("postgres@", f"{role}:{password}@")
        return seen

    def logged(self):
        """All that it has written so far."""
        return "".join(path.read_text(encoding="utf-8") for path in self.log.iterdir())
