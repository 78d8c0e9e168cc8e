#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The configuration of Prometheus: valid, its rules do what they should, and its alerts are explained.

usage: rules_test.py
"""

import re
import subprocess
import unittest

import monitoring

ALERTS_PAGE = monitoring.ROOT / "man" / "qrgen-alerts.7.scd"


def promtool(*arguments):
    return subprocess.run(["promtool", *arguments], capture_output=True, text=True, check=False, timeout=120)


class Rules(unittest.TestCase):
    def check(self, *arguments):
        done = promtool(*arguments)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)

    def test_the_configuration_and_its_rules_are_valid(self):
        self.check("check", "config", "--lint=all", "--lint-fatal", monitoring.PROMETHEUS / "prometheus.yml")

    def test_rules_do_what_their_cases_say(self):
        self.check("test", "rules", *sorted((monitoring.PROMETHEUS / "tests").glob("*.yml")))

    def test_every_alert_fires_in_a_case_and_is_silent_in_another_question_of_it(self):
        firing, silent = set(), set()
        names = {rule["alert"] for rule in monitoring.alerts()}
        for path in (monitoring.PROMETHEUS / "tests").glob("*.yml"):
            for case in monitoring.read_yaml(path)["tests"]:
                told = [set(re.findall(r'alertname="(\w+)"', str(question["exp_samples"])))
                        for question in case["promql_expr_test"] if "ALERTS" in question["expr"]]
                fires_here = set().union(*told)
                firing |= fires_here
                silent |= {name for name in fires_here if any(name not in each for each in told)}
        self.assertEqual((names, names), (firing, silent))

    def test_every_recorded_value_is_used(self):
        used = {name for where, expression in monitoring.all_expressions() for name in monitoring.metric_names(expression)}
        self.assertEqual(set(), {rule["record"] for rule in monitoring.rules() if "record" in rule} - used)

    def test_alerts_say_all_that_is_needed(self):
        for rule in monitoring.alerts():
            with self.subTest(rule["alert"]):
                self.assertIn(rule["labels"]["severity"], ("critical", "warning"))
                self.assertIn("for", rule)
                self.assertEqual({"summary", "description", "runbook"}, set(rule["annotations"]))
                self.assertEqual(f"qrgen-alerts(7) {rule['alert']}", rule["annotations"]["runbook"])

    def test_every_alert_has_its_section_in_the_manual(self):
        page = ALERTS_PAGE.read_text(encoding="utf-8").split("\n# ALERTS\n")[1].split("\n# ")[0]
        sections = re.findall(r"^## (\w+)\n\n(.+?)(?=\n\n## |\Z)", page, re.M | re.S)
        self.assertEqual([rule["alert"] for rule in monitoring.alerts()], [name for name, _ in sections])
        severities = {rule["alert"]: rule["labels"]["severity"] for rule in monitoring.alerts()}
        self.assertEqual(severities, {name: text.split(".")[0].strip("_") for name, text in sections})


if __name__ == "__main__":
    unittest.main()
