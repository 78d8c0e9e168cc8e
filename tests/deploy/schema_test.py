#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every YAML and JSON file of the deployment has the form that its program publishes. A new file needs a line here.

usage: schema_test.py
"""

import fnmatch
import json
import unittest

import jsonschema
import yaml

import compose
import traefik
from compose import ROOT

# Which schema is for which files; None: there is none, so only what is no YAML or JSON at all is found.
RULES = [
    ("docker-compose.yml", "compose-spec"),
    ("packaging/compose/*.yml", "compose-spec"),
    ("packaging/traefik/traefik.yml", "traefik-v3"),
    ("packaging/traefik/dynamic/*.yml", "traefik-v3-file-provider"),
    ("packaging/loki/loki.yml", "loki"),
    ("packaging/prometheus/prometheus.yml", "prometheus"),
    ("packaging/prometheus/rules/*.yml", "prometheus.rules"),
    ("packaging/prometheus/tests/*.yml", "prometheus.rules.test"),
    ("packaging/grafana/*", None),
]

# So that what Traefik's templates leave out at other times is seen, too.
ENVIRONMENTS = [
    {"QRGEN_TLS": tls, "QRGEN_AUTH": auth, "QRGEN_ENVIRONMENT": "production", "QRGEN_UPSTREAM_PROXIES": proxies,
     "QRGEN_CORS_ORIGINS": origins, "QRGEN_PUBLIC_HOST": "qr.example.com", "QRGEN_API_HOST": "api.example.com",
     "QRGEN_HSTS_SECONDS": "1", "QRGEN_API_ALLOW": "192.0.2.0/24, 2001:db8::/32"}
    for tls, auth, proxies, origins in [("acme", "none", "192.0.2.0/24,2001:db8::/32", "https://a.example, *"),
                                        ("files", "api-key", "", ""), ("self-signed", "none", "", "")]
]


def rule_for(path):
    name = path.relative_to(ROOT).as_posix()
    found = [schema for pattern, schema in RULES if fnmatch.fnmatchcase(name, pattern)]
    return found[0] if found else KeyError(name)


def validator(name):
    schema = json.loads((ROOT / f"tests/deploy/schemas/{name}.json").read_text(encoding="utf-8"))
    if name == "compose-spec":
        schema["$schema"] = "http://json-schema.org/draft-07/schema#"  # its own spelling is not known to validators
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema, format_checker=jsonschema.FormatChecker())


def documents(path):
    """What is to be valid of a file: with templates, what they become in several environments."""
    if path.suffix == ".json":
        return [json.loads(path.read_text(encoding="utf-8"))]
    if path in traefik.DYNAMIC:
        return [traefik.dynamic(path, environment) for environment in ENVIRONMENTS]
    if rule_for(path) == "compose-spec":
        return [compose.plain(compose.read(path))]
    return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))


class Schemas(unittest.TestCase):
    def files(self):
        found = [path for pattern in ("*.yml", "*.yaml", "*.json") for path in (ROOT / "packaging").rglob(pattern)]
        return sorted([*found, *ROOT.glob("*.yml")])

    def test_every_file_is_valid(self):
        validators = {name: validator(name) for _, name in RULES if name}
        for path in self.files():
            with self.subTest(path.relative_to(ROOT).as_posix()):
                rule = rule_for(path)
                self.assertNotIsInstance(rule, KeyError, "no schema is said for it")
                for document in documents(path):
                    if rule:
                        faults = [f"{fault.json_path}: {fault.message[:300]}"
                                  for fault in validators[rule].iter_errors(document)]
                        self.assertEqual([], faults)

    def test_what_compose_makes_of_its_files_is_valid(self):
        for files in (compose.DEVELOPMENT, compose.PRODUCTION):
            made = compose.model(files, {"QRGEN_PUBLIC_HOST": "a", "QRGEN_API_HOST": "b", "QRGEN_SECRETS": "/c"})
            self.assertEqual([], [f"{fault.json_path}: {fault.message[:300]}"
                                  for fault in validator("compose-spec").iter_errors(made)])

    def test_there_is_a_file_for_every_rule_and_a_rule_for_every_schema(self):
        files = [path.relative_to(ROOT).as_posix() for path in self.files()]
        self.assertEqual([], [pattern for pattern, _ in RULES
                              if not any(fnmatch.fnmatchcase(name, pattern) for name in files)])
        schemas = {path.stem for path in (ROOT / "tests/deploy/schemas").glob("*.json")}
        self.assertEqual(schemas, {name for _, name in RULES if name})


if __name__ == "__main__":
    unittest.main(verbosity=2)
