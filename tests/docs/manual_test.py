#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compares the manual with the program: every option, exit code, setting and format of one is in the other, the pages
are clean, and the examples of both run.

usage: manual_test.py QRGEN MANUAL_DIRECTORY

Rules that a writer of pages must know:
- The options of `qrgen --help` except --version are common to all commands. qrgen(1) explains them; the other pages
  only name qrgen(1) in their OPTIONS.
- Commands with the same first word share a page. An option that only one of them has stands in a subsection of
  OPTIONS whose title ends in the command: "Options of qrgen generate dynamic".
- A format of pictures is a term within the text of the option --format.
- The code blocks of a page's EXAMPLES are one bash script, so a page makes in its first example what the others need.
- The examples in the --help of a command that takes an ID need no such step: fixture_for() below makes what they use.
- A line that begins with `qrgen serve` starts a service that lasts until the end of the script, see example_script.py.
- A metric's text on the page is its kind, its labels in alphabetical order, and what /metrics says of it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from example_script import RUN_TIMEOUT, run_script
from manual_pages import Help, Page, parse_option

WIDEST_HELP = 80
PAGES_OF_SERVICES = {"qrgen-serve"}  # in section 8; the other commands are in section 1

# Valid values of the settings that are no integers, other than the defaults.
CHANGED_TEXTS = {
    "database_url": "sqlite:other.db",
    "base_url": "https://other.example",
    "allowed_redirect_domains": "other.example",
    "log_level": "debug",
    "log_format": "json",
    "environment": "other",
    "listen": "127.0.0.1:1",
    "log_dir": "logs",
    "access_log": "off",
    "trusted_proxies": "loopback",
    "cors_origins": "https://other.example",
    "auth": "none",
    "metrics_auth": "none",
    "retention": "13months",
    "logo_file": "logo.png",
    "journal_dir": "journal",
    "ip_privacy": "none",
    "do_not_track": "honour",
    "geoip_file": "places.mmdb",
}

qrgen = Path()
manual = Path()


# --- what the program says ---


def clean_environment(home):
    """As a new user on a new machine would have it, with qrgen installed."""
    home = Path(home)
    return {
        "PATH": f"{qrgen.parent}:{os.environ['PATH']}",
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "LANG": "C.UTF-8",
        "MANPAGER": "cat",
    }


def output_of(*arguments, environment=None):
    with tempfile.TemporaryDirectory() as home:
        return subprocess.run([qrgen, *arguments], env=clean_environment(home) | (environment or {}),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True,
                              timeout=RUN_TIMEOUT).stdout


def program_help():
    return Help(output_of("--help"))


def command_names():
    return [left for left, _ in program_help().entries("Commands")]


def command_help(command):
    return Help(output_of(*command.split(), "--help"))


def page_name(command):
    return "qrgen-" + command.split()[0]


def section_of(name):
    return 8 if name in PAGES_OF_SERVICES else 1


def read_page(name, section=None):
    return Page((manual / f"{name}.{section or section_of(name)}").read_text())


def common_options():
    return {option for option in program_help().options() if "--version" not in option.names}


def payload_fields():
    """{"--wifi": {"ssid", ...}}, as completion offers them."""
    script = output_of("completion", "bash")
    return {option: {word.removesuffix("=") for word in words.split()}
            for option, words in re.findall(r'(--[a-z0-9]+)\) payload="([^"]*)"', script)}


def fields_on_page(page):
    """{"--wifi": {"ssid", ...}}; a term names one field or several, remarks about them in parentheses."""
    fields = {}
    for entry in page.entries("KINDS"):
        names = re.sub(r" \([^)]*\)", "", entry.term).split(", ")
        fields.setdefault("--" + entry.subsection.split(":")[0], set()).update(names)
    return fields


# --- comparisons, each a list of what is wrong ---


def differences(kind, in_program, on_page):
    return ([f"{kind} {item} is not on the page" for item in sorted(in_program - on_page, key=str)] +
            [f"{kind} {item} is on the page, but not in the program" for item in sorted(on_page - in_program, key=str)])


def option_problems(command, help_text, page, common):
    problems = differences("option", help_text.options() - common, page.options(command) - common)
    if common and "qrgen(1)" not in page.section("OPTIONS").text():
        problems.append("OPTIONS does not name qrgen(1), which has the common options")
    return problems


def synopsis_problems(help_text, page):
    return [] if help_text.usage() in page.synopsis() else [f"SYNOPSIS does not have: {help_text.usage()}"]


def exit_problems(helps, page):
    """A page of several commands lists the exit codes of any of them."""
    in_program = {code for help_text in helps for code in help_text.exit_codes()}
    problems = differences("exit code", in_program, set(page.exit_statuses()))
    return problems + [f"exit code {code} is not explained" for code, text in page.exit_statuses().items() if not text]


def table_problems(kind, in_program, on_page):
    """Of {name: text}, which must be the same word by word except for the sentence's end on the page."""
    problems = differences(kind, set(in_program), set(on_page))
    for name in sorted(in_program.keys() & on_page.keys()):
        if not (on_page[name] + " ").startswith((in_program[name] + " ", in_program[name] + ". ")):
            problems.append(f"{kind} {name} is explained in other words than by the program")
    return problems


def setting_problems(settings, page):
    """`settings` is {key: default}."""
    on_page = {}
    for entry in page.entries("OPTIONS"):
        match = re.search(r"Default: (\S+)", entry.text())
        on_page[entry.term] = match[1] if match else None
    problems = differences("setting", set(settings), set(on_page))
    for key in sorted(settings.keys() & on_page.keys()):
        if (settings[key] or "empty") != on_page[key]:
            problems.append(f"default of {key} is {settings[key] or 'empty'}, on the page {on_page[key]}")
    return problems


def setting_variables(page):
    """{key: names of its environment variables}"""
    return {entry.term: re.findall(r"\b[A-Z]{2,}(?:_[A-Z]+)*\b",
                                   re.search(r"Environment: ((?:[A-Z_]+,? ?(?:then )?)*)", entry.text())[1])
            for entry in page.entries("OPTIONS")}


def reloadable_on_page(page):
    return {entry.term for entry in page.entries("OPTIONS")
            if "reloadable" in re.search(r"Type: (.*?) Default:", entry.text())[1]}


def metrics_of(text):
    """{name: "Counter, labels method, route. What /metrics says of it"}"""
    helps = dict(re.findall(r"^# HELP (\w+) (.*?)\.?$", text, re.M))
    kinds = dict(re.findall(r"^# TYPE (\w+) (\w+)$", text, re.M))
    labels = {name: set() for name in kinds}
    for sample, pairs in re.findall(r"^(\w+)\{(.*)\} ", text, re.M):
        name = sample if sample in kinds else sample.rpartition("_")[0]
        labels[name] |= set(re.findall(r'(\w+)="', pairs)) - {"le"}

    def labels_text(names):
        return f", label{'s' * (len(names) > 1)} {', '.join(sorted(names))}" if names else ""

    return {name: f"{kind.capitalize()}{labels_text(labels[name])}. {helps[name]}" for name, kind in kinds.items()}


def metrics_on_page(page):
    return {entry.term: entry.text() for entry in page.entries("METRICS")}


def layout_texts():
    """{name: what the page must say of it}"""
    layouts = json.loads(output_of("sheet", "--list-layouts", "--json"))["items"]
    return {layout["name"]: f"{layout['columns']} x {layout['rows']}, "
                            f"{'A4' if layout['page_width'] == 210 else 'US Letter'}, "
                            f"{layout['label_width']:g} x {layout['label_height']:g} mm: {layout['products']}"
            for layout in layouts}


def layouts_on_page(page):
    return {entry.term: entry.text() for entry in page.entries("LAYOUTS")}


def payload_problems(in_program, page):
    on_page = fields_on_page(page)
    problems = differences("kind", set(in_program), set(on_page))
    for kind in sorted(in_program.keys() & on_page.keys()):
        problems += differences("field of " + kind, in_program[kind], on_page[kind])
    return problems


def summary_problems(help_text, page):
    """The headings of the kinds say what the help says."""
    summaries = {parse_option(left).names: text for left, text in help_text.option_entries()}
    headings = {entry.subsection for entry in page.entries("KINDS")}
    return [f"{heading} is in the help: {summaries[frozenset(['--' + kind])]}"
            for heading in sorted(headings) for kind, summary in [heading.split(": ")]
            if not summaries[frozenset(["--" + kind])].startswith(summary + ":")]


def width_problems(text):
    return [f"wider than {WIDEST_HELP} columns: {line}" for line in text.splitlines() if len(line) > WIDEST_HELP]


def reference_problems(file):
    return [f"there is no {name}({section})" for name, section in sorted(Page(file.read_text()).references)
            if name.startswith("qrgen") and not (manual / f"{name}.{section}").is_file()]


def lint_problems(file):
    """mandoc's warnings and style notes are not asked for: scdoc itself provokes them (empty paragraphs)."""
    problems = []
    for command in (["mandoc", "-T", "lint", "-W", "error"], ["groff", "-ww", "-man", "-z"]):
        result = subprocess.run([*command, file], capture_output=True, text=True, check=False, timeout=RUN_TIMEOUT)
        said = (result.stdout + result.stderr).strip()
        if said or result.returncode != 0:
            problems.append(f"{' '.join(command)}: {said or result.returncode}")
    return problems


def run_in_new_home(script):
    """As run_script(), in a new, empty directory."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place, "home")
        work = Path(place, "work")
        home.mkdir()
        work.mkdir()
        return run_script(script, work, clean_environment(home))


def output_of_script(script):
    status, output, messages = run_in_new_home(script)
    assert status == 0, f"exit status {status}: {messages}"
    return output


def script_problems(script):
    status, _, messages = run_in_new_home(script)
    return [] if status == 0 else [f"exit status {status}: {messages.strip()}\nof: {script}"]


def example_problems(examples, before=""):
    return script_problems(before + examples) if examples else ["there are no examples"]


IMPORT_FILES = r"""cat > mvp_codes.csv << 'END'
id,content,qr_type,redirect_url,short_id,created_at,scan_count,fill_color,back_color
0f4f1f7e-6a55-4b0e-9c64-1f4d8e0a0001,https://qr.example.org/r/a1b2c3d4?scan_ref=qr,dynamic,https://example.com/a,a1b2c3d4,2025-05-13 18:41:47+00,17,#000000,#FFFFFF
END
cat > shlink.csv << 'END'
createdAt,domain,longUrl,shortCode,shortUrl,tags,title,visits
2024-01-02T03:04:05+02:00,s.example,https://example.com/a,abc,https://s.example/abc,news,A page,42
END
cat > yourls.sql << 'END'
INSERT INTO `yourls_url` VALUES ('ozh','https://ozh.org/','ozh.org','2020-01-01 00:00:00','127.0.0.1',1);
INSERT INTO `yourls_log` VALUES (1,'2020-05-01 10:00:00','ozh','direct','','192.0.2.55','FR');
END
cat > bitly.csv << 'END'
long_url,link,title,created_at
https://example.com/one,https://bit.ly/3abcDEF,First,2024-01-01T00:00:00+0000
END
"""


def fixture_for(help_text):
    """What the examples of a command that takes an ID may count on: a dynamic code with the short id menu, changed
    twice, with a tag. Those of a command that takes the URL of a service: that it runs. Those of an import: files of
    other systems. Those of a command that takes FILE as the rows of codes: that there are codes.csv and codes.json."""
    if any("--url" in option.names for option in help_text.options()):
        return "qrgen serve --auth none\n"
    if "SOURCE" in dict(help_text.entries("Arguments")):
        return IMPORT_FILES
    if "rows" in dict(help_text.entries("Arguments")).get("FILE", ""):
        return ("printf 'key,content\\nmenu,https://example.com/menu\\n' > codes.csv\n"
                "printf '[{\"key\": \"map\", \"content\": \"https://example.com/map\"}]' > codes.json\n")
    if "ID" not in dict(help_text.entries("Arguments")):
        return ""
    return ("qrgen generate dynamic https://example.com/menu --short-id menu --tag hall > /dev/null\n"
            "qrgen update menu --title Menu > /dev/null\n"
            "qrgen update menu --redirect-url https://example.com/menu/autumn > /dev/null\n")


# --- the tests ---


class ManualTest(unittest.TestCase):
    def check(self, problems):
        self.assertEqual([], problems)

    def check_commands(self, problems_of):
        """`problems_of` takes the command's name, its help and its page."""
        for command in command_names():
            with self.subTest(command=command):
                self.check(problems_of(command, command_help(command), read_page(page_name(command))))

    def check_pages(self, problems_of):
        """`problems_of` takes the page's file."""
        for file in sorted(manual.glob("*.[1-8]")):
            with self.subTest(page=file.name):
                self.check(problems_of(file))

    def test_every_command_has_a_page_and_every_page_a_command(self):
        pages = {file.name for file in manual.glob("*.[1-8]")}
        names = {page_name(command) for command in command_names()}
        wanted = {f"{name}.{section_of(name)}" for name in names} | {
            "qrgen.1", "qrgen.toml.5", "qrgen-alerts.7", "qrgen-deploy.7", "qrgen-payloads.7"}
        self.check(differences("page", wanted, pages))

    def test_options(self):
        common = common_options()
        self.check_commands(lambda command, help_text, page: option_problems(command, help_text, page, common))

    def test_options_of_the_program(self):
        self.check(option_problems("", program_help(), read_page("qrgen"), set()))

    def test_synopsis(self):
        self.check_commands(lambda _, help_text, page: synopsis_problems(help_text, page))
        self.check(synopsis_problems(program_help(), read_page("qrgen")))

    def test_exit_codes(self):
        helps = {}
        for command in command_names():
            helps.setdefault(page_name(command), []).append(command_help(command))
        for name, of_page in helps.items():
            with self.subTest(page=name):
                self.check(exit_problems(of_page, read_page(name)))

    def test_exit_codes_of_the_program(self):
        in_program = {int(code): text for code, text in program_help().entries("Exit codes")}
        self.check(table_problems("exit code", in_program, read_page("qrgen").exit_statuses()))

    def test_commands_of_the_program(self):
        on_page = {entry.term: entry.text() for entry in read_page("qrgen").entries("COMMANDS")}
        self.check(table_problems("command", dict(program_help().entries("Commands")), on_page))

    def test_settings(self):
        shown = json.loads(output_of("config", "show", "--json", environment={"XDG_DATA_HOME": "/data"}))
        settings = {item["key"]: item["value"].replace("sqlite:///data/", "sqlite://$XDG_DATA_HOME/")
                    for item in shown["items"]}
        self.check(setting_problems(settings, read_page("qrgen.toml", 5)))

    def test_environment_variables_set_what_the_page_says(self):
        shown = json.loads(output_of("config", "show", "--json"))
        defaults = {item["key"]: item["value"] for item in shown["items"]}
        with tempfile.NamedTemporaryFile("w") as secret:
            secret.write("sqlite:secret.db\n")
            secret.flush()
            for key, variables in setting_variables(read_page("qrgen.toml", 5)).items():
                self.assertIn(f"QRGEN_{key.upper()}", variables)
                for variable in variables:
                    value = secret.name if variable.endswith("_FILE") else defaults[key] or CHANGED_TEXTS.get(key, "x")
                    with self.subTest(variable=variable):
                        shown = json.loads(output_of("config", "show", "--json", environment={variable: value}))
                        sources = {item["key"]: item["source"] for item in shown["items"]}
                        self.assertEqual(sources[key], variable)

    def test_settings_that_are_read_again(self):
        """Of all that changes when the service reads its configuration again it warns of what it cannot change."""
        shown = json.loads(output_of("config", "show", "--json"))
        changed = {item["key"]: CHANGED_TEXTS.get(item["key"]) or str(int(item["value"]) + 1) for item in shown["items"]}
        file = "".join(f'{key} = {value if value.isdigit() else json.dumps(value)}\n' for key, value in changed.items())
        log = output_of_script(
            "unset QRGEN_LISTEN\n"
            "mkdir -p ~/.config/qrgen\n"
            "echo 'listen = \"127.0.0.1:8000\"' > ~/.config/qrgen/qrgen.toml\n"
            "qrgen serve\n"
            f"cat > ~/.config/qrgen/qrgen.toml << 'END'\n{file}END\n"
            "qrgen render x -o logo.png\n"
            'kill -HUP "${services[0]}"\n'
            'grep -q --max-count=1 "read again" <(tail --lines=+1 --follow --pid="${services[0]}" ~/service.log)\n'
            "cat ~/service.log\n")
        fixed = set(re.findall(r"(\w+) was changed, which takes effect at the next start", log))
        page = read_page("qrgen.toml", 5)
        self.check(differences("reloadable setting", set(changed) - fixed, reloadable_on_page(page)))

    def test_metrics(self):
        text = output_of_script(
            "qrgen serve --auth none\n"
            "curl -sf --json '{\"content\": \"x\"}' http://127.0.0.1:8000/api/v1/qr/static > code.json\n"
            "curl -sf --output code.png http://127.0.0.1:8000/api/v1/qr/$(jq -r .id code.json)/image\n"
            "curl -sf http://127.0.0.1:8000/metrics\n")
        self.check(table_problems("metric", metrics_of(text), metrics_on_page(read_page("qrgen-serve"))))

    def test_fields_of_a_code(self):
        code = json.loads(output_of("generate", "static", "x", "--json"))
        entries = read_page("qrgen-show").entries("DESCRIPTION")
        on_page = {name for entry in entries if entry.subsection == "Fields" for name in entry.term.split(", ")}
        self.check(differences("field", set(code), on_page))

    def test_formats(self):
        self.check_commands(lambda _, help_text, page: differences("format", help_text.formats(), page.formats()))
        self.assertTrue(command_help("render").formats())

    def test_layouts(self):
        self.check(table_problems("layout", layout_texts(), layouts_on_page(read_page("qrgen-sheet"))))

    def test_payloads(self):
        page = read_page("qrgen-payloads", 7)
        self.check(payload_problems(payload_fields(), page))
        self.check(summary_problems(command_help("render"), page))
        self.assertIn("--wifi", payload_fields())

    def test_references_lead_to_pages(self):
        self.check_pages(reference_problems)

    def test_pages_are_clean(self):
        self.check_pages(lint_problems)

    def test_help_fits_the_terminal(self):
        groups = {command.split()[0] for command in command_names() if " " in command}
        for command in ["", *sorted(groups), *command_names()]:
            with self.subTest(command=command):
                self.check(width_problems(output_of(*command.split(), "--help")))

    def test_examples_of_the_pages(self):
        self.check_pages(lambda file: example_problems(Page(file.read_text()).examples()))

    def test_examples_of_the_help(self):
        self.check_commands(lambda _, help_text, page: example_problems(help_text.examples(), fixture_for(help_text)))


class SelfTest(unittest.TestCase):
    """Doctors texts that are fine, to see that each comparison notices."""

    def doctored(self, name, old, new, section=None):
        """(the page as it is, the page with something replaced)"""
        roff = (manual / f"{name}.{section or section_of(name)}").read_text()
        self.assertIn(old, roff)
        return Page(roff), Page(roff.replace(old, new))

    def found(self, problems, *words):
        self.assertEqual(len(words), len(problems), problems)
        for problem, word in zip(problems, words):
            self.assertIn(word, problem)

    def noticed(self, comparison, pages, *words):
        """What `comparison` says of the second page and not of the first."""
        before, after = (comparison(page) for page in pages)
        self.found([problem for problem in after if problem not in before], *words)

    def options(self, command):
        return lambda page: option_problems(command, command_help(command), page, common_options())

    def test_option_missing_and_invented(self):
        pages = self.doctored("qrgen-list", r"\fB--sort-desc\fR", r"\fB--sort-back\fR")
        self.noticed(self.options("list"), pages, "--sort-desc is not on the page", "--sort-back is on the page")

    def test_argument_of_another_name(self):
        pages = self.doctored("qrgen-list", r"\fB--tag\fR \fITAG\fR", r"\fB--tag\fR \fIWORD\fR")
        self.noticed(self.options("list"), pages, "--tag TAG", "--tag WORD")

    def test_option_of_the_other_command(self):
        pages = self.doctored("qrgen-generate", "Option of qrgen generate dynamic", "Option of qrgen generate static")
        self.noticed(self.options("generate dynamic"), pages, "--short-id ID is not on the page")
        self.noticed(self.options("generate static"), pages, "--short-id ID is on the page")

    def test_common_options_without_reference(self):
        pages = self.doctored("qrgen-list", r"\fBqrgen\fR(1)", "nowhere")
        self.noticed(self.options("list"), pages, "does not name qrgen(1)")

    def test_synopsis(self):
        pages = self.doctored("qrgen-show", r".\&|-", "")
        self.noticed(lambda page: synopsis_problems(command_help("show"), page), pages, "SYNOPSIS does not have")

    def test_exit_code(self):
        pages = self.doctored("qrgen-list", r"\fB6\fR", r"\fB7\fR")
        self.noticed(lambda page: exit_problems([command_help("list")], page), pages, "6 is not on the page",
                     "7 is on the page")

    def test_exit_code_in_other_words(self):
        self.assertEqual([], table_problems("exit code", {4: "not found"}, {4: "not found. At all."}))
        self.found(table_problems("exit code", {4: "not found"}, {4: "not foundered"}), "other words")

    def test_setting(self):
        pages = self.doctored("qrgen.toml", r"\fBdatabase_pool\fR", r"\fBdatabase_sea\fR", 5)
        settings = {entry.term: "4" for entry in pages[0].entries("OPTIONS")}
        self.noticed(lambda page: setting_problems(settings, page), pages, "database_pool is not on the page",
                     "database_sea is on the page")

    def test_default(self):
        page = Page(".SH OPTIONS\n\\fBpool\\fR\n.RS 4\nDefault: \\fB4\\fR\n.RE\n")
        self.assertEqual([], setting_problems({"pool": "4"}, page))
        self.found(setting_problems({"pool": "5"}, page), "default of pool is 5, on the page 4")

    def test_reloadable_setting(self):
        pages = self.doctored("qrgen.toml", "choice, reloadable", "choice", 5)
        reloadable = reloadable_on_page(pages[0])
        self.noticed(lambda page: differences("setting", reloadable, reloadable_on_page(page)), pages,
                     "access_log is not on the page", "do_not_track is not", "ip_privacy is not", "log_level is not")

    def test_metric(self):
        text = ("# HELP a_total Things.\n# TYPE a_total counter\na_total 1\n"
                "# HELP b_seconds Time.\n# TYPE b_seconds histogram\n"
                'b_seconds_sum{way="x",kind="y"} 1\nb_seconds_bucket{way="x",kind="y",le="1"} 1\n'
                '# HELP c Size.\n# TYPE c gauge\nc{word="x"} 1\n')
        metrics = metrics_of(text)
        self.assertEqual({"a_total": "Counter. Things", "b_seconds": "Histogram, labels kind, way. Time",
                          "c": "Gauge, label word. Size"}, metrics)
        on_page = {"a_total": "Counter. Things. Many.", "b_seconds": "Histogram, label way. Time.", "d": "Gauge. Size."}
        self.found(table_problems("metric", metrics, on_page), "c is not on the page", "d is on the page",
                   "b_seconds is explained in other words")

    def test_format(self):
        pages = self.doctored("qrgen-render", "\\fBsvg\\fR\n.RS 4", "\\fBgif\\fR\n.RS 4")
        self.noticed(lambda page: differences("format", command_help("render").formats(), page.formats()), pages,
                     "svg is not on the page", "gif is on the page")

    def test_layout(self):
        pages = self.doctored("qrgen-sheet", "3 x 8, A4, 70 x 37 mm", "3 x 8, A4, 70 x 38 mm")
        self.noticed(lambda page: table_problems("layout", layout_texts(), layouts_on_page(page)), pages,
                     "a4-3x8 is explained in other words")

    def test_payload_field(self):
        pages = self.doctored("qrgen-payloads", r"\fBquote-hex\fR", r"\fBquote\fR", 7)
        self.noticed(lambda page: payload_problems(payload_fields(), page), pages, "quote-hex is not on the page",
                     "quote is on the page")

    def test_payload_summary(self):
        pages = self.doctored("qrgen-payloads", "mail: write a mail", "mail: write a letter", 7)
        self.noticed(lambda page: summary_problems(command_help("render"), page), pages, "write a letter is in the help")

    def test_reference(self):
        with tempfile.NamedTemporaryFile("w", suffix=".1") as file:
            file.write("\\fBqrgen\\fR(1), \\fBman\\fR(1), \\fBqrgen.\\&toml\\fR(5), \\fBqrgen-dance\\fR(1)\n")
            file.flush()
            self.found(reference_problems(Path(file.name)), "there is no qrgen-dance(1)")

    def test_lint(self):
        with tempfile.NamedTemporaryFile("w", suffix=".1") as file:
            file.write(".TH x 1\n.SH NAME\n.RS 4\n.nosuchmacro\n")
            file.flush()
            self.assertEqual(2, len(lint_problems(file.name)))

    def test_width(self):
        self.assertEqual([], width_problems("x" * 80 + "\n"))
        self.found(width_problems("x" * 81 + "\n"), "wider than 80")

    def test_example_that_fails(self):
        self.assertEqual([], script_problems("qrgen --version"))
        self.found(script_problems("qrgen show nobody | cat\ntrue"), "exit status 4")
        self.found(script_problems("[[ -z $(ls) ]]\nread -r line"), "exit status 1")

    def test_service(self):
        start = "qrgen serve --listen 127.0.0.1:8000 --auth none"
        for ending in ("", " &", "  # for good", " \\\n    --environment test &"):
            self.assertEqual([], script_problems(f"{start}{ending}\ncurl -sf http://127.0.0.1:8000/health\n"))
        self.found(script_problems(start + " --database-url nonsense"), "exit status 2")
        self.found(script_problems(start + "\nfalse"), "exit status 1")
        self.found(script_problems(start + '\nkill -9 "${services[0]}"'), "exit status")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    manual = Path(sys.argv.pop(2)).resolve()
    qrgen = Path(sys.argv.pop(1)).resolve()
    unittest.main()
