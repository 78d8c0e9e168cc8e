#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""HTTP/1.1 as it comes over the wire, well and ill formed: the right status, the error body of the contract, and the
service goes on.

usage: QRGEN_BINARY=... http_test.py
"""

import gzip
import random
import re
import unittest

import client
import process
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
        "another transfer coding": (501, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: gzip, chunked",
                                                 body=b"0\r\n\r\n")),
        "chunked twice": (501, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                       b"Transfer-Encoding: chunked", body=b"0\r\n\r\n")),
        "chunks in HTTP/1.0": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.0", b"Transfer-Encoding: chunked",
                                            body=b"0\r\n\r\n")),
        "a chunk without size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                              body=b"\r\n{}\r\n0\r\n\r\n")),
        "a chunk of negative size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                  body=b"-2\r\n{}\r\n0\r\n\r\n")),
        "a chunk larger than its size": (400, request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                                                      body=b"1\r\n{}\r\n0\r\n\r\n")),
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


class WellFormed(HttpTest):
    def check_redirect(self, answer, close):
        self.assertEqual(302, answer.status, answer)
        self.assertEqual(self.targets["code0"], answer.header("Location"))
        self.assertEqual("no-store", answer.header("Cache-Control"))
        self.assertEqual(b"", answer.body)
        self.assertEqual(close, answer.header("Connection") == "close")

    def test_http_1_0_is_answered_and_closed_unless_it_asks_otherwise(self):
        answer, is_closed = self.exchange(b"GET /r/code0 HTTP/1.0\r\n\r\n")
        self.check_redirect(answer, close=True)
        self.assertTrue(is_closed)
        with self.service.connect() as connection:
            for _ in range(2):
                connection.send(b"GET /r/code0 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
                answer = connection.read()
                self.check_redirect(answer, close=False)
                self.assertEqual("keep-alive", answer.header("Connection").lower())

    def test_absolute_form(self):
        for target in (b"http://localhost/r/code0", b"HTTP://other:1/r/code0?x", b"https://[::1]/r/CODE0"):
            self.check_redirect(self.exchange(request(b"GET " + target + b" HTTP/1.1"))[0], close=False)

    def test_byte_by_byte(self):
        with self.service.connect() as connection:
            for byte in request(b"GET /r/code0 HTTP/1.1"):
                connection.send(bytes([byte]))
            self.check_redirect(connection.read(), close=False)

    def test_many_at_once_are_answered_in_order(self):
        with self.service.connect() as connection:
            paths = ["/r/code0", "/health", "/none", "/health/live", "/api/v1/qr", "/r/code0"] * 20
            connection.send(b"".join(client.request_bytes("GET", path) for path in paths))
            statuses = [connection.read().status for _ in paths]
        self.assertEqual([302, 200, 404, 200, 200, 302] * 20, statuses)

    def test_connection_close_is_obeyed(self):
        answer, is_closed = self.exchange(request(b"GET /r/code0 HTTP/1.1", b"Connection: close"))
        self.check_redirect(answer, close=True)
        self.assertTrue(is_closed)

    def test_a_body_in_chunks(self):
        body = b'{"redirect_url": "https://example.com/chunks", "short_id": "chunks"}'
        chunks = b"".join(b"%x;ext=1\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7]) for i in range(0, len(body), 7))
        data = request(b"POST /api/v1/qr/dynamic HTTP/1.1", b"Transfer-Encoding: chunked",
                       body=chunks + b"0\r\nTrailer: x\r\n\r\n")
        answer, is_closed = self.exchange(data)
        self.assertEqual((201, True), (answer.status, is_closed), answer)

    def test_the_id_is_matched_without_regard_to_case(self):
        self.check_redirect(self.call("GET", "/r/CoDe0", headers={"Connection": "keep-alive"}), close=False)

    def test_head_answers_like_get_without_a_body(self):
        # A scan that arrives in the database in between would change what codes look like.
        process.await_true(lambda: self.service.metric("qrgen_journal_waiting_scans") == 0, "delivery")
        for path in ("/health/live", "/api/v1/qr", "/api/v1/qr/code0", "/api/v1/qr/code0/image", "/r/code0"):
            with self.subTest(path):
                get = self.call("GET", path)
                head = self.call("HEAD", path)
                self.assertEqual(get.status, head.status)
                self.assertEqual(b"", head.body)
                differ = {"date", "x-request-id"}
                names = [[name for name, _ in answer.headers if name.lower() not in differ] for answer in (get, head)]
                self.assertEqual(names[0], names[1])
                self.assertEqual(get.header("Content-Length"), head.header("Content-Length"))
        self.assertEqual((404, b""), (self.call("HEAD", "/none").status, self.call("HEAD", "/none").body))

    def test_other_methods_are_refused_and_the_right_ones_named(self):
        for method, path, allowed in (
                ("POST", "/r/code0", "GET HEAD OPTIONS"), ("BREW", "/health", "GET HEAD OPTIONS"),
                ("TRACE", "/metrics", "GET HEAD OPTIONS"), ("GET", "/api/v1/qr/dynamic/", None),
                ("DELETE", "/api/v1/qr", "GET HEAD OPTIONS"),
                ("POST", "/api/v1/qr/code0", "GET HEAD PUT PATCH DELETE OPTIONS"),
                ("get", "/r/code0", "GET HEAD OPTIONS")):
            with self.subTest(f"{method} {path}"):
                answer = self.call(method, path)
                if allowed is None:
                    self.assertIn(answer.status, (404, 405))
                    continue
                self.check_error(answer, 405, method, path)
                self.assertEqual(set(allowed.split()), set(answer.header("Allow").split(", ")))

    def test_options(self):
        answer = self.call("OPTIONS", "/api/v1/qr/code0")
        self.assertEqual((204, b""), (answer.status, answer.body))
        self.assertEqual({"GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"}, set(answer.header("Allow").split(", ")))
        answer = self.call("OPTIONS", "*")
        self.assertEqual((204, b""), (answer.status, answer.body))
        self.assertLessEqual({"GET", "POST", "DELETE"}, set(answer.header("Allow").split(", ")))

    def test_what_is_not_there(self):
        for path in ("/", "/r", "/r/", "/r/a/b", "/api", "/api/v1/qr/a/b/c", "/health/other", "/R/code0",
                     "/r/no-such-code", "/r/" + "x" * 65, "/r/a", "/r/%C3%A4%C3%B6", "/r/code%200"):
            with self.subTest(path):
                answer = self.call("GET", path)
                self.check_error(answer, 404)
                self.assertEqual("GET", answer.json()["method"])

    def test_a_browser_gets_a_page_and_a_program_json(self):
        page = self.call("GET", "/r/no-such-code", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
        self.assertEqual((404, "text/html; charset=utf-8"), (page.status, page.header("Content-Type")))
        self.assertIn(b"<html", page.body)
        for accept in ("application/json", "*/*"):
            self.check_error(self.call("GET", "/r/no-such-code", headers={"Accept": accept}), 404)

    def test_a_page_does_not_repeat_what_it_is_sent(self):
        page = self.call("GET", "/r/%3Cscript%3E?%3Cscript%3E", headers={"Accept": "text/html", "X-Request-ID": "<script>"})
        self.assertEqual((404, "text/html; charset=utf-8"), (page.status, page.header("Content-Type")))
        self.assertNotIn(b"<script", page.body)


class Compression(HttpTest):
    def test_json_is_compressed_for_who_takes_it(self):
        for i in range(20):
            self.call("POST", "/api/v1/qr/static", data={"content": f"content {i}", "title": "x" * 100})
        plain = self.call("GET", "/api/v1/qr?limit=100")
        self.assertIsNone(plain.header("Content-Encoding"))
        self.assertIn("Accept-Encoding", plain.header("Vary"))
        packed = self.call("GET", "/api/v1/qr?limit=100", headers={"Accept-Encoding": "br, gzip;q=0.5"})
        self.assertEqual("gzip", packed.header("Content-Encoding"))
        self.assertEqual(plain.body, gzip.decompress(packed.body))
        self.assertLess(len(packed.body), len(plain.body) / 4)
        for refused in ("identity", "gzip;q=0", "deflate", "gzip;q=0.000, *"):
            answer = self.call("GET", "/api/v1/qr?limit=100", headers={"Accept-Encoding": refused})
            self.assertIsNone(answer.header("Content-Encoding"), refused)

    def test_what_is_small_or_a_picture_is_not(self):
        for path in ("/health/live", "/api/v1/qr/code0/image?size=50"):
            self.assertIsNone(self.call("GET", path, headers={"Accept-Encoding": "gzip"}).header("Content-Encoding"))

    def test_etag(self):
        for picture_format in ("png", "svg"):
            path = f"/api/v1/qr/code0/image?image_format={picture_format}"
            first = self.call("GET", path)
            tag = first.header("ETag")
            self.assertRegex(tag, '^"[^"]+"$')
            for sent in (tag, f'"other", {tag}', "*", f"W/{tag}"):
                same = self.call("GET", path, headers={"If-None-Match": sent})
                self.assertEqual((304, b"", tag), (same.status, same.body, same.header("ETag")))
            other = self.call("GET", path, headers={"If-None-Match": '"other"'})
            self.assertEqual((200, first.body), (other.status, other.body))
            self.assertNotEqual(tag, self.call("GET", path + "&size=11").header("ETag"))
            packed = self.call("GET", path, headers={"Accept-Encoding": "gzip"})
            if packed.header("Content-Encoding"):
                self.assertNotEqual(tag, packed.header("ETag"))
                again = {"Accept-Encoding": "gzip", "If-None-Match": packed.header("ETag")}
                same = self.call("GET", path, headers=again)
                self.assertEqual((304, packed.header("ETag")), (same.status, same.header("ETag")))


class RequestId(HttpTest):
    SETTINGS = {"trusted_proxies": ["127.0.0.9"], "log_level": "info", "access_log": "on"}

    def answered_id(self, sent, source):
        return self.call("GET", "/health/live", headers={"X-Request-ID": sent}, source=source).header("X-Request-ID")

    def test_one_of_a_trusted_peer_is_kept(self):
        for sent in ("a", "A.b_c-9", "x" * 128):
            self.assertEqual(sent, self.answered_id(sent, "127.0.0.9"))
        self.service.output.await_line('"request_id":"A.b_c-9"')

    def test_any_other_is_replaced(self):
        for sent in ("", "x" * 129, "a b", "a/b", "ä", "a\tb", '"', "<b>"):
            answered = self.answered_id(sent, "127.0.0.9")
            self.assertNotEqual(sent, answered)
            self.assertRegex(answered, "^[0-9a-f]{32}$")
        self.assertNotEqual("a", self.answered_id("a", "127.0.0.8"))

    def test_each_answer_has_another(self):
        ids = {self.call("GET", "/health/live").header("X-Request-ID") for _ in range(50)}
        self.assertEqual(50, len(ids))


class CrossOrigin(HttpTest):
    SETTINGS = {"cors_origins": ["https://shop.example"]}

    def test_a_known_origin_may_read(self):
        answer = self.call("GET", "/api/v1/qr", headers={"Origin": "https://shop.example"})
        self.assertEqual("https://shop.example", answer.header("Access-Control-Allow-Origin"))
        self.assertIn("Origin", ", ".join(answer.all("Vary")))

    def test_another_may_not(self):
        for origin in ("https://evil.example", "https://shop.example.evil.example", "null", "http://shop.example"):
            answer = self.call("GET", "/api/v1/qr", headers={"Origin": origin})
            self.assertEqual(200, answer.status)
            self.assertIsNone(answer.header("Access-Control-Allow-Origin"))

    def test_a_preflight_is_answered(self):
        headers = {"Origin": "https://shop.example", "Access-Control-Request-Method": "PUT",
                   "Access-Control-Request-Headers": "content-type, x-api-key"}
        answer = self.call("OPTIONS", "/api/v1/qr/code0", headers=headers)
        self.assertEqual(204, answer.status)
        self.assertEqual("https://shop.example", answer.header("Access-Control-Allow-Origin"))
        self.assertIn("PUT", answer.header("Access-Control-Allow-Methods").split(", "))
        allowed = answer.header("Access-Control-Allow-Headers").lower().split(", ")
        self.assertLessEqual({"content-type", "x-api-key", "authorization"}, set(allowed))


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
        answer = self.call("POST", "/api/v1/qr/dynamic", data={"redirect_url": f"https://example.com/\r\n{self.MARK}: 1"})
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


class Texts(HttpTest):
    def test_the_target_comes_back_byte_for_byte(self):
        for number, url in enumerate((
                "https://example.com", "https://example.com/a%2Fb%20c?q=%C3%BC&x=a+b&&=#part", "HTTPS://EXAMPLE.com/A/../B",
                "http://example.com:8080/;p?q='()", "https://example.com/?u=https://other.example/%25")):
            self.make(number, url)
            self.assertEqual(url, self.call("GET", f"/r/exact{number}").header("Location"))

    def test_what_may_not_stand_in_a_header_is_escaped_when_it_is_stored(self):
        for number, url in enumerate(('https://example.com/?"<>', "https://example.com/ü€", "https://bücher.example/")):
            stored = self.make(f"-stored{number}", url)
            self.assertTrue(stored.isascii())
            self.assertEqual(stored, self.call("GET", f"/r/exact-stored{number}").header("Location"))

    def make(self, number, url):
        answer = self.call("POST", "/api/v1/qr/dynamic", data={"redirect_url": url, "short_id": f"exact{number}"})
        self.assertEqual(201, answer.status, answer)
        return answer.json()["redirect_url"]

    def test_logs_and_errors_survive_any_text(self):
        raw = bytes(range(0x80, 0x100))
        data = request(b"GET /r/code0?" + raw + b" HTTP/1.1", b"User-Agent: " + raw, b"Referer: \xff")
        self.assertEqual(302, self.exchange(data)[0].status)
        self.service.stop()  # delivers the scan
        self.service.start()
        agents = self.database.query("SELECT DISTINCT raw_user_agent FROM scan_logs WHERE raw_user_agent <> ''")
        self.assertEqual(1, len(agents))


class Metrics(HttpTest):
    def test_labels_are_patterns_and_never_paths(self):
        self.call("GET", "/r/code0")
        self.call("GET", "/r/secret-short-id")
        self.call("GET", "/very/secret/path")
        self.call("GET", "/api/v1/qr/11111111-2222-3333-4444-555555555555")
        self.call("SECRETMETHOD", "/health")
        text = self.call("GET", "/metrics").body.decode()
        self.assertNotIn("secret", text.lower())
        self.assertNotIn("code0", text)
        self.assertNotIn("11111111", text)
        self.assertIn('route="/r/{short_id}"', text)
        self.assertTrue(all(re.match(r"^(#.*|[a-z_:0-9]+(\{.*\})? \S+)$", line) for line in text.splitlines()))
        names = {line.split("{")[0].split(" ")[0] for line in text.splitlines() if not line.startswith("#")}
        self.assertTrue(all(name.startswith(("qrgen_", "process_")) for name in names), names)

    def test_redirects_are_counted_by_outcome(self):
        before = self.outcomes()
        self.call("GET", "/r/code0")
        self.call("GET", "/r/code0?scan_ref=qr")
        self.call("GET", "/r/no-such-code")
        after = self.outcomes()
        for outcome in ("found", "genuine", "not_found"):
            self.assertEqual(before.get(outcome, 0) + 1, after[outcome])

    def outcomes(self):
        text = self.call("GET", "/metrics").body.decode()
        return {outcome: float(count) for outcome, count in
                re.findall(r'^qrgen_redirects_total\{outcome="(\w+)"\} (\S+)$', text, re.MULTILINE)}


if __name__ == "__main__":
    unittest.main(verbosity=2)
