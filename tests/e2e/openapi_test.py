#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The OpenAPI document tells exactly what is served.

usage: QRGEN_BINARY=... openapi_test.py
"""

import re
import unittest

from http_case import HttpTest

METHODS = ("get", "put", "post", "delete", "patch", "head", "options", "trace")


class OpenApi(HttpTest):
    def setUp(self):
        self.document = self.call("GET", "/api/v1/openapi.json").json()
        self.paths = self.document["paths"]

    def target(self, path):
        return re.sub(r"\{[^}]*\}", "code0", path)

    def told(self, target):
        """The methods of all paths that this target fits."""
        return {method for path, item in self.paths.items()
                if re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", path), target) for method in set(METHODS) & set(item)}

    def test_the_document_is_one(self):
        self.assertRegex(self.document["openapi"], r"^3\.1\.\d+$")
        self.assertTrue(self.document["info"]["title"] and self.document["info"]["version"])

    def test_every_path_of_the_contract_is_told(self):
        expected = {"/api/v1/qr": {"get"}, "/api/v1/qr/{id}": {"get", "put", "patch", "delete"},
                    "/api/v1/qr/static": {"post"}, "/api/v1/qr/dynamic": {"post"}, "/api/v1/qr/{id}/image": {"get"},
                    "/api/v1/qr/{id}/scans": {"get"}, "/api/v1/qr/{id}/stats": {"get"}, "/api/v1/stats": {"get"},
                    "/r/{short_id}": {"get"}, "/health": {"get"}, "/health/live": {"get"}, "/health/ready": {"get"},
                    "/metrics": {"get"}, "/api/v1/openapi.json": {"get"}, "/docs": {"get"}}
        for path, methods in expected.items():
            self.assertLessEqual(methods, set(self.paths.get(path, {})), path)

    def test_exactly_the_methods_that_are_told_are_served(self):
        for path in self.paths:
            answer = self.call("OPTIONS", self.target(path))
            self.assertEqual(204, answer.status, path)
            allowed = {method.lower() for method in answer.header("Allow").split(", ")}
            self.assertEqual(allowed - {"head", "options"}, self.told(self.target(path)) - {"head", "options"}, path)

    def test_every_operation_answers_with_a_status_that_is_told(self):
        for path, item in self.paths.items():
            for method in set(METHODS) & set(item) - {"delete"}:
                body = {"title": "x"} if method in ("post", "put", "patch") else None
                answer = self.call(method.upper(), self.target(path), data=body)
                self.assertIn(str(answer.status), item[method]["responses"], f"{method} {path}: {answer}")

    def test_every_reference_leads_somewhere(self):
        for name in re.findall(r"'\$ref': '#/([^']*)'", str(self.document)):
            place = self.document
            for step in name.split("/"):
                self.assertIn(step, place, name)
                place = place[step]

    def test_the_page_needs_nothing_else(self):
        answer = self.call("GET", "/docs")
        self.assertEqual((200, "text/html"), (answer.status, answer.header("Content-Type").split(";")[0]))
        page = answer.body.decode()
        self.assertEqual([], re.findall(r"""(?:src|href)=["']?(?:https?:)?//[^"'> ]*""", page))
        for path in self.paths:
            self.assertIn(path, page)


if __name__ == "__main__":
    unittest.main(verbosity=2)
