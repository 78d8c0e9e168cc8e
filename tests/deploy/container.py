# SPDX-License-Identifier: MIT
"""Runs a tree of files as a container engine would: processes, network and mounts of its own, nothing writable but the volumes
and /tmp, an ordinary user without any means to become more."""

import json
import os
import signal
import subprocess

import base
import process

# $1 root, $2 user, $3 working directory, then pairs of volume and where it is until "--", then what is run.
SETUP = r"""
set -e
root=$1 user=$2 place=$3
shift 3
ip link set lo up
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777,nosuid,nodev tmpfs "$root/tmp"
while [ "$1" != -- ]; do
    mount --bind "$1" "$root$2"
    shift 2
done
shift
mount -o remount,bind,ro "$root"
exec setpriv --no-new-privs chroot --userspec="$user" --groups="${user#*:}" "$root" env --chdir="$place" "$@"
"""


class Container:
    """How a program is run in `root`; `volumes` are directories of the host by their places in there."""

    def __init__(self, root, *, user, environment, volumes=None, place="/"):
        self._root = root
        self._user = user
        self._place = place
        self._volumes = [part for place, directory in (volumes or {}).items() for part in (str(directory), place)]
        self._environment = environment

    def command(self, *program, **environment):
        values = [f"{name}={value}" for name, value in (self._environment | environment).items()]
        return ["unshare", "--mount", "--propagation", "private", "--net", "--pid", "--fork", "--kill-child=KILL",
                "bash", "-c", SETUP, "container", str(self._root), self._user, self._place, *self._volumes, "--",
                "-i", *values, *program]

    def run(self, *program, **environment):
        return base.run(self.command(*program, **environment))

    def status(self, *program, **environment):
        """(exit status, standard output and error)"""
        done = subprocess.run(self.command(*program, **environment), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, check=False)
        return done.returncode, done.stdout

    def serve(self, add_cleanup, *program, **environment):
        """Starts the service, as that program; returns when it listens."""
        return Served(add_cleanup, self.command(*program, **environment))


class Served:
    """A service in a container; `pid` is its process, as the host sees it."""

    def __init__(self, add_cleanup, command):
        self._outer = process.start(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        add_cleanup(self._outer.wait)
        add_cleanup(self._outer.kill)
        self._output = process.Output(self._outer.stderr)
        self._output.await_line(r"listening on \S+ port 8000")
        (self.pid,) = process.children(self._outer.pid)

    def stop(self):
        """Ends it as an engine does, which must succeed."""
        os.kill(self.pid, signal.SIGTERM)
        code = self._outer.wait(process.PATIENCE)
        if code != 0:
            raise AssertionError(f"serve ended with {code}:\n{self._output.text()}")


def beside(pid, *program):
    """Standard output of a program of the host that shares the network of the process `pid`, and nothing else."""
    return base.run(["nsenter", f"--net=/proc/{pid}/ns/net", "--", *program])


def ask(pid, path, *options):
    """What the service in there answers: (status, where it leads, body)."""
    body, _, rest = beside(pid, "curl", "--silent", "--max-time", "60", "--write-out", r"\n%{json}", *options,
                           f"http://127.0.0.1:8000{path}").rpartition("\n")
    figures = json.loads(rest)
    return figures["http_code"], figures["redirect_url"], body
