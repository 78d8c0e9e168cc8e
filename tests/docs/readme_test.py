#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs the examples of README.md: usage: readme_test.py README QRGEN

Blocks marked `sh` that call qrgen are run with bash; in blocks marked `console` the lines after a `$ command` must be
the beginning of what the command prints. Blocks that call scripts/ are run by whoever runs the tests."""

import os
import re
import subprocess
import sys
import tempfile


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
    return subprocess.run(["bash", "-euo", "pipefail", "-c", script], cwd=directory, env=environment,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)


def check_console(block, directory, qrgen):
    command, *expected = block.rstrip("\n").split("\n")
    result = run(command.removeprefix("$ ").replace("scripts/qrgen", "qrgen"), directory, qrgen)
    shown = [line.rstrip() for line in result.stdout.split("\n")[:len(expected)]]
    if result.returncode != 0 or shown != [line.rstrip() for line in expected]:
        return ["%s prints something else:\n%s%s" % (command, result.stdout, result.stderr)]
    return []


def problems(text, qrgen):
    found = []
    with tempfile.TemporaryDirectory() as directory:
        examples = [block for block in blocks(text, "sh") if re.search(r"^(\S+ \| )?qrgen |\| qrgen ", block, re.MULTILINE)]
        if not examples:
            found.append("there is no example")
        for block in examples:
            result = run(block, directory, qrgen)
            if result.returncode != 0:
                found.append("an example fails with %d:\n%s%s" % (result.returncode, block, result.stderr))
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
