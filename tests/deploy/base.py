#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A Debian 12 of our own below the build directory, as close to the image debian:bookworm-slim as debootstrap gets: a tree
that tests copy, and the same as an image of that name in a store of buildah's. Made once, used by later runs, too.

usage: base.py BUILD_DIRECTORY
"""

import contextlib
import functools
import os
import pathlib
import shutil
import sys
import tempfile
import time

import process

LONGEST_USE = 14 * 24 * 3600  # seconds; Debian's updates would make what stands on it larger
NAMES = ("bookworm", "bookworm-updates", "bookworm-security")
ANYWHERE = "http://deb.debian.org/debian"

# As in the official image.
DPKG_RULES = """path-exclude /usr/share/doc/*
path-include /usr/share/doc/*/copyright
path-exclude /usr/share/info/*
path-exclude /usr/share/locale/*
path-exclude /usr/share/man/*
"""
UNINSTALLED = ("usr/share/info", "usr/share/locale", "usr/share/man", "var/cache/apt", "var/lib/apt/lists", "var/log")


run = functools.partial(process.run, timeout=None)  # fetching and building take as long as they take


def in_namespace():
    """Begins the program anew with mounts of its own, so that none of them outlives it, however it ends."""
    if os.geteuid() != 0:
        sys.exit("this test makes file systems for other machines, which needs root")
    if os.environ.get("QRGEN_DEPLOY_MOUNTS") != "own":
        os.environ["QRGEN_DEPLOY_MOUNTS"] = "own"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])


class Base:
    def __init__(self, build):
        self.directory = pathlib.Path(build).resolve() / "deploy"
        self.root = self.directory / "base"
        self._done = self.directory / "base-done"

    def buildah(self, command, *arguments):
        """Standard output of a command of buildah's, on a store of our own."""
        temporary = self.directory / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        return run(["buildah", "--root", str(self.directory / "store"), "--runroot", str(self.directory / "run"),
                    command, *arguments], env=os.environ | {"TMPDIR": str(temporary)})

    @property
    def build_cache(self):
        """Where `RUN --mount=type=cache,id=ID` has its directories, by their ids."""
        return self.directory / "tmp" / "buildah-cache"

    def temporary_directory(self, add_cleanup, name):
        """An empty one, in place of those that tests of that name have left behind when they were killed."""
        prefix = f"qrgen-deploy-{name}-"
        for leftover in self.directory.glob(f"{prefix}*"):
            shutil.rmtree(leftover)
        directory = tempfile.TemporaryDirectory(prefix=prefix, dir=self.directory)
        add_cleanup(directory.cleanup)
        os.chmod(directory.name, 0o755)
        return pathlib.Path(directory.name)

    def remove_leftovers(self):
        """Containers, and images without a name, of builds and tests that have ended."""
        self.buildah("rm", "--all")
        self.buildah("rmi", "--prune")

    def make(self):
        if self._done.exists() and time.time() - self._done.stat().st_mtime < LONGEST_USE:
            return
        shutil.rmtree(self.directory, ignore_errors=True)
        self.directory.mkdir(parents=True)
        sources = debian_sources()
        run(["debootstrap", "--variant=minbase", NAMES[0], str(self.root), site_of(sources, NAMES[0])])
        self._furnish(sources)
        container = self.buildah("from", "scratch").strip()
        self.buildah("copy", "--quiet", container, str(self.root), "/")
        self.buildah("commit", "--quiet", "--rm", container, "debian:bookworm-slim")
        self._done.touch()

    def _furnish(self, sources):
        (self.root / "etc/apt/sources.list").write_text("".join(sources), encoding="utf-8")
        (self.root / "etc/dpkg/dpkg.cfg.d/docker").write_text(DPKG_RULES, encoding="utf-8")
        with resolving(self.root):
            run(["chroot", str(self.root), "sh", "-c",
                 "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get upgrade -q -y && apt-get clean"])
        for directory in UNINSTALLED:
            for path in (self.root / directory).iterdir():
                run(["rm", "-rf", "--", str(path)])
        for path in (self.root / "usr/share/doc").rglob("*"):
            if path.name != "copyright" and not path.is_dir():
                path.unlink()


def debian_sources():
    """Lines of sources.list for Debian 12, with the mirrors that this machine uses; if it has another Debian, with the one
    that everybody has."""
    lines = set()
    for line in run(["apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"]
                    ).splitlines():
        site, release, component = line.split()
        if release in NAMES and component == "main":
            lines.add(f"deb {site} {release} {component}\n")
    return sorted(lines) or [f"deb {ANYWHERE} {NAMES[0]} main\n"]


def site_of(sources, name):
    for line in sources:
        if line.split()[2] == name:
            return line.split()[1]
    raise RuntimeError(f"no source of apt's is of {name}")


@contextlib.contextmanager
def resolving(root):
    """Within, programs in that root find hosts as those outside do."""
    files = [root / "etc/resolv.conf", root / "etc/hosts"]
    before = [file.read_bytes() if file.exists() else None for file in files]
    for file in files:
        shutil.copyfile(f"/etc/{file.name}", file)
    try:
        yield
    finally:
        for file, content in zip(files, before):
            if content is None:
                file.unlink()
            else:
                file.write_bytes(content)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    in_namespace()
    Base(sys.argv[1]).make()
