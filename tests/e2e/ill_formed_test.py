#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Bytes that are no HTTP/1.1, or not meant well: the right status, the error body of the contract, and the service
goes on.

usage: QRGEN_BINARY=... ill_formed_test.py
"""

import random
import unittest

import client
from http_case import HttpTest, request


class IllFormed(HttpTest):
    """Bytes that are no request, or one that could be understood in two ways: an answer, then the end."""

    CASES = {
        "a TLS greeting": (400, bytes.fromhex("16030100a5010000a10303") + bytes(160)),
        "NUL bytes": (400, bytes(500)),
        "a line that is no request": (400, request(b"hello")),
        "no version": (400, request(b"GET /r/code0")),
        "an old version": (505, request(b"GET /r/code0 HTTP/0.9")),
        "a later version": (505, request(b"PRI * HTTP/2.0")),
        "a version that is none": (400, request(b"GET /r/code0 HTTP/x")),
        "lines that end with LF": (400, b"GET /r/code0 HTTP/1.1\nHost: localhost\n\n"),
        "a CR within a line": (400, request(b"GET /r/code0 HTTP/1.1", b"A: b\rc")),
        "a NUL within a header": (400, request(b"GET /r/code0 HTTP/1.1", b"A: b\0c")),
        "a space within the target": (400, request(b"GET /r/code0 x HTTP/1.1")),
        "a tab instead of a space": (400, request(b"GET\t/r/code0\tHTTP/1.1")),
        "a method that is no token": (400, request(b"G(T /r/code0 HTTP/1.1")),
        "a method that is too long": (501, request(b"G" * 100 + b" /r/code0 HTTP/1.1")),
        "no Host": (400, b"GET /r/code0 HTTP/1.1\r\n\r\n"),
        "two Hosts": (400, request(b"GET /r/code0 HTTP/1.1", b"Host: localhost")),
        "a Host that is none": (400, b"GET /r/code0 HTTP/1.1\r\nHost: a b/c\r\n\r\n"),
        "a header without colon": (400, request(b"GET /r/code0 HTTP/1.1", b"hello")),
        "a space before the colon": (400, request(b"GET /r/code0 HTTP/1.1", b"A : b")),
        "a header without name": (400, request(b"GET /r/code0 HTTP/1.1", b": b")),
        "a folded header": (400, request(b"GET /r/code0 HTTP/1.1", b"A: b", b" c")),
        "headers of 64 KiB": (431, request(b"GET /r/code0 HTTP/1.1", *[b"A: " + b"b" * 4000] * 16)),
        "a header of 64 KiB": (431, request(b"GET /r/code0 HTTP/1.1", b"A: " + b"b" * 65536)),
        "1000 headers": (431, request(b"GET /r/code0 HTTP/1.1", *[b"A: b"] * 1000)),
        "headers without end": (431, b"GET /r/code0 HTTP/1.1\r\n" + b"A: b\r\n" * 20000),
        "a target of 9 KiB": (414, request(b"GET /r/" + b"a" * 9216 + b" HTTP/1.1")),
        "a target of 64 KiB": (414, request(b"GET /r/" + b"a" * 65536 + b" HTTP/1.1")),
        "an expectation": (417, request(b"GET /r/code0 HTTP/1.1", b"Expect: the-unexpected")),
        "CONNECT": (400, request(b"CONNECT example.com:443 HTTP/1.1")),
        "a target that is no path": (400, request(b"GET r/code0 HTTP/1.1")),
        "a target of another scheme": (400, request(b"GET ftp://localhost/r/code0 HTTP/1.1")),
        "a fragment": (400, request(b"GET /r/code0#part HTTP/1.1")),
        "percent and no digits": (400, request(b"GET /r/%zz HTTP/1.1")),
        "percent and one digit": (400, request(b"GET /r/%4 HTTP/1.1")),
        "percent at the end": (400, request(b"GET /r/code% HTTP/1.1")),
        "NUL in the path": (400, request(b"GET /r/code0%00 HTTP/1.1")),
        "no UTF-8 in the path": (400, request(b"GET /r/%ff%fe HTTP/1.1")),
        "an overlong slash": (400, request(b"GET /r/..%c0%af HTTP/1.1")),
        "a surrogate": (400, request(b"GET /r/%ed%a0%80 HTTP/1.1")),
        "..": (400, request(b"GET /r/../health HTTP/1.1")),
        ".. escaped": (400, request(b"GET /r/%2e%2E/health HTTP/1.1")),
        ".. and an escaped slash": (400, request(b"GET /r/..%2fhealth HTTP/1.1")),
        ".. above the root": (400, request(b"GET /../../etc/passwd HTTP/1.1")),
        ".. and a backslash": (400, request(b"GET /r/..\\health HTTP/1.1")),
        "both lengths": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 5",
                                      b"Transfer-Encoding: chunked", body=b"0\r\n\r\n")),
        "both lengths the other way": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                    b"Content-Length: 5", body=b"0\r\n\r\n")),
        "two lengths": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 2", b"Content-Length: 2",
                                     body=b"{}")),
        "a list of lengths": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 2, 2", body=b"{}")),
        "a negative length": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: -2", body=b"{}")),
        "a length with a sign": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: +2", body=b"{}")),
        "a length in hexadecimal": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 0x2",
                                                 body=b"{}")),
        "a length beyond 64 bits": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1",
                                                 b"Content-Length: 18446744073709551618", body=b"{}")),
        "a body that is announced too large": (413, request(b"POST /api/v1/qr/dynamic HTTP/1.1",
                                                            b"Content-Length: 1048577")),
        "another transfer coding": (501, request(b"POST /api/v1/qr/dynamic HTTP/1.1",
                                                 b"Transfer-Encoding: gzip, chunked", body=b"0\r\n\r\n")),
        "chunked twice": (501, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                       b"Transfer-Encoding: chunked", body=b"0\r\n\r\n")),
        "chunks in HTTP/1.0": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.0", b"Transfer-Encoding: chunked",
                                            body=b"0\r\n\r\n")),
        "a chunk without size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                              body=b"\r\n{}\r\n0\r\n\r\n")),
        "a chunk of negative size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                  body=b"-2\r\n{}\r\n0\r\n\r\n")),
        "a chunk larger than its size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1",
                                                      b"Transfer-Encoding: chunked", body=b"1\r\n{}\r\n0\r\n\r\n")),
        "a chunk of endless size": (413, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                 body=b"fffffffffffffff0\r\n")),
        "chunks that are too many": (413, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                  body=(b"8000\r\n" + b" " * 32768 + b"\r\n") * 33)),
    }

    def test_cases(self):
        for name, (status, data) in self.CASES.items():
            with self.subTest(name):
                answer, is_closed = self.exchange(data)
                self.check_error(answer, status)
                self.assertEqual("close", answer.header("Connection"))
                self.assertTrue(is_closed)
                self.assertTrue(self.service.is_running())

    def test_method_and_path_are_told_as_far_as_they_are_known(self):
        answer, _ = self.exchange(request(b"GET /r/%2e%2e/x?y=z HTTP/1.1"))
        self.check_error(answer, 400, "GET", "/r/%2e%2e/x")
        answer, _ = self.exchange(request(b"PUT /api/v1/qr/x HTTP/1.1", b"Content-Length: a"))
        self.check_error(answer, 400, "PUT", "/api/v1/qr/x")

    def test_a_body_that_is_shorter_than_announced(self):
        with self.service.connect() as connection:
            connection.send(request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 100", body=b"{}"))
            connection.end()
            self.check_error(connection.read(), 400, "POST", "/api/v1/qr/dynamic")

    def test_a_body_that_is_longer_than_announced_is_the_next_request(self):
        with self.service.connect() as connection:
            connection.send(request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Content-Length: 2", body=b"{}{}\r\n\r\n"))
            self.check_error(connection.read(), 422)
            self.check_error(connection.read(), 400)

    def test_a_request_smuggled_in_a_body_is_not_answered(self):
        inner = request(b"GET /smuggled HTTP/1.1")
        with self.service.connect() as connection:
            connection.send(client.request_bytes("POST", "/api/v1/qr/dynamic", {}, inner))
            connection.send(client.request_bytes("GET", "/r/code0"))
            self.check_error(connection.read(), 422)
            self.assertEqual(302, connection.read().status)

    def test_random_bytes(self):
        source = random.Random(20240229)
        for _ in range(200):
            with self.service.connect() as connection:
                connection.send(source.randbytes(source.randrange(1, 2000)) + b"\r\n\r\n")
                connection.end()
                rest = connection.read_end()
                if rest:
                    self.assertRegex(rest, rb"^HTTP/1\.1 4\d\d ")

    def test_damaged_requests(self):
        good = request(b"PUT /api/v1/qr/code0?a=b HTTP/1.1", b"Content-Type: application/json", b"Content-Length: 18",
                       body=b'{"title": "hello"}')
        source = random.Random(4)
        for _ in range(300):
            damaged = bytearray(good)
            for _ in range(source.randrange(1, 4)):
                damaged[source.randrange(len(damaged))] = source.randrange(256)
            with self.service.connect() as connection:
                connection.send(bytes(damaged))
                connection.end()
                rest = connection.read_end()
                if rest:
                    self.assertRegex(rest, rb"^HTTP/1\.1 [245]\d\d ")
                    self.assertNotRegex(rest, rb"^HTTP/1\.1 500 ")

    def test_every_prefix_of_a_request(self):
        good = request(b"GET /r/code0 HTTP/1.1")
        for length in range(len(good)):
            with self.subTest(length):
                with self.service.connect() as connection:
                    connection.send(good[:length])
                    connection.end()
                    rest = connection.read_end()
                    self.assertTrue(rest.startswith(b"HTTP/1.1 400 ") if length > 0 else rest == b"", rest)


class HeaderInjection(HttpTest):
    """CR and LF in what may come back in a header."""

    MARK = "X-Injected"

    def check_clean(self, answer):
        self.assertNotIn(self.MARK.lower(), [name.lower() for name, _ in answer.headers])

    def test_in_bodies(self):
        for field in ("redirect_url", "title", "description", "short_id", "fill_color", "content"):
            for line_end in ("\r\n", "\n", "\r", "\x00", "\u2028"):
                body = {"redirect_url": "https://example.com/", "content": "x"}
                body[field] = f"https://example.com/{line_end}{self.MARK}: 1"
                for kind in ("dynamic", "static"):
                    if kind == "static":
                        body.pop("redirect_url", None)
                    answer = self.call("POST", f"/api/v1/qr/{kind}", data=body)
                    self.check_clean(answer)
                    self.assertIn(answer.status, (201, 422))
                    if answer.status == 201 and kind == "dynamic":
                        redirect = self.call("GET", f"/r/{answer.json()['short_id']}")
                        self.check_clean(redirect)
                        self.assertEqual(answer.json()["redirect_url"], redirect.header("Location"))
        evil = {"redirect_url": f"https://example.com/\r\n{self.MARK}: 1"}
        answer = self.call("POST", "/api/v1/qr/dynamic", data=evil)
        self.check_error(answer, 422, "POST", "/api/v1/qr/dynamic")
        self.assertEqual(["body", "redirect_url"], answer.json()["detail"][0]["loc"])

    def test_in_queries_and_paths(self):
        evil = f"%0d%0a{self.MARK}:%201"
        for target in (f"/r/code0{evil}", f"/r/{evil}", f"/api/v1/qr/code0/image?image_format=svg&svg_title={evil}",
                       f"/api/v1/qr/code0/image?image_format={evil}", f"/api/v1/qr?search={evil}",
                       f"/api/v1/qr?sort_by={evil}", f"/none{evil}?{evil}"):
            with self.subTest(target):
                answer = self.call("GET", target)
                self.check_clean(answer)
                self.assertLess(answer.status, 500)

    def test_in_headers_that_come_back(self):
        for name in ("X-Request-ID", "Origin", "Accept"):
            answer, _ = self.exchange(request(b"GET /r/code0 HTTP/1.1", f"{name}: a\n{self.MARK}: 1".encode()))
            self.check_clean(answer)
            self.check_error(answer, 400)


if __name__ == "__main__":
    unittest.main(verbosity=2)
