#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The container image, built from the Dockerfile on a base of our own, and run.

usage: PYTHONPATH=tests/e2e image_test.py SOURCE_DIRECTORY BUILD_DIRECTORY
"""

import base64
import json
import os
import pathlib
import re
import shutil
import sys
import unittest

import base
import container

LARGEST = 120_000_000  # bytes of files beyond the base image
USER = "10001:10001"

sources = pathlib.Path()
build = pathlib.Path()


def project_version():
    text = (sources / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(qrgen VERSION ([0-9.]+)", text).group(1)


def files_of(root):
    """(size, time of change, inode) of regular files and symbolic links, by path."""
    found = {}
    for directory, _, names in os.walk(root):
        for name in names:
            path = os.path.join(directory, name)
            state = os.lstat(path)
            found[os.path.relpath(path, root)] = (state.st_size, int(state.st_mtime), state.st_ino)
    return found


class ImageTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.base = base.Base(build)
        cls.base.remove_leftovers()
        # What the build of this directory has compiled need not be compiled again.
        cls.base.build_cache.mkdir(parents=True, exist_ok=True)
        cache = cls.base.build_cache / "qrgen-ccache"
        if cache.is_dir() and not cache.is_symlink():
            shutil.rmtree(cache)
        cache.unlink(missing_ok=True)
        if shutil.which("ccache"):
            cache.symlink_to(base.run(["ccache", "--get-config", "cache_dir"]).strip())
        cls.base.buildah("bud", "--isolation", "chroot", "--network", "host", "--format", "docker", "--pull-never",
                         "--file", str(sources / "packaging/docker/Dockerfile"), "--tag", "qrgen", str(sources))
        cls.base_root = cls.mount("debian:bookworm-slim")
        cls.root = cls.mount("qrgen")
        inspected = json.loads(cls.base.buildah("inspect", "--type", "image", "qrgen"))
        cls.config = inspected["Docker"]["config"]

    @classmethod
    def mount(cls, image):
        working = cls.base.buildah("from", "--pull-never", image).strip()
        cls.addClassCleanup(cls.base.buildah, "rm", working)
        return pathlib.Path(cls.base.buildah("mount", working).strip())

    def setUp(self):
        directory = self.base.temporary_directory(self.addCleanup, "image")
        self.data = directory / "data"
        self.logs = directory / "logs"
        for volume in (self.data, self.logs):
            volume.mkdir()
            os.chown(volume, 10001, 10001)
        environment = dict(entry.split("=", 1) for entry in self.config["Env"])
        self.container = container.Container(self.root, user=self.config["User"], environment=environment,
                                             volumes={"/var/lib/qrgen": self.data, "/logs": self.logs},
                                             place=self.config["WorkingDir"])

    def qrgen(self, *arguments, **environment):
        return self.container.run(*self.config["Entrypoint"], *arguments, **environment)

    def test_configuration(self):
        self.assertEqual(USER, self.config["User"])
        self.assertEqual(["/usr/bin/qrgen"], self.config["Entrypoint"])
        self.assertEqual(["serve"], self.config["Cmd"])
        self.assertEqual("SIGTERM", self.config["StopSignal"])
        self.assertGreater(self.config["Healthcheck"]["Timeout"] / 1e9, 5, "the program's own, so that it can say why")
        self.assertEqual({"/var/lib/qrgen": {}}, self.config["Volumes"])
        self.assertEqual({"8000/tcp": {}}, self.config["ExposedPorts"])
        self.assertEqual(project_version(), self.config["Labels"]["org.opencontainers.image.version"])

    def test_version(self):
        self.assertEqual(f"qrgen {project_version()}\n", self.qrgen("--version"))

    def test_service(self):
        service = self.container.serve(self.addCleanup, *self.config["Entrypoint"], *self.config["Cmd"],
                                       QRGEN_AUTH="none", QRGEN_LOG_DIR="/logs")
        inner = service.pid
        self.assertEqual("CMD", self.config["Healthcheck"]["Test"][0])
        healthcheck = self.config["Healthcheck"]["Test"][1:]
        # As an engine does: in the container that is running already.
        in_there = ["nsenter", "--target", str(inner), "--mount", "--net", "--pid", "--root", "--wd",
                    "setpriv", "--reuid=10001", "--regid=10001", "--clear-groups", "--no-new-privs"]
        healthy = [*in_there, *healthcheck]
        base.run(healthy)
        status, _, body = container.ask(inner, "/api/v1/qr/dynamic", "--json",
                                        '{"redirect_url": "https://example.com/menu", "short_id": "menu"}')
        self.assertEqual(201, status, body)
        status, target, _ = container.ask(inner, "/r/menu?scan_ref=qr")
        self.assertEqual((302, "https://example.com/menu"), (status, target))
        status, _, picture = container.ask(inner, "/api/v1/qr/menu/image?image_format=svg")
        self.assertEqual(200, status)
        self.assertIn("<svg", picture)
        self.assertEqual(inner, int(re.search(r"^Pid:\t(\d+)", pathlib.Path(f"/proc/{inner}/status").read_text(),
                                              re.MULTILINE).group(1)))
        service.stop()
        status, output = self.container.status(*healthcheck)
        self.assertEqual(1, status, output)
        self.assertIn("no answer from http://127.0.0.1:8000", output)
        self.assertIn("qrgen.db", os.listdir(self.data))
        self.assertIn("GET", (self.logs / "api/access.log").read_text())
        self.assertIn("menu", self.qrgen("list", "--csv"))

    def test_no_service_without_a_key(self):
        status, output = self.container.status(*self.config["Entrypoint"], *self.config["Cmd"])
        self.assertEqual(1, status, output)
        self.assertIn("qrgen apikey create", output)

    def test_nothing_else_is_writable(self):
        status, output = self.container.status("sh", "-c", "touch /etc/x /usr/x /home/x /var/lib/x")
        self.assertEqual(1, status)
        self.assertEqual(4, output.count("Read-only file system"), output)
        self.assertEqual("", self.container.run("touch", "/tmp/x", "/logs/x", "/var/lib/qrgen/x"))

    def test_pictures(self):
        """Each of the libraries that are loaded when they are needed."""
        (self.data / "logo.svg").write_text(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="18" fill="red"/>'
            '<text x="4" y="26" font-size="18">Ag</text></svg>')
        for picture_format in ("png", "svg", "pdf", "eps", "webp", "jpeg"):
            name = f"code.{picture_format}"
            with self.subTest(picture_format):
                self.qrgen("render", "https://example.com/menu", "--caption", "Grüße, שלום", "--logo", "logo.svg", "-o", name)
                found = json.loads(self.qrgen("verify", name, "--strict", "--expect", "https://example.com/menu", "--json"))
                self.assertIn("https://example.com/menu", json.dumps(found))
        (self.data / "rows.csv").write_text("key,content\na,one\nb,two\n")
        self.qrgen("batch", "rows.csv", "--no-store", "--tar", "codes.tar")
        self.assertEqual("a.png\nb.png\n", base.run(["tar", "--list", "--file", str(self.data / "codes.tar")]))

    def test_pictures_within_pictures(self):
        """PNG and JPEG in SVG, which librsvg has read by gdk-pixbuf."""
        for picture_format in ("png", "jpeg"):
            self.qrgen("render", "hello", "-o", f"code.{picture_format}")
            data = base64.b64encode((self.data / f"code.{picture_format}").read_bytes()).decode()
            (self.data / "around.svg").write_text(
                '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300">'
                f'<image width="300" height="300" href="data:image/{picture_format};base64,{data}"/></svg>')
            self.qrgen("verify", "around.svg", "--expect", "hello")

    def test_fonts_of_documents(self):
        """Text that others put into a document is drawn: over the code, it makes that unreadable."""
        self.qrgen("render", "hello", "-o", "code.eps")
        document = (self.data / "code.eps").read_text()
        for text, expected in ((".", 0), ("HHH", 7)):
            (self.data / "text.eps").write_text(document.replace(
                "\nshowpage\n", f"\n/Helvetica-Bold findfont 90 scalefont setfont 0 setgray 0 0 moveto ({text}) show\nshowpage\n"))
            status, output = self.container.status(*self.config["Entrypoint"], "verify", "text.eps")
            self.assertEqual(expected, status, output)

    def test_postgresql(self):
        """Its libraries are there: what is missing is the server."""
        status, output = self.container.status(*self.config["Entrypoint"], "list", "--database-url",
                                               "postgresql://nobody@127.0.0.1:1/nothing")
        self.assertEqual(6, status, output)
        self.assertIn("nothing answers there", output)

    def test_size(self):
        before = files_of(self.base_root)
        new = {inode: size for path, (size, time, inode) in files_of(self.root).items()
               if path not in before or before[path][:2] != (size, time)}
        size = sum(new.values())
        print(f"beyond the base image: {size / 1e6:.1f} MB in {len(new)} files", file=sys.stderr)
        self.assertLessEqual(size, LARGEST)

    def test_what_is_not_in_it(self):
        files = files_of(self.root)
        for unwanted in ("usr/bin/cc", "usr/bin/g++", "usr/bin/cmake", "usr/bin/ccache", "usr/bin/git", "src/", "usr/include/",
                         "usr/share/man/", "usr/share/locale/", "var/lib/apt/lists/", "var/cache/apt/"):
            self.assertEqual([], [path for path in files if path.startswith(unwanted)])
        privileged = base.run(["find", str(self.root), "-xdev", "-type", "f", "-perm", "/6000"])
        self.assertEqual("", privileged)
        self.assertEqual("", base.run(["getcap", "-r", str(self.root)]) if shutil.which("getcap") else "")
        owned = base.run(["find", str(self.root), "-xdev", "-uid", "10001", "-printf", "/%P\n"])
        self.assertEqual(["/logs", "/var/lib/qrgen"], sorted(owned.split()))

    def test_licences(self):
        installed = base.run(["dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "--show", "--showformat=${Package}\n"])
        without = [name for name in [*installed.split(), "qrgen"]
                   if not (self.root / "usr/share/doc" / name / "copyright").exists()]
        self.assertEqual([], without)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    base.in_namespace()
    build = pathlib.Path(sys.argv.pop(2)).resolve()
    sources = pathlib.Path(sys.argv.pop(1)).resolve()
    unittest.main()
