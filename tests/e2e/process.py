# SPDX-License-Identifier: MIT
"""Processes that the tests start: what they say is collected, and waiting is for something to happen."""

import os
import re
import select
import signal
import subprocess
import threading
import time

PATIENCE = float(os.environ.get("QRGEN_E2E_PATIENCE", "60"))  # seconds until what should happen counts as not happening


class Gone(Exception):
    """What was waited for did not happen."""


def await_true(question, what, patience=PATIENCE):
    """Asks until the answer is true, and returns it. How long that takes decides nothing unless it never happens."""
    deadline = time.monotonic() + patience
    pause = threading.Event()
    while not (answer := question()):
        if time.monotonic() > deadline:
            raise Gone(f"{what}: not within {patience} s")
        pause.wait(0.01)
    return answer


class Output:
    """The lines of a pipe, read by a thread of its own so that the process never has to wait."""

    def __init__(self, pipe):
        self.lines = []
        self._pipe = pipe
        self._changed = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self):
        with self._pipe:
            for line in self._pipe:
                with self._changed:
                    self.lines.append(line.decode(errors="replace").rstrip("\n"))
                    self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    def text(self):
        with self._changed:
            return "\n".join(self.lines)

    def await_line(self, pattern, start=0, patience=PATIENCE):
        """The match in the first line from number `start` on that has one."""
        deadline = time.monotonic() + patience
        with self._changed:
            while True:
                for start in range(start, len(self.lines)):
                    if match := re.search(pattern, self.lines[start]):
                        return match
                start = len(self.lines)
                if self._ended or not self._changed.wait(max(0.0, deadline - time.monotonic())):
                    raise Gone(f"no line with {pattern!r} in:\n" + "\n".join(self.lines))

    def await_end(self):
        self._thread.join(PATIENCE)


def start(command, *, user=None, **options):
    """Starts a process that does not outlive this one, however that ends; as another user if one is named."""
    identity = [f"--reuid={user}", f"--regid={user}", "--init-groups"] if user else []
    return subprocess.Popen(["setpriv", *identity, "--pdeathsig=KILL", "--", *command], stdin=subprocess.DEVNULL,
                            **options)


def run(command, *, user=None, timeout=PATIENCE, **options):
    """Standard output of a command that must succeed; `timeout` in seconds, None: as long as it takes."""
    identity = ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", "--"] if user else []
    done = subprocess.run([*identity, *command], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=timeout, check=False, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def children(pid):
    """The processes that a process has started and that are still there."""
    found = []
    for name in os.listdir("/proc"):
        try:
            with open(f"/proc/{int(name)}/stat", encoding="ascii", errors="replace") as file:
                parent = int(file.read().rpartition(")")[2].split()[1])
        except (ValueError, OSError):
            continue
        if parent == pid:
            found.append(int(name))
    return found


def kill_all(pids):
    """Kills processes at once (SIGKILL) and waits until they are gone."""
    handles = []
    for pid in pids:
        try:
            handles.append(os.pidfd_open(pid))
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    for handle in handles:
        if not select.select([handle], [], [], PATIENCE)[0]:
            raise Gone("a killed process does not end")
        os.close(handle)
