#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads every #include below cmd/, daemon/ and core/ and fails on a breach of the law that follows.

Usage: include_rules_test.py [ROOT]. First it shows on small trees made for the purpose that it can fail.
"""

import pathlib
import re
import sys
import tempfile

# Which room may include from which; a header may stand there as well as a room. The longest matching name counts.
ROOMS = {
    "cmd": ["cmd", "daemon", "core"],
    "daemon": ["daemon", "core"],
    "core": ["core"],
    "core/access": ["core/base", "core/access", "core/codes/short_id.hpp", "core/store"],
    "core/agents": ["core/base", "core/agents"],
    "core/archive": ["core/base", "core/archive"],
    "core/base": ["core/base"],
    "core/geo": ["core/base", "core/geo"],
    "core/records": ["core/base", "core/records"],
    "core/scans": ["core/agents", "core/base", "core/geo", "core/scans", "core/store", "core/codes/code_lookup.hpp"],
    "core/store": ["core/base", "core/codes", "core/qr", "core/store", "core/access/api_key.hpp", "core/agents/user_agent.hpp", "core/scans/scan_event.hpp"],
    "core/transfer": ["core/base", "core/codes", "core/qr", "core/records", "core/scans", "core/store", "core/transfer"],
    "core/qr": ["core/base", "core/qr"],
    "core/qr/images": ["core/base", "core/qr/images"],
    "core/qr/payload": ["core/base", "core/qr/payload"],
    "core/qr/symbol": ["core/base", "core/qr/symbol"],
    "core/qr/picture": ["core/base", "core/qr/symbol", "core/qr/images", "core/qr/picture"],
    "core/qr/formats": ["core/base", "core/qr/symbol", "core/qr/images", "core/qr/picture", "core/qr/formats"],
    "core/qr/sheet": ["core/base", "core/qr/symbol", "core/qr/images", "core/qr/picture", "core/qr/formats", "core/qr/sheet"],
    "core/qr/verify": ["core/base", "core/qr/symbol", "core/qr/images", "core/qr/verify"],
}

# Which room may see whose headers, be it through a header of ours.
VENDORS = {
    "CLI/": ["cmd"],
    "Poco/": ["daemon"],
    "prometheus/": ["daemon"],
    "soci/": ["core/store"],
    "libpq-fe.h": ["core/store"],
    "libpq/": ["core/store"],
    "archive.h": ["core/archive"],
    "archive_entry.h": ["core/archive"],
    "systemd/": ["daemon"],
    "malloc.h": ["daemon"],
    "sqlite3.h": ["core/store"],
    "qrencode.h": ["core/qr/symbol"],
    "libdeflate.h": ["core/qr/formats", "core/scans"],
    "sodium.h": ["core/base"],
    "absl/": ["core/base"],
    "agg_": ["core/qr/formats"],
    "sixel.h": ["core/qr/formats", "core/qr/images"],
    "png.h": ["core/qr/images"],
    "turbojpeg.h": ["core/qr/formats", "core/qr/images"],
    "webp/": ["core/qr/formats", "core/qr/images"],
    "cairo": ["core/qr/images"],
    "librsvg/": ["core/qr/images"],
    "poppler.h": ["core/qr/images"],
    "glib-object.h": ["core/qr/images"],
    "ghostscript/": ["core/qr/images"],
    "pugixml.hpp": ["core/qr/picture"],
    "hb.h": ["core/qr/picture"],
    "fribidi.h": ["core/qr/picture"],
    "fontconfig/": ["core/qr/picture"],
    "ZXing/": ["core/qr/verify"],
    "zbar.h": ["core/qr/verify"],
    "uriparser/": ["core/codes"],
    "idn2.h": ["core/codes"],
    "toml++/": ["core/config"],
    "re2/": ["core/agents"],
    "yaml-cpp/": ["core/agents"],
    "maxminddb.h": ["core/geo"],
    "spdlog/": ["core/base", "cmd", "daemon"],
    # JSON: a log line's (core/base), a code's (core/codes), rows on their way to the database (core/store), scans that it
    # refused (core/scans), lines of a file (core/records), exports (core/transfer), records and answers.
    "nlohmann/": ["core/base", "core/codes", "core/records", "core/store", "core/scans", "core/transfer", "cmd", "daemon"],
}

# Headers of C++ have no ending; these are those of C and POSIX that may be included anywhere.
SYSTEM = re.compile(
    r"^([a-z_]+|(sys|arpa|net|netinet|linux)/[a-z_]+\.h|(dirent|dlfcn|fcntl|grp|langinfo|locale|netdb|poll|pthread|pwd"
    r"|sched|signal|spawn|syslog|termios|time|unistd)\.h)$"
)

LICENCE = "SPDX-License-Identifier: MIT"
SOURCES = (".cpp", ".hpp", ".hpp.in", ".sql")
TOP_ROOMS = ("cmd", "daemon", "core")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def is_below(path, room):
    return path == room or path.startswith(room + "/")


def law_of(path):
    """The rooms that the file may include from."""
    return ROOMS[max((room for room in ROOMS if is_below(path, room)), key=len)]


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.texts = {}
        for top in TOP_ROOMS:
            for file in sorted((self.root / top).rglob("*")):
                if file.is_file() and file.name.endswith(SOURCES):
                    self.texts[file.relative_to(self.root).as_posix()] = file.read_text(encoding="utf-8")
        self.ours = {path: [] for path in self.texts}
        self.foreign = {path: [] for path in self.texts}
        for path, text in self.texts.items():
            for bracket, name in INCLUDE.findall(text):
                (self.ours if bracket == '"' else self.foreign)[path].append(name)

    def exists(self, name):
        return name in self.texts or name + ".in" in self.texts

    def reachable(self, path):
        """The file and all headers of ours that it brings in: name to the chain of includes that leads there."""
        chains = {path: [path]}
        waiting = [path]
        while waiting:
            file = waiting.pop()
            for name in self.ours.get(file, []):
                if name not in chains:
                    chains[name] = chains[file] + [name]
                    waiting.append(name)
        return chains


def room_breaches(tree):
    for path, names in tree.ours.items():
        allowed = law_of(path)
        for name in names:
            if not name.startswith(tuple(top + "/" for top in TOP_ROOMS)):
                yield f'{path}: "{name}" is not written from the root of the repository'
            elif not tree.exists(name):
                yield f'{path}: "{name}" does not exist'
            elif not any(name == room or is_below(name, room) for room in allowed):
                yield f'{path}: "{name}" is out of bounds; allowed: {", ".join(allowed)}'


def vendor_breaches(tree):
    for path in tree.texts:
        for name in tree.foreign[path]:
            if not SYSTEM.match(name) and not name.startswith(tuple(VENDORS)):
                yield f"{path}: <{name}> belongs to nobody; give its library a room in the table of this test"
        for header, chain in tree.reachable(path).items():
            for name in tree.foreign.get(header, []):
                for vendor, rooms in VENDORS.items():
                    if name.startswith(vendor) and not any(is_below(path, room) for room in rooms):
                        way = " -> ".join(chain + [f"<{name}>"])
                        yield f'{way}: only for {", ".join(rooms)}'


def licence_breaches(tree):
    for path, text in tree.texts.items():
        if LICENCE not in text.split("\n", 1)[0]:
            yield f"{path}: the first line is not the SPDX line"


def listing_breaches(tree):
    for top in TOP_ROOMS:
        listing = tree.root / top / "CMakeLists.txt"
        without_comments = re.sub(r"#.*", "", listing.read_text(encoding="utf-8")) if listing.exists() else ""
        listed = set(re.findall(r"[^\s()\"]+", without_comments))
        for path in tree.texts:
            if is_below(path, top) and path.endswith(".cpp") and path[len(top) + 1 :] not in listed:
                yield f"{path}: is not listed in {top}/CMakeLists.txt"


def breaches(root):
    tree = Tree(root)
    checks = (room_breaches, vendor_breaches, licence_breaches, listing_breaches)
    return sorted({breach for check in checks for breach in check(tree)})


# ---- The test of the test ----

LAWFUL = {
    "core/CMakeLists.txt": "add_library(core base/a.cpp store/s.cpp)",
    "core/base/a.hpp": "#include <string>\n#include <sys/stat.h>",
    "core/base/a.cpp": '#include "core/base/a.hpp"\n// #include "daemon/d.hpp"',
    "core/scans/scan_event.hpp": "",
    "core/store/s.hpp": '#include <soci/soci.h>\n#include "core/scans/scan_event.hpp"',
    "core/store/s.cpp": '#include "core/store/s.hpp"\n#include "core/base/a.hpp"',
    "daemon/CMakeLists.txt": "add_library(daemon\n  d.cpp\n)",
    "daemon/d.hpp": "#include <vector>",
    "daemon/d.cpp": '#include "daemon/d.hpp"\n#include <Poco/Net/HTTPServer.h>',
    "cmd/CMakeLists.txt": "add_executable(cmd main.cpp)",
    "cmd/version.hpp.in": "",
    "cmd/main.cpp": '#include "cmd/version.hpp"\n#include "daemon/d.hpp"\n#include <CLI/CLI.hpp>',
}

# One change to the lawful tree, and what must be reported, alone.
BREACHES = [
    ({"core/base/a.cpp": '#include "daemon/d.hpp"'}, 'core/base/a.cpp: "daemon/d.hpp" is out of bounds'),
    ({"core/store/s.cpp": '#include "cmd/version.hpp"'}, 'core/store/s.cpp: "cmd/version.hpp" is out of bounds'),
    ({"daemon/d.cpp": '  #  include  "cmd/version.hpp"'}, 'daemon/d.cpp: "cmd/version.hpp" is out of bounds'),
    ({"core/base/a.hpp": '#include "core/store/t.hpp"', "core/store/t.hpp": ""}, "is out of bounds; allowed: core/base"),
    ({"core/store/s.hpp": '#include "core/scans/journal.hpp"', "core/scans/journal.hpp": ""}, "is out of bounds; allowed: core/base"),
    ({"core/base/a.cpp": '#include "a.hpp"'}, "is not written from the root"),
    ({"core/base/a.cpp": '#include "../base/a.hpp"'}, "is not written from the root"),
    ({"core/base/a.cpp": '#include "core/base/b.hpp"'}, "does not exist"),
    ({"daemon/d.cpp": "#include <CLI/CLI.hpp>"}, "only for cmd"),
    ({"cmd/main.cpp": "#include <Poco/URI.h>"}, "only for daemon"),
    ({"core/store/s.cpp": "#include <qrencode.h>"}, "only for core/qr/symbol"),
    ({"core/base/a.cpp": "#include <libpq-fe.h>"}, "only for core/store"),
    ({"cmd/main.cpp": '#include "core/store/s.hpp"'}, "cmd/main.cpp -> core/store/s.hpp -> <soci/soci.h>: only for core/store"),
    ({"cmd/main.cpp": "#include <boost/optional.hpp>"}, "<boost/optional.hpp> belongs to nobody"),
    ({"core/base/b.cpp": ""}, "core/base/b.cpp: is not listed in core/CMakeLists.txt"),
    ({"daemon/CMakeLists.txt": "add_library(daemon)  # d.cpp"}, "daemon/d.cpp: is not listed in daemon/CMakeLists.txt"),
    ({"core/base/a.hpp": None}, "core/base/a.hpp: the first line is not the SPDX line"),
    ({"core/store/1.sql": None}, "core/store/1.sql: the first line is not the SPDX line"),
]


def reported(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            file = pathlib.Path(root) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n" if text is None else f"// {LICENCE}\n{text}\n", encoding="utf-8")
        return breaches(root)


def check_the_test_itself():
    assert reported(LAWFUL) == [], reported(LAWFUL)
    for change, expected in BREACHES:
        found = reported({**LAWFUL, **change})
        assert len(found) == 1 and expected in found[0], f"{change}: expected [{expected}], found {found}"


def main():
    check_the_test_itself()
    root = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2]
    if not Tree(root).texts:
        sys.exit(f"no sources below {root}")
    found = breaches(root)
    for breach in found:
        print(breach)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
