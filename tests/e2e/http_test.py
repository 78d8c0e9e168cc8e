#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the service speaks of HTTP/1.1: methods, connections, conditions, compression, origins, request ids, metrics.

usage: QRGEN_BINARY=... http_test.py
"""

import gzip
import re
import unittest

import client
import process
from http_case import HttpTest, request


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
        headers = {"Accept": "text/html", "X-Request-ID": "<script>"}
        page = self.call("GET", "/r/%3Cscript%3E?%3Cscript%3E", headers=headers)
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


class Texts(HttpTest):
    def test_the_target_comes_back_byte_for_byte(self):
        for number, url in enumerate((
                "https://example.com", "https://example.com/a%2Fb%20c?q=%C3%BC&x=a+b&&=#part",
                "HTTPS://EXAMPLE.com/A/../B", "http://example.com:8080/;p?q='()",
                "https://example.com/?u=https://other.example/%25")):
            self.make(number, url)
            self.assertEqual(url, self.call("GET", f"/r/exact{number}").header("Location"))

    def test_what_may_not_stand_in_a_header_is_escaped_when_it_is_stored(self):
        urls = ('https://example.com/?"<>', "https://example.com/ü€", "https://bücher.example/")
        for number, url in enumerate(urls):
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
        self.call("HEAD", "/r/code0")
        self.assertEqual(after.get("head", 0) + 1, self.outcomes()["head"])
        for outcome in ("found", "genuine", "not_found"):
            self.assertEqual(before.get(outcome, 0) + 1, after[outcome])

    def outcomes(self):
        text = self.call("GET", "/metrics").body.decode()
        return {outcome: float(count) for outcome, count in
                re.findall(r'^qrgen_redirects_total\{outcome="(\w+)"\} (\S+)$', text, re.MULTILINE)}


if __name__ == "__main__":
    unittest.main(verbosity=2)
