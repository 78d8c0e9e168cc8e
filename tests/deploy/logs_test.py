#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What Alloy reads is what the others write, where they write it, and gets to Loki under few labels.

Alloy's language has no schema; this reads as much of it as these questions need.

usage: PYTHONPATH=tests/e2e logs_test.py
"""

import datetime
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

import compose
import process
import traefik
from compose import ROOT
from postgresql import PostgreSQLDatabase, free_port, program

LABELS = {"service", "level"}


class LogsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.services = compose.model(compose.DEVELOPMENT, {})["services"]
        text = (ROOT / "packaging/alloy/config.alloy").read_text(encoding="utf-8")
        cls.alloy = re.sub(r"(?m)(^|\s)//.*$", "", text)
        cls.loki = compose.read(ROOT / "packaging/loki/loki.yml")

    def component(self, kind, label):
        """The text between the braces of a component."""
        start = re.search(rf'^{re.escape(kind)} "{label}" \{{', self.alloy, re.MULTILINE).end()
        return self.alloy[start:re.search(r"^\}", self.alloy[start:], re.MULTILINE).start() + start]

    def components(self, kind):
        return re.findall(rf'^{re.escape(kind)} "(\w+)"', self.alloy, re.MULTILINE)

    def labelled_paths(self):
        return dict(re.findall(r'"__path__" = "([^"]+)", "service" = "([^"]+)"', self.alloy))


class Alloy(LogsTest):
    def test_brackets_are_closed(self):
        code = re.sub(r'"(\\.|[^"\\])*"', '""', self.alloy)
        depth = []
        for bracket in re.findall(r"[][(){}]", code):
            if bracket in "([{":
                depth.append(bracket)
            else:
                self.assertTrue(depth and depth.pop() + bracket in ("()", "[]", "{}"), bracket)
        self.assertEqual([], depth)

    def test_components_lead_to_components(self):
        exported = {f"{kind}.{label}.{export}" for kind, export in (("local.file_match", "targets"),
                                                                   ("loki.process", "receiver"), ("loki.write", "receiver"))
                    for label in self.components(kind)}
        used = set(re.findall(r"\b(?:local|loki)\.\w+\.\w+\.(?:receiver|targets)", self.alloy))
        self.assertEqual(exported, used)

    def test_it_reads_where_the_others_write(self):
        mounts = {compose.UNIQUE["volumes"](mount): mount.partition(":")[0] for mount in self.services["alloy"]["volumes"]}

        def seen_by_alloy(service, path):
            """The path at which Alloy has a file of another service."""
            for mount in self.services[service]["volumes"]:
                volume, _, target = mount.partition(":")
                if path.startswith(f"{target}/"):
                    return next(at for at, name in mounts.items() if name == volume) + path[len(target):]
            raise AssertionError(f"{path} of {service} is in no volume")

        log_dir = self.services["api"]["environment"]["QRGEN_LOG_DIR"]
        written = {seen_by_alloy("api", f"{log_dir}/{name}"): label
                   for name, label in (("api/access.log", "api"), ("api/errors.log", "api"), ("database/database.log", "database"))}
        options = dict(option[2:].split("=", 1) for option in self.services["postgres"]["command"] if option.startswith("-c"))
        self.assertEqual("jsonlog", options["log_destination"])
        name = options["log_filename"].replace("%H", "*").replace(".log", ".json")  # as PostgreSQL does for jsonlog
        written[seen_by_alloy("postgres", f"{options['log_directory']}/{name}")] = "database"
        access_log = compose.read(traefik.STATIC)["accessLog"]
        self.assertEqual("json", access_log["format"])
        written[seen_by_alloy("traefik", access_log["filePath"])] = "traefik"
        self.assertEqual(written, self.labelled_paths())

    def test_dashboards_ask_for_labels_that_there_are(self):
        asked = set()
        for path in (ROOT / "packaging/grafana/dashboards").glob("*.json"):
            asked |= set(re.findall(r'\{(service=[^}]*)\}', path.read_text(encoding="utf-8").replace('\\"', '"')))
        asked = {selector for selector in asked if "@" not in selector}  # those are of metrics of Traefik
        values = {value for selector in asked for value in re.findall(r'service=~?"([^"]+)"', selector)[0].split("|")}
        self.assertEqual(set(self.labelled_paths().values()), values - {".+"})
        for selector in asked:
            self.assertLessEqual(set(re.findall(r"(\w+)[=!]~?", selector)), LABELS)

    def test_labels_are_few(self):
        for label in self.components("loki.process"):
            body = self.component("loki.process", label)
            for values in re.findall(r"stage\.labels \{\s*values = \{(.*?)\}", body):
                self.assertLessEqual(set(re.findall(r"(\w+) +=", values)), LABELS)
        self.assertIn('stage.label_keep {\n    values = ["service", "level"]', self.component("loki.process", "labels"))
        for label in set(self.components("loki.process")) - {"labels"}:
            self.assertIn("forward_to = [loki.process.labels.receiver]", self.component("loki.process", label))

    def test_every_record_brings_its_time_its_level_and_what_it_is_found_by(self):
        for label in set(self.components("loki.process")) - {"labels"}:
            body = self.component("loki.process", label)
            self.assertIn('source = "time"', body)
            extracted = set(re.findall(r"(\w+) += \"", body[body.index("stage.json"):body.index("stage.timestamp")]))
            self.assertLessEqual({"time"}, extracted)
            metadata = re.search(r"stage\.structured_metadata \{\s*values = \{(.*?)\}", body)[1]
            self.assertLessEqual(set(re.findall(r"(\w+) +=", metadata)), extracted)
            self.assertIn("level = \"\"", re.search(r"stage\.labels \{(.*?)\n  \}", body, re.DOTALL)[1])
        for label in ("qrgen", "traefik"):
            self.assertIn("request_id = \"\"", self.component("loki.process", label).partition("structured_metadata")[2])

    def test_fields_of_traefik_are_kept_by_it(self):
        fields = compose.read(traefik.STATIC)["accessLog"]["fields"]
        expressions = re.search(r"expressions = \{(.*?)\}", self.component("loki.process", "traefik"), re.DOTALL)[1]
        for field in re.findall(r'= "(.*)"', expressions):
            header = re.fullmatch(r'\\"origin_(.*)\\"', field)
            kept = fields["headers"]["names"][header[1]] if header else fields["names"][field]
            self.assertEqual("keep", kept, field)

    def test_it_writes_to_loki(self):
        url = f"http://loki:{self.loki['server']['http_listen_port']}/loki/api/v1/push"
        self.assertIn(f'"{url}"', self.component("loki.write", "loki"))


class PostgreSQL(LogsTest):
    """A real server with the options that Compose gives it."""

    def setUp(self):
        user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        directory = pathlib.Path(tempfile.mkdtemp(prefix="qrgen-logs-"))
        self.addCleanup(shutil.rmtree, directory, ignore_errors=True)
        directory.chmod(0o755)
        if user:
            shutil.chown(directory, user, user)
        data, self.log, port = str(directory / "data"), directory / "log", free_port()
        process.run([program("initdb"), "-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], user=user, cwd="/")
        options = [option.replace("/var/log/postgresql", str(self.log)) for option in self.services["postgres"]["command"][1:]]
        running = process.start([program("postgres"), "-D", data, "-k", str(directory), "-p", str(port), "-cfsync=off",
                                 "-clisten_addresses=127.0.0.1", *options], user=user, cwd="/", stderr=subprocess.DEVNULL)
        self.addCleanup(running.wait)
        self.addCleanup(running.terminate)
        self.database = PostgreSQLDatabase(port, "postgres")
        process.await_true(lambda: self.succeeds("SELECT 1"), "the server")

    def succeeds(self, sql):
        try:
            self.database.query(sql)
        except RuntimeError:
            return False
        return True

    def records(self):
        pattern = next(path for path in self.labelled_paths() if path.startswith("/logs/postgres/")).rpartition("/")[2]
        for path in self.log.glob(pattern):
            self.assertEqual(0o644, path.stat().st_mode & 0o777, "Alloy is another user")
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())

    def test_it_writes_what_alloy_reads_and_values_go_no_further(self):
        self.assertTrue(self.succeeds("CREATE TABLE visitors (address text PRIMARY KEY)"))
        self.assertTrue(self.succeeds("INSERT INTO visitors VALUES ('192.0.2.66')"))
        self.assertFalse(self.succeeds("INSERT INTO visitors SELECT address FROM visitors"))
        record = process.await_true(
            lambda: next((record for record in self.records() if record["error_severity"] == "ERROR"), None), "a line")
        self.assertIn("visitors_pkey", record["message"])
        expressions = re.search(r"expressions = \{(.*?)\}", self.component("loki.process", "postgres"), re.DOTALL)[1]
        used = {source or name for name, source in re.findall(r'(\w+) += "(.*)"', expressions)}
        self.assertLessEqual(used, set(record))
        self.assertIn('format = "2006-01-02 15:04:05.000 MST"', self.component("loki.process", "postgres"))
        datetime.datetime.strptime(record["timestamp"], "%Y-%m-%d %H:%M:%S.%f UTC")
        line = json.dumps(record, separators=(",", ":"))
        self.assertIn("192.0.2.66", line, "or this test is about nothing")
        expression, instead = re.search(r'stage\.replace \{\s*expression = (".*")\s*replace += "(.*)"',
                                        self.component("loki.process", "postgres")).groups()
        for match in reversed([*re.finditer(json.loads(expression), line)]):
            line = line[:match.start(1)] + instead + line[match.end(1):]
        self.assertNotIn("192.0.2.66", line)
        self.assertEqual(record["message"], json.loads(line)["message"])


class Loki(LogsTest):
    def test_logs_are_kept_for_thirty_days(self):
        self.assertEqual("720h", self.loki["limits_config"]["retention_period"])
        self.assertIs(True, self.loki["compactor"]["retention_enabled"])
        self.assertIn("delete_request_store", self.loki["compactor"], "needed for retention")

    def test_all_that_it_writes_is_in_its_volume(self):
        volume = next(mount.partition(":")[2] for mount in self.services["loki"]["volumes"] if mount.startswith("loki_data:"))
        storage = self.loki["common"]["storage"]["filesystem"]
        for path in (self.loki["common"]["path_prefix"], self.loki["compactor"]["working_directory"], *storage.values()):
            self.assertTrue(f"{path}/".startswith(f"{volume}/"), path)

    def test_structured_metadata_is_possible(self):
        schema = self.loki["schema_config"]["configs"][-1]
        self.assertEqual(("tsdb", "v13", "24h"), (schema["store"], schema["schema"], schema["index"]["period"]))
        self.assertIs(True, self.loki["limits_config"]["allow_structured_metadata"])

    def test_it_adds_no_labels_itself(self):
        self.assertEqual([], self.loki["limits_config"]["discover_service_name"])
        self.assertLessEqual(self.loki["limits_config"]["max_label_names_per_series"], 5)


if __name__ == "__main__":
    unittest.main(verbosity=2)
