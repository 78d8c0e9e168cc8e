#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The Debian package: judged by lintian, installed, run, upgraded, removed and purged in a copy of a base of our own; and its
units, judged by systemd.

usage: PYTHONPATH=tests/e2e package_test.py SOURCE_DIRECTORY BUILD_DIRECTORY
"""

import itertools
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import base
import container

HIGHEST_EXPOSURE = 25  # tenths, of 100; "OK" ends at 40
UNITS = ("qrgen.service", "qrgen-batch@posters.service", "qrgen-batch@posters.timer")

# What the package could not leave anything in, or what others do there.
NOT_OURS = ("dev", "proc", "sys", "tmp", "var/cache/man")

# Stands in for the systemd that does not run there: every unit is enabled (in truth, too, if that is asked for) and active.
SYSTEMCTL = """#!/bin/sh
echo "$*" >> /tmp/asked-of-systemd
case $* in
    *is-enabled*) echo enabled ;;
    *"preset qrgen.service") ln -s /lib/systemd/system/qrgen.service /etc/systemd/system/multi-user.target.wants/ ;;
esac
"""
PROXIES = ("http_proxy", "https_proxy", "no_proxy")  # those that this machine may need

sources = pathlib.Path()
build = pathlib.Path()


def make_package(directory, release):
    """The package with that Debian revision, made from what the build directory has."""
    base.run(["cpack", "-G", "DEB", "-D", f"CPACK_DEBIAN_PACKAGE_RELEASE={release}", "-B", str(directory)], cwd=build)
    (package,) = directory.glob(f"qrgen_*-{release}_*.deb")
    return package


def field(package, name):
    return base.run(["dpkg-deb", "--field", str(package), name]).strip()


def names_in(relations):
    return sorted(relation.split()[0] for relation in relations.split(", "))


class Machine:
    """A copy of the base with packages in it."""

    def __init__(self, directory):
        self.root = directory / "root"
        base.run(["cp", "--archive", "--reflink=auto", str(base.Base(build).root), str(self.root)])
        # What a user of the package reads is kept here, unlike in the base.
        (self.root / "etc/dpkg/dpkg.cfg.d/docker").unlink()
        base.run(["mount", "--bind", str(self.root), str(self.root)])
        base.run(["mount", "-t", "proc", "proc", str(self.root / "proc")])
        (self.root / "run/systemd/system").mkdir(parents=True)
        self._asked = self.root / "tmp/asked-of-systemd"
        self._asked.touch()
        systemctl = self.root / "usr/bin/systemctl"
        systemctl.write_text(SYSTEMCTL)
        systemctl.chmod(0o755)

    def run(self, *command):
        """Standard output of a command of root's."""
        proxies = [f"{name}={os.environ[name]}" for name in PROXIES if name in os.environ]
        return base.run(["chroot", str(self.root), "env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                         "LANG=C.UTF-8", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", *proxies, *command])

    def asked_of_systemd(self):
        """What starts and ends our units, or makes systemd read them again, since this was last asked. Equal calls one after
        the other, which other packages make, too, are one."""
        lines = self._asked.read_text().splitlines()
        self._asked.write_text("")
        calls = [" ".join(word for word in line.split() if not word.startswith("-")) for line in lines]
        return [call for call, _ in itertools.groupby(call for call in calls if re.match(
            r"daemon-reload$|(start|restart|stop) .*qrgen", call))]

    def install(self, package, *more):
        shutil.copy(package, self.root / "tmp/qrgen.deb")
        with base.resolving(self.root):
            self.run("apt-get", "update", "-q")
            return self.run("apt-get", "install", "-q", "-y", "-o", "Dpkg::Options::=--force-confdef", "/tmp/qrgen.deb", *more)

    def status(self):
        done = subprocess.run(["dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "--show",
                               "--showformat=${Version} ${db:Status-Status}", "qrgen"],
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
        return done.stdout

    def traces(self):
        """Files that have to do with the package."""
        found = []
        for directory, directories, names in os.walk(self.root):
            place = os.path.relpath(directory, self.root)
            directories[:] = [name for name in directories if os.path.normpath(os.path.join(place, name)) not in NOT_OURS]
            found += [os.path.join(directory, name) for name in [*directories, *names] if "qrgen" in name]
        return sorted(str(pathlib.Path(path).relative_to(self.root)) for path in found)


class PackageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = base.Base(build).temporary_directory(cls.addClassCleanup, "package")
        cls.package = make_package(cls.directory / "first", 1)
        cls.machine = Machine(cls.directory)
        cls.addClassCleanup(base.run, ["umount", "--recursive", "--lazy", str(cls.machine.root)])

    def test_lintian(self):
        """No errors and warnings but those of packaging/debian/lintian-overrides, which are all needed."""
        done = subprocess.run(["lintian", "--allow-root", "--fail-on", "none", "--display-info", "--tag-display-limit", "0",
                               str(self.package)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=True)
        self.assertEqual([], [line for line in done.stdout.splitlines()
                              if line.startswith(("E: ", "W: ")) or "override" in line])

    def test_dependencies(self):
        """Each kind of packaging/run-time-packages is where it belongs, and has what the source code loads."""
        kinds = {}
        for line in (sources / "packaging/run-time-packages").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                kind, name = line.split()
                kinds.setdefault(kind, []).append(name)
        self.assertEqual(sorted([*kinds["linked"], *kinds["loaded"], "adduser", "procps"]), names_in(field(self.package, "Depends")))
        self.assertEqual(sorted(kinds["optional"]), names_in(field(self.package, "Recommends")))
        loaded = set()
        for file in (sources / "core").rglob("*.[ch]pp"):
            loaded |= set(re.findall(r'"lib[^"]*\.so[.0-9]*",\s*(?:"factory_\w+",\s*)?"([a-z0-9.+-]+)"',
                                     file.read_text(encoding="utf-8")))
        self.assertLess({"libpq5", "libsoci-sqlite3-4.0", "libgs10"}, loaded)
        self.assertEqual(set(), loaded - {*kinds["loaded"], *kinds["optional"]})

    def test_configuration_file(self):
        """Its lines are the defaults, and good."""
        text = (self.unpacked() / "etc/qrgen/qrgen.toml").read_text(encoding="utf-8")
        lines = re.findall(r"^#(\w+ = .*)$", text, re.MULTILINE)
        file = self.directory / "all.toml"
        file.write_text("\n".join(lines), encoding="utf-8")
        environment = {"HOME": "/nonexistent", "PATH": os.environ["PATH"]}
        shown = [json.loads(base.run([str(build / "qrgen"), "--config", str(config), "config", "show", "--json"],
                                     env=environment))["items"] for config in (file, "/dev/null")]
        self.assertEqual(*[{item["key"]: item["value"] for item in items} for items in shown])
        self.assertEqual({item["key"] for item in shown[0]} - {"database_url"}, {line.split()[0] for line in lines})
        self.assertEqual({"file", "default"}, {item["origin"] for item in shown[0]})

    def unpacked(self):
        target = self.directory / "unpacked"
        if not target.exists():
            base.run(["dpkg-deb", "--extract", str(self.package), str(target)])
        return target

    def test_life(self):
        """Installed, run, upgraded, removed, purged."""
        self.assertEqual([], self.machine.traces())
        self.machine.install(self.package, "man-db")
        version = field(self.package, "Version")
        self.assertEqual(f"{version} installed", self.machine.status())
        self.assertEqual(["daemon-reload", "start qrgen.service"], self.machine.asked_of_systemd())
        self.check_installed()
        self.check_interruption()
        self.check_service()
        self.check_batch()
        self.check_units()

        configuration = self.machine.root / "etc/qrgen/qrgen.toml"
        configuration.write_text(configuration.read_text() + 'environment = "ours"\n')
        (self.machine.root / "etc/qrgen/database-url").write_text("sqlite:///var/lib/qrgen/other.db\n")
        upgrade = make_package(self.directory / "second", 2)
        self.machine.install(upgrade)
        self.assertEqual(f"{field(upgrade, 'Version')} installed", self.machine.status())
        self.assertIn("ours", configuration.read_text())
        self.assertIn("other.db", (self.machine.root / "etc/qrgen/database-url").read_text())
        self.assertTrue((self.machine.root / "var/lib/qrgen/qrgen.db").exists())
        self.assertEqual(["daemon-reload", "restart qrgen.service"], self.machine.asked_of_systemd())

        self.enable_nightly_batch()
        self.machine.run("apt-get", "remove", "-q", "-y", "qrgen")
        self.assertEqual(["stop qrgen.service qrgen-batch@*.timer qrgen-batch@*.service", "daemon-reload"],
                         self.machine.asked_of_systemd())
        self.assertEqual(f"{field(upgrade, 'Version')} config-files", self.machine.status())
        self.assertFalse((self.machine.root / "usr/bin/qrgen").exists())
        self.assertTrue((self.machine.root / "var/lib/qrgen/qrgen.db").exists())
        self.machine.run("dpkg", "--purge", "qrgen")
        self.assertEqual([], self.machine.traces())
        for file in ("passwd", "group", "shadow"):
            self.assertNotIn("qrgen", (self.machine.root / "etc" / file).read_text())

    def check_installed(self):
        root = self.machine.root
        self.assertRegex(self.machine.run("qrgen", "--version"), r"^qrgen [0-9.]+\n$")
        self.assertIn("qrgen serve", self.machine.run("man", "--pager=cat", "8", "qrgen-serve"))
        self.assertIn("qrgen", self.machine.run("qrgen", "help", "list"))
        for file in ("usr/share/bash-completion/completions/qrgen", "usr/share/zsh/vendor-completions/_qrgen",
                     "usr/share/fish/vendor_completions.d/qrgen.fish", "usr/share/doc/qrgen/changelog.Debian.gz"):
            self.assertTrue((root / file).exists(), file)
        self.check_database_url()
        self.assertTrue(os.path.islink(root / "etc/systemd/system/multi-user.target.wants/qrgen.service"))
        # Without a configuration of his own, everybody can use the program.
        self.machine.run("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", "HOME=/tmp/nobody",
                         "sh", "-c", "qrgen generate static hello && qrgen render hello -f pdf > /dev/null")

    def check_database_url(self):
        file = self.machine.root / "etc/qrgen/database-url"
        self.assertEqual("sqlite:///var/lib/qrgen/qrgen.db\n", file.read_text())
        group = re.search(r"^qrgen:x:\d+:(\d+):", (self.machine.root / "etc/passwd").read_text(), re.MULTILINE).group(1)
        state = file.stat()
        self.assertEqual((0o640, 0, int(group)), (state.st_mode & 0o777, state.st_uid, state.st_gid))

    def check_interruption(self):
        """An installation that ended before the database's URL was written is made good by the next attempt."""
        (self.machine.root / "etc/qrgen/database-url").write_text("")
        self.machine.run("/var/lib/dpkg/info/qrgen.postinst", "configure")
        self.check_database_url()
        self.machine.asked_of_systemd()

    def enable_nightly_batch(self):
        """As systemctl enable --now does, and the timer that remembers when it last elapsed."""
        for file in ("etc/systemd/system/timers.target.wants/qrgen-batch@posters.timer",
                     "var/lib/systemd/timers/stamp-qrgen-batch@posters.timer"):
            (self.machine.root / file).parent.mkdir(parents=True, exist_ok=True)
            (self.machine.root / file).symlink_to("/lib/systemd/system/qrgen-batch@.timer")

    def unit(self, name):
        """What it starts, and the container that has its user, environment and directories."""
        text = (self.machine.root / "lib/systemd/system" / name).read_text().replace("\\\n", "")
        command = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE).group(1).split()
        user = re.search(r"^User=(.*)$", text, re.MULTILINE).group(1)
        ids = re.search(rf"^{user}:x:(\d+:\d+):", (self.machine.root / "etc/passwd").read_text(), re.MULTILINE).group(1)
        environment = {name: value.replace("%d/", "/etc/qrgen/")
                       for name, value in re.findall(r"^Environment=(\w+)=(.*)$", text, re.MULTILINE)}
        return command, container.Container(
            self.machine.root, user=ids, environment={"HOME": "/var/lib/qrgen", "LANG": "C.UTF-8", **environment},
            volumes={"/var/lib/qrgen": self.machine.root / "var/lib/qrgen"})

    def check_service(self):
        command, there = self.unit("qrgen.service")
        service = there.serve(self.addCleanup, *command)
        self.assertEqual(200, container.ask(service.pid, "/health")[0])
        self.assertEqual(404, container.ask(service.pid, "/r/nothing")[0])
        self.assertEqual(401, container.ask(service.pid, "/api/v1/qr")[0])
        service.stop()
        self.assertTrue((self.machine.root / "var/lib/qrgen/qrgen.db").exists())

    def check_batch(self):
        rows = self.machine.root / "etc/qrgen/batch/posters.csv"
        rows.parent.mkdir()
        rows.write_text("key,redirect_url\nhall,https://example.com/hall\n")
        command, there = self.unit("qrgen-batch@.service")
        command = [word.replace("%i", "posters") for word in command]
        there.run("mkdir", "/var/lib/qrgen/batch")  # by StateDirectory=
        there.run(*command)
        self.assertTrue((self.machine.root / "var/lib/qrgen/batch/posters/hall.png").exists())
        self.assertIn("hall", there.run("qrgen", "list", "--csv"))
        shutil.rmtree(rows.parent)  # the administrator's own

    def check_units(self):
        self.assertEqual("", base.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
                                       f"--root={self.machine.root}", *UNITS]))
        for unit in (self.machine.root / "lib/systemd/system").glob("qrgen*"):
            for name, section in re.findall(r"man:(\S+)\((\d)\)", unit.read_text() if unit.is_file() else ""):
                self.assertTrue((self.machine.root / f"usr/share/man/man{section}/{name}.{section}.gz").exists(), name)
        for service in ("qrgen.service", "qrgen-batch@posters.service"):
            self.assertIn("exposure level", base.run(
                ["systemd-analyze", "security", "--offline=true", f"--threshold={HIGHEST_EXPOSURE}", "--no-pager",
                 f"--root={self.machine.root}", service]))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    base.in_namespace()
    build = pathlib.Path(sys.argv.pop(2)).resolve()
    sources = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
