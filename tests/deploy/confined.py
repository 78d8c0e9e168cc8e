#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs a program under what a unit's SystemCallFilter=, MemoryDenyWriteExecute= and RestrictAddressFamilies= make of the
kernel, where no systemd runs that could do it: by seccomp_rule_add(3), as systemd itself does.

usage: confined.py UNIT_FILE PROGRAM [ARGUMENT]...
"""

import ctypes
import errno
import os
import pathlib
import re
import socket
import subprocess
import sys

ALLOW = 0x7FFF0000  # SCMP_ACT_ALLOW
LESS, EQUAL, GREATER, MASKED_EQUAL = 2, 4, 6, 7  # SCMP_CMP_LT and so on
PROT_WRITE, PROT_EXEC, SHM_EXEC = 2, 4, 0o100000


class Comparison(ctypes.Structure):  # struct scmp_arg_cmp
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


seccomp = ctypes.CDLL("libseccomp.so.2")
seccomp.seccomp_init.restype = ctypes.c_void_p


def refusal(number):
    return 0x00050000 | number  # SCMP_ACT_ERRNO


class Filter:
    def __init__(self, default):
        self._context = ctypes.c_void_p(seccomp.seccomp_init(ctypes.c_uint32(default)))

    def add(self, action, name, *comparisons):
        """A call that this machine does not have is passed over, as systemd does."""
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number < 0:
            return
        array = (Comparison * len(comparisons))(*comparisons)
        check(seccomp.seccomp_rule_add_array(self._context, ctypes.c_uint32(action), number, len(comparisons), array))

    def load(self):
        check(seccomp.seccomp_load(self._context))


def check(result):
    if result != 0:
        raise OSError(-result, os.strerror(-result))


def values(unit, key):
    return re.findall(rf"^{key}=(.*)$", unit, re.MULTILINE)


def expand(words):
    """The names of calls, groups (@NAME) replaced by what systemd means by them."""
    names = set()
    for word in words:
        if word.startswith("@"):
            text = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager", word], stdout=subprocess.PIPE, text=True,
                                  check=True).stdout
            names |= expand(line.strip() for line in text.splitlines()[1:] if not line.strip().startswith("#") and line.strip())
        else:
            names.add(word)
    return names


def allowed_calls(unit):
    allowed = set()
    for value in values(unit, "SystemCallFilter"):
        if value.startswith("~"):
            allowed -= expand(value[1:].split())
        else:
            allowed |= expand(value.split())
    return allowed | expand(["@default"])


def confine(unit):
    calls = Filter(refusal(errno.EPERM))
    for name in allowed_calls(unit):
        calls.add(ALLOW, name)
    arguments = Filter(ALLOW)
    if values(unit, "MemoryDenyWriteExecute") == ["yes"]:
        both = PROT_WRITE | PROT_EXEC
        arguments.add(refusal(errno.EPERM), "mmap", Comparison(2, MASKED_EQUAL, both, both))
        for name in ("mprotect", "pkey_mprotect"):
            arguments.add(refusal(errno.EPERM), name, Comparison(2, MASKED_EQUAL, PROT_EXEC, PROT_EXEC))
        arguments.add(refusal(errno.EPERM), "shmat", Comparison(2, MASKED_EQUAL, SHM_EXEC, SHM_EXEC))
    families = [getattr(socket, name) for value in values(unit, "RestrictAddressFamilies") for name in value.split()]
    if families:
        unwanted = [Comparison(0, LESS, min(families)), Comparison(0, GREATER, max(families)),
                    *[Comparison(0, EQUAL, n) for n in range(min(families), max(families)) if n not in families]]
        for comparison in unwanted:
            arguments.add(refusal(errno.EAFNOSUPPORT), "socket", comparison)
    arguments.load()
    calls.load()


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    confine(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    os.execvp(sys.argv[2], sys.argv[2:])
