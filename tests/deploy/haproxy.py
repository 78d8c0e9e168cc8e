# SPDX-License-Identifier: MIT
"""A real HAProxy."""

import os
import pathlib
import subprocess

import process

CONFIGURATIONS = pathlib.Path(__file__).resolve().parents[2] / "packaging/haproxy"


class Proxy:
    """HAProxy with one of our configurations."""

    def __init__(self, add_cleanup, configuration, **environment):
        self._process = process.start(["/usr/sbin/haproxy", "-db", "-f", str(configuration)], stdout=subprocess.PIPE,
                                      stderr=subprocess.STDOUT, env={"PATH": os.environ["PATH"], **environment})
        self.output = process.Output(self._process.stdout)
        add_cleanup(self.stop)

    def await_true(self, question, what):
        def is_so():
            if self._process.poll() is not None:
                raise process.Gone(self.output.text())
            return question()
        process.await_true(is_so, what)

    def stop(self):
        self._process.kill()
        self._process.wait()
