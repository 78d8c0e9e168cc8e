#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Finds pieces that are missing: usage: pieces_test.py ROOT QRGEN

CONTRIBUTING.md says what belongs to a command, a format, a kind of content and a migration; this test says
what was forgotten."""

import os
import re
import subprocess
import sys


def command_words(qrgen):
    text = subprocess.run([qrgen, "--help"], capture_output=True, text=True, check=True).stdout
    section = text.split("\nCommands:\n")[1].split("\n\n")[0]
    return {line.split()[0] for line in section.split("\n") if re.match(r"  \S", line)}


def format_names(qrgen):
    text = subprocess.run([qrgen, "render", "--help"], capture_output=True, text=True, check=True).stdout
    names = re.search(r"format of the picture: (.*?); default", " ".join(text.split())).group(1)
    return names.split(", ")


def payload_names(qrgen):
    text = subprocess.run([qrgen, "render", "--help"], capture_output=True, text=True, check=True).stdout
    return re.findall(r"^ +--([a-z0-9]+) KEY=VALUE", text, re.MULTILINE)


def migration_names(root):
    folder = os.path.join(root, "core/store/migrations")
    return {match.group(1) for match in (re.match(r"(\d{4}_\w+)\.\w+\.sql$", name) for name in os.listdir(folder)) if match}


def pieces(root, qrgen):
    """Pairs of a file and, if it must be listed somewhere, the file that lists it and the words there."""
    for word in command_words(qrgen):
        for ending in ("hpp", "cpp"):
            yield "cmd/commands/%s.%s" % (word, ending), None
        yield "man/qrgen-%s.%d.scd" % (word, 8 if word == "serve" else 1), None
        yield "tests/cli/%s.bats" % word, ("tests/cli/CMakeLists.txt", "  %s.bats\n" % word)
    for name in format_names(qrgen):
        for ending in ("hpp", "cpp"):
            yield "core/qr/formats/%s.%s" % (name, ending), None
        yield "tests/unit/qr/formats/%s_test.cpp" % name, ("tests/unit/qr/round_trip_test.cpp", name)
    for name in payload_names(qrgen):
        for ending in ("hpp", "cpp"):
            yield "core/qr/payload/%s.%s" % (name, ending), None
        yield "tests/unit/qr/payload/%s_test.cpp" % name, ("tests/unit/qr/payload/parse.cpp", '{"%s", ' % name)
    for name in migration_names(root):
        for dialect in ("sqlite", "postgresql"):
            yield "core/store/migrations/%s.%s.sql" % (name, dialect), ("core/CMakeLists.txt", name)


def missing(root, qrgen):
    for piece, listing in pieces(root, qrgen):
        if not os.path.exists(os.path.join(root, piece)):
            yield piece + " is missing"
        if listing:
            with open(os.path.join(root, listing[0]), encoding="utf-8") as file:
                if listing[1] not in file.read():
                    yield "%s does not mention %s" % (listing[0], listing[1].strip())


def main(root, qrgen):
    found = list(missing(root, qrgen))
    for problem in found:
        print(problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
