#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks the OpenAPI document and the documentation page.

Usage: openapi_test.py PROGRAM, which writes the two into the files that it is given.
"""

import copy
import html.parser
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import jsonschema

OPENAPI_30 = pathlib.Path("/usr/share/openapi-specification/schemas/v3.0/schema.json")
METHODS = {"get", "put", "post", "delete", "patch", "head", "options"}
VOID = {"meta", "br", "link", "img", "hr"}

document = None
page = None


def operations():
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def nodes(value):
    """All objects within."""
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    for child in children:
        yield from nodes(child)


def schemas():
    yield from document["components"]["schemas"].values()
    for _, _, operation in operations():
        yield from (parameter["schema"] for parameter in operation.get("parameters", []))


def resolved(reference):
    value = document
    for part in reference.removeprefix("#/").split("/"):
        value = value[part]
    return value


def as_openapi_30(value):
    """The few things that are written otherwise in 3.1."""
    if isinstance(value, list):
        return [as_openapi_30(item) for item in value]
    if not isinstance(value, dict):
        return value
    value = {key: as_openapi_30(item) for key, item in value.items()}
    if isinstance(value.get("type"), list):
        kinds = [kind for kind in value["type"] if kind != "null"]
        value.update(type=kinds[0], nullable=len(kinds) < len(value["type"]))
    if isinstance(value.get("examples"), list):
        value["example"] = value.pop("examples")[0]
    if value.get("openapi") == "3.1.0":
        value["openapi"] = "3.0.3"
        del value["info"]["license"]["identifier"]
    return value


class Document(unittest.TestCase):
    def test_schemas_are_json_schema(self):
        for schema in schemas():
            jsonschema.Draft202012Validator.check_schema(schema)

    def test_document_is_openapi(self):
        judge = jsonschema.Draft4Validator(json.loads(OPENAPI_30.read_text(encoding="utf-8")))
        mapped = as_openapi_30(copy.deepcopy(document))
        faults = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:200]}" for fault in judge.iter_errors(mapped)]
        self.assertEqual(faults, [])
        mapped["paths"]["/api/v1/qr"]["get"].pop("responses")
        self.assertFalse(judge.is_valid(mapped), "the judge judges")

    def test_references_lead_somewhere(self):
        references = [node["$ref"] for node in nodes(document) if "$ref" in node]
        self.assertGreater(len(references), 20)
        for reference in references:
            self.assertIsInstance(resolved(reference), dict, reference)

    def test_every_component_is_used(self):
        used = {node["$ref"] for node in nodes(document) if "$ref" in node}
        for kind in ("schemas", "responses"):
            for name in document["components"][kind]:
                self.assertIn(f"#/components/{kind}/{name}", used)

    def test_path_parameters_are_declared(self):
        for path, method, operation in operations():
            self.assertIn(method, METHODS)
            declared = [p["name"] for p in operation.get("parameters", []) if p["in"] == "path"]
            self.assertEqual(re.findall(r"{(\w+)}", path), declared, path)
            names = [(p["in"], p["name"]) for p in operation.get("parameters", [])]
            self.assertEqual(len(names), len(set(names)), path)

    def test_operation_ids_are_unique(self):
        ids = [operation["operationId"] for _, _, operation in operations()]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertIn("createStaticCode", ids)

    def test_defaults_and_examples_are_valid(self):
        for schema in schemas():
            for part in nodes(schema):
                if "default" in part:
                    jsonschema.validate(part["default"], part)
        registry = {"components": document["components"]}
        for schema in document["components"]["schemas"].values():
            for example in schema.get("examples", []):
                jsonschema.Draft202012Validator({**schema, **registry}).validate(example)

    def test_optional_fields_may_be_null(self):
        update = document["components"]["schemas"]["CodeUpdate"]
        create = document["components"]["schemas"]["StaticCodeCreate"]
        jsonschema.validate({"title": None}, update)
        jsonschema.validate({"content": "x", "error_level": None}, create)
        for bad in ({"content": None}, {}, {"content": ""}, {"content": "x", "size": 51}, {"content": "x", "fill_color": "red"}):
            with self.assertRaises(jsonschema.ValidationError):
                jsonschema.validate(bad, create)

    def test_security_is_told(self):
        for path, method, operation in operations():
            known = set(document["components"]["securitySchemes"])
            self.assertEqual({name for need in operation["security"] for name in need}, known, (path, method))
            self.assertIn("401", operation["responses"])


class Page(unittest.TestCase):
    def test_every_operation_and_parameter_is_shown(self):
        for path, method, operation in operations():
            self.assertIn(f'id="{operation["operationId"]}"', page)
            self.assertIn(f"<code>{path}</code>", page)
            for parameter in operation.get("parameters", []):
                self.assertIn(f'<code>{parameter["name"]}</code>', page)
        for name, schema in document["components"]["schemas"].items():
            self.assertIn(f'id="object-{name}"', page)
            for field in schema["properties"]:
                self.assertIn(f"<code>{field}</code>", page)

    def test_tags_are_balanced_and_links_lead_somewhere(self):
        open_tags, ids, links = [], [], []

        class Reader(html.parser.HTMLParser):
            def handle_starttag(self, tag, attributes):
                attributes = dict(attributes)
                ids.extend(attributes[key] for key in ("id",) if key in attributes)
                links.extend(attributes[key] for key in ("href", "src") if key in attributes)
                if tag not in VOID:
                    open_tags.append(tag)

            def handle_endtag(self, tag):
                assert open_tags.pop() == tag, tag

        reader = Reader()
        reader.feed(page)
        reader.close()
        self.assertEqual(open_tags, [])
        self.assertEqual(len(ids), len(set(ids)))
        for link in links:
            if link.startswith("#"):
                self.assertIn(link[1:], ids)
            else:
                self.assertEqual(link, "/api/v1/openapi.json")

    def test_it_needs_nothing_else(self):
        for needle in ("<script", "javascript:", "url(", "@import", "<link"):
            self.assertNotIn(needle, page)

    def test_examples_are_commands(self):
        commands = [html.unescape(text) for text in re.findall(r"<pre><code>(curl.*?)</code></pre>", page, re.DOTALL)]
        self.assertEqual(len(commands), len(list(operations())))
        for command in commands:
            words = subprocess.run(
                ["bash", "-c", 'curl() { printf "%s\\n" "$@"; }; ' + command], capture_output=True, text=True, check=True
            ).stdout.splitlines()
            self.assertTrue(words[-1].startswith("https://qr.example/"), command)
            self.assertNotIn("{", words[-1])
            if "-d" in words:
                json.loads(words[words.index("-d") + 1])


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as directory:
        files = [pathlib.Path(directory) / name for name in ("openapi.json", "docs.html")]
        subprocess.run([sys.argv[1], *files], check=True)
        document = json.loads(files[0].read_text(encoding="utf-8"))
        page = files[1].read_text(encoding="utf-8")
    unittest.main(argv=sys.argv[:1])
