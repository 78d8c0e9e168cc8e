# SPDX-License-Identifier: MIT
"""`qrgen serve` as a process: started, killed, stopped; and the command line on the same database."""

import json
import os
import pathlib
import re
import signal
import subprocess
import tempfile

import client
import process

BINARY = os.path.abspath(os.environ["QRGEN_BINARY"])

# So that tests neither wait nor are disturbed by what others test.
SETTINGS = {"listen": "127.0.0.1:0", "auth": "none", "access_log": "off", "unknown_ids": 0, "drain_timeout": 3600}


def environment(home, **more):
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8", **more}


class Service:
    """One home, one configuration, and any number of lives one after the other."""

    def __init__(self, add_cleanup, database, **settings):
        """`add_cleanup` is that of the test, or class of tests, at whose end it ends and is asked whether it was sane.
        A setting that is None keeps its default."""
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="qrgen-e2e-"))
        add_cleanup(self._clean_up)
        self.settings = {**SETTINGS, "database_url": database.url, "journal_dir": str(self.home / "scans"), **settings}
        self.environment = environment(self.home)
        self.output = None
        self.port = None
        self.process = None
        self._all_output = []
        self.write_configuration()

    def write_configuration(self, **changes):
        self.settings.update(changes)
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in self.settings.items() if value is not None]
        self._config().write_text("".join(lines), encoding="utf-8")

    def write_broken_configuration(self):
        self._config().write_text("log_level = \"loud\"\n", encoding="utf-8")

    def _config(self):
        return self.home / "qrgen.toml"

    def command(self, *arguments):
        return [BINARY, "serve", "--config", str(self._config()), *arguments]

    def start(self, *arguments, wrapper=()):
        """Returns when it listens. `wrapper` is a command that runs it."""
        self.process = process.start([*wrapper, *self.command(*arguments)], env=self.environment,
                                     stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self.output = process.Output(self.process.stderr)
        self._all_output.append(self.output)
        self.port = int(self.output.await_line(r"listening on \S+ port (\d+)").group(1))
        return self

    @property
    def pid(self):
        return self.process.pid

    def is_running(self):
        return self.process is not None and self.process.poll() is None

    def signal(self, number):
        os.kill(self.process.pid, number)

    def wait(self):
        """The exit code; negative if a signal has ended it."""
        code = self.process.wait(process.PATIENCE)
        self.output.await_end()
        return code

    def kill(self):
        self.signal(signal.SIGKILL)
        self.wait()

    def stop(self):
        """Ends it as service managers do, which must succeed."""
        self.signal(signal.SIGTERM)
        code = self.wait()
        if code != 0:
            raise AssertionError(f"serve ended with {code}:\n{self.output.text()}")

    def call(self, method, target, **options):
        return client.call(self.port, method, target, **options)

    def connect(self, **options):
        return client.Connection(self.port, **options)

    def metric(self, name):
        """The sum over all labels."""
        text = self.call("GET", "/metrics").body.decode()
        found = re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", text, re.MULTILINE)
        if not found:
            raise AssertionError(f"no metric {name} in:\n{text}")
        return sum(float(value) for value in found)

    def make_codes(self, count, prefix="code"):
        """Dynamic codes code0, code1, ...: their targets by short id."""
        targets = {f"{prefix}{i}": f"https://example.com/{prefix}/{i}" for i in range(count)}
        for short_id, url in targets.items():
            answer = self.call("POST", "/api/v1/qr/dynamic", data={"redirect_url": url, "short_id": short_id})
            if answer.status != 201:
                raise AssertionError(answer)
        return targets

    def location(self, short_id):
        """Where a redirect leads (HEAD, so it is no scan), or the status of what is none."""
        answer = self.call("HEAD", f"/r/{short_id}")
        return answer.header("Location") if answer.status == 302 else answer.status

    def cli(self, *arguments):
        """Standard output of another command on the same database."""
        return process.run([BINARY, "--config", str(self._config()), *arguments], env=self.environment)

    def make_key(self, scope):
        return json.loads(self.cli("apikey", "create", f"key for {scope}", "--scope", scope, "--json"))

    def _clean_up(self):
        if self.is_running():
            self.kill()
        subprocess.run(["rm", "-rf", "--", str(self.home)], check=False)
        for output in self._all_output:
            complaint = re.search("Sanitizer|runtime error:", output.text())
            if complaint:
                raise AssertionError(f"a sanitizer complained:\n{output.text()}")
