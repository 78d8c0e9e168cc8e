# SPDX-License-Identifier: MIT
"""Tests that ask one running service over HTTP."""

import unittest

import client
from postgresql import server
from service import Service

ERROR_KEYS = ["detail", "status_code", "path", "method", "timestamp", "request_id"]
HEAD = b"Host: localhost\r\n"

class HttpTest(unittest.TestCase):
    """All tests of a class ask one process, which must survive them all."""

    SETTINGS = {}

    @classmethod
    def setUpClass(cls):
        cls.database = server().new_database()
        cls.service = Service(cls.addClassCleanup, cls.database, **cls.SETTINGS).start("--migrate")
        cls.targets = cls.service.make_codes(1)

    def tearDown(self):
        self.assertTrue(self.service.is_running())
        self.assertEqual(200, self.service.call("GET", "/health/live").status)
        self.assertEqual(302, self.service.call("HEAD", "/r/code0").status)

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def call(self, *arguments, **options):
        return self.service.call(*arguments, **options)

    def connect(self):
        """A connection that lasts until the end of the test."""
        connection = self.service.connect()
        self.addCleanup(connection.close)
        return connection

    def exchange(self, data, method="GET"):
        """The answer to bytes behind which nothing more comes, and whether the connection was closed after it."""
        with self.service.connect() as connection:
            connection.send(data)
            answer = connection.read(method)
            connection.end()
            try:
                connection.read(method)
                return answer, False
            except client.Lost as lost:
                self.assertEqual(b"", lost.partial)
                return answer, True

    def check_error(self, answer, status, method=None, path=None):
        self.assertEqual(status, answer.status, answer)
        body = answer.json()
        self.assertEqual(ERROR_KEYS, list(body), answer)
        self.assertEqual(status, body["status_code"])
        self.assertEqual(answer.header("X-Request-ID"), body["request_id"])
        self.assertRegex(body["request_id"], "^[A-Za-z0-9._-]{1,128}$")
        self.assertRegex(body["timestamp"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")
        if method is not None:
            self.assertEqual((method, path), (body["method"], body["path"]))
        if isinstance(body["detail"], list):
            self.assertGreater(len(body["detail"]), 0)
            for fault in body["detail"]:
                self.assertEqual(["loc", "msg", "type"], list(fault))
        else:
            self.assertGreater(len(body["detail"]), 0)
        return body


def request(line, *headers, body=b""):
    return line + b"\r\n" + HEAD + b"".join(header + b"\r\n" for header in headers) + b"\r\n" + body
