# SPDX-License-Identifier: MIT
"""Reads what manual_test.py compares: manual pages as scdoc writes them, and the texts of --help."""

import re


class Option:
    """One option: its names ("-o", "--output") and the name of its argument ("FILE", or None)."""

    def __init__(self, names, argument):
        self.names = frozenset(names)
        self.argument = argument

    def __eq__(self, other):
        return (self.names, self.argument) == (other.names, other.argument)

    def __hash__(self):
        return hash((self.names, self.argument))

    def __repr__(self):
        return ", ".join(sorted(self.names)) + (f" {self.argument}" if self.argument else "")


def parse_option(text):
    """From "-o, --output FILE"; whatever follows the names is the argument."""
    names = []
    rest = text.strip()
    while match := re.match(r"(--?[A-Za-z0-9][A-Za-z0-9-]*)(?:,\s*)?", rest):
        names.append(match[1])
        rest = rest[match.end():].lstrip()
    return Option(names, rest or None)


# --- --help ---


class Help:
    """The text of --help, by sections; `first` is what stands before the first section."""

    def __init__(self, text):
        self.text = text
        self.first = ""
        self.sections = {}
        title = None
        for line in text.splitlines(keepends=True):
            if match := re.fullmatch(r"([A-Z][A-Za-z ,]*):\n", line):
                title = match[1]
                self.sections[title] = ""
            elif line[0] not in " \n":
                title = None
                self.first += line
            elif title is not None:
                self.sections[title] += line

    def entries(self, title):
        """[(left column, right column)] of a section; a right column may be on the lines below."""
        entries = []
        for line in self.sections.get(title, "").splitlines():
            if not line.strip():
                continue
            if line.startswith(" " * 28):
                left, right = entries[-1]
                entries[-1] = (left, (right + " " + line.strip()).strip())
                continue
            left, _, right = line.strip().partition("  ")
            entries.append((left, right.strip()))
        return entries

    def option_entries(self):
        """Options stand in several sections, by what they are for."""
        return [(left, right) for title in self.sections if title not in ("Examples", "Arguments", "Commands")
                for left, right in self.entries(title) if left.startswith("-")]

    def options(self):
        return {parse_option(left) for left, _ in self.option_entries()}

    def usage(self):
        return re.search(r"^Usage: (.*)$", self.text, re.M)[1]

    def exit_codes(self):
        """Of a command's help: the numbers only."""
        return [int(code) for code in re.search(r"^Exit codes:([ 0-9]*)", self.text, re.M)[1].split()]

    def examples(self):
        """One shell script."""
        return "".join(line.strip() + "\n" for line in self.sections.get("Examples", "").splitlines() if line.strip())

    def formats(self):
        """The picture formats that the option --format names; an empty set if there is no such option."""
        for left, right in self.option_entries():
            if "--format" in parse_option(left).names:
                return set(re.search(r": ([a-z]+(?:, [a-z]+)*);", right)[1].split(", "))
        return set()


# --- manual pages ---

_escapes = {r"\&": "", r"\-": "-", r"\\": "\\", r"\e": "\\", r"\(ti": "~", r"\(ha": "^", r"\(bu": "*", r"\(dq": '"',
            r"\(aq": "'", r"\(ga": "`",
            r"\c": ""}


def plain(roff):
    """Text without the escapes that scdoc writes; fails on any that it is not known to write."""

    def replace(match):
        escape = match[0]
        if escape.startswith((r"\f", r"\h")):
            return ""
        return _escapes[escape]

    return re.sub(r"\\(?:f[A-Z]|h'[^']*'|\(..|.)", replace, roff)


class Entry:
    """A term with the indented text that explains it."""

    def __init__(self, term, subsection):
        self.roff_term = term
        self.term = plain(term)
        self.subsection = subsection
        self.lines = []    # of its text, plain
        self.nested = []   # entries within it

    def text(self):
        return " ".join(" ".join(self.lines).split())


class Section:
    def __init__(self):
        self.entries = []
        self.paragraphs = []  # lines outside of entries and code blocks
        self.code = []        # blocks, each a text

    def text(self):
        return " ".join(" ".join(self.paragraphs).split())


class Page:
    """A manual page, by sections ("OPTIONS")."""

    def __init__(self, roff):
        self.sections = {}
        self.references = {(plain(name), section)
                           for name, section in re.findall(r"\\fB((?:[a-z.-]|\\&)+)\\fR\(([0-9])\)", roff)}
        self._section = Section()
        self._subsection = ""
        self._open = []  # entries whose indented text is being read
        self._last = ""  # the line before, a term if indentation follows
        self._code = None
        for line in roff.splitlines():
            self._read(line)

    def _read(self, line):
        if self._code is not None:
            self._read_code(line)
        elif line == ".nf":
            self._flush()
            self._code = []
        elif match := re.fullmatch(r"\.SH (.*)", line):
            self._flush()
            self._section = self.sections.setdefault(plain(match[1]), Section())
            self._subsection = ""
        elif match := re.fullmatch(r"\.SS (.*)", line):
            self._flush()
            self._subsection = plain(match[1])
        elif line == ".RS 4":
            entry = Entry(self._last, self._subsection)
            self._last = ""
            (self._open[-1].nested if self._open else self._section.entries).append(entry)
            self._open.append(entry)
        elif line == ".RE":
            self._flush()
            if self._open:  # lists have one of their own
                self._open.pop()
        elif not line.startswith("."):
            self._flush()
            self._last = line

    def _read_code(self, line):
        if line == ".fi":
            self._section.code.append("\n".join(self._code) + "\n")
            self._code = None
        elif line != ".RS 4":
            self._code.append(plain(line))

    def _flush(self):
        if self._last:
            where = self._open[-1].lines if self._open else self._section.paragraphs
            where.append(plain(self._last))
        self._last = ""

    def section(self, title):
        return self.sections.get(title, Section())

    def entries(self, title):
        return self.section(title).entries

    def options(self, command):
        """Those of `command` ("config show"): a subsection of OPTIONS whose title names another is not for it."""
        found = set()
        for entry in self.entries("OPTIONS"):
            named = re.search(r"\bqrgen ([a-z]+ [a-z]+)$", entry.subsection)
            if entry.term.startswith("-") and (named is None or named[1] == command):
                found.add(parse_option(entry.term))
        return found

    def synopsis(self):
        return self.section("SYNOPSIS").paragraphs

    def exit_statuses(self):
        """{number: meaning}"""
        return {int(entry.term): entry.text() for entry in self.entries("EXIT STATUS")}

    def formats(self):
        for entry in self.entries("OPTIONS"):
            if "--format" in parse_option(entry.term).names:
                return {nested.term for nested in entry.nested}
        return set()

    def examples(self):
        return "".join(self.section("EXAMPLES").code)
