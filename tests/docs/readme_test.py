#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples of README.md: usage: readme_test.py README QRGEN

Blocks marked `sh` that call qrgen are run with bash; in blocks marked `console` the lines after a `$ command` must be
the beginning of what the command prints. Blocks that call scripts/ are run by whoever runs the tests. What stands for
the reader's own database and host is replaced."""

import os
import re
import sys
import tempfile

from example_script import run_script

OWN = {
    "postgresql://qrgen@db.example.com/qrgen": "sqlite:qrgen.db",
    "https://qr.example.com/api/": "http://127.0.0.1:8000/api/",
}


def blocks(text, language):
    return re.findall(r"^```%s\n(.*?)^```$" % language, text, re.MULTILINE | re.DOTALL)


def run(script, directory, qrgen):
    environment = {
        "PATH": directory + "/bin:" + os.environ["PATH"],
        "HOME": directory,
        "LANG": "C.UTF-8",
        "text": "any text",
    }
    os.makedirs(directory + "/bin", exist_ok=True)
    if not os.path.exists(directory + "/bin/qrgen"):
        os.symlink(os.path.abspath(qrgen), directory + "/bin/qrgen")
    for example, own in OWN.items():
        script = script.replace(example, own)
    return run_script(script, directory, environment)


def check_console(block, directory, qrgen):
    command, *expected = block.rstrip("\n").split("\n")
    status, output, messages = run(command.removeprefix("$ ").replace("scripts/qrgen", "qrgen"), directory, qrgen)
    shown = [line.rstrip() for line in output.split("\n")[:len(expected)]]
    if status != 0 or shown != [line.rstrip() for line in expected]:
        return ["%s prints something else:\n%s%s" % (command, output, messages)]
    return []


def problems(text, qrgen):
    found = []
    with tempfile.TemporaryDirectory() as directory:
        examples = [block for block in blocks(text, "sh") if re.search(r"^(\S+ \| )?qrgen |\| qrgen ", block, re.MULTILINE)]
        if not examples:
            found.append("there is no example")
        for block in examples:
            status, _, messages = run(block, directory, qrgen)
            if status != 0:
                found.append("an example fails with %d:\n%s%s" % (status, block, messages))
        for block in blocks(text, "console"):
            found += check_console(block, directory, qrgen)
    return found


def self_check(qrgen):
    assert problems("```sh\nqrgen no-such-command\n```\n", qrgen)
    assert problems("```sh\nqrgen --version\n```\n```console\n$ qrgen --version\nsomething else\n```\n", qrgen)
    assert not problems("```sh\nqrgen --version\n```\n", qrgen)


def main(readme, qrgen):
    self_check(qrgen)
    with open(readme, encoding="utf-8") as file:
        found = problems(file.read(), qrgen)
    for problem in found:
        print("README.md: " + problem)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
