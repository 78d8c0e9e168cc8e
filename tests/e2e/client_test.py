#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What a client of mvp_qr_gen, written long ago, does and relies on: names, status codes, types.

usage: QRGEN_BINARY=... client_test.py
"""

import struct
import tempfile
import unittest
import zlib

from http_case import HttpTest
from postgresql import SqliteDatabase
from service import Service

CODES = "/api/v1/qr"
CODE_TYPES = {
    "id": str, "content": str, "qr_type": str, "redirect_url": (str, type(None)), "title": (str, type(None)),
    "description": (str, type(None)), "fill_color": str, "back_color": str, "size": int, "border": int,
    "error_level": str, "short_id": (str, type(None)), "created_at": str, "scan_count": int,
    "last_scan_at": (str, type(None)), "genuine_scan_count": int, "first_genuine_scan_at": (str, type(None)),
    "last_genuine_scan_at": (str, type(None)),
}
UUID = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
TIME = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$"


class ClientTest(HttpTest):
    SETTINGS = {"base_url": "https://qr.example.com"}

    def check_code(self, code):
        for name, kind in CODE_TYPES.items():
            self.assertIn(name, code)
            self.assertIsInstance(code[name], kind, name)
            self.assertNotIsInstance(code[name], bool, name)
        self.assertRegex(code["id"], UUID)
        for name in ("created_at", "updated_at"):
            self.assertRegex(code[name], TIME)
        return code

    def create(self, kind, **fields):
        answer = self.call("POST", f"{CODES}/{kind}", data=fields)
        self.assertEqual(201, answer.status, answer)
        return self.check_code(answer.json())

    def faults(self, answer, status=422):
        """The places of the faults of an answer."""
        body = self.check_error(answer, status)
        return [tuple(fault["loc"]) for fault in body["detail"]]


class Create(ClientTest):
    def test_a_static_code(self):
        code = self.create("static", content="hello", title="A title", description="More", fill_color="#112233",
                           back_color="#FFEEDD", size=20, border=2, error_level="q")
        expected = {"content": "hello", "qr_type": "static", "redirect_url": None, "short_id": None, "title": "A title",
                    "description": "More", "fill_color": "#112233", "back_color": "#FFEEDD", "size": 20, "border": 2,
                    "error_level": "q", "scan_count": 0, "last_scan_at": None}
        self.assertEqual(expected, {name: code[name] for name in expected})

    def test_a_dynamic_code(self):
        code = self.create("dynamic", redirect_url="https://example.com/page", title="T", content="ignored")
        self.assertRegex(code["short_id"], "^[a-z0-9]{8}$")
        self.assertEqual(f"https://qr.example.com/r/{code['short_id']}?scan_ref=qr", code["content"])
        self.assertEqual(("dynamic", "https://example.com/page"), (code["qr_type"], code["redirect_url"]))

    def test_defaults(self):
        code = self.create("static", content="x")
        expected = {"title": None, "description": None, "fill_color": "#000000", "back_color": "#FFFFFF", "size": 10,
                    "border": 4, "error_level": "m"}
        self.assertEqual(expected, {name: code[name] for name in expected})

    def test_unknown_fields_are_ignored(self):
        self.create("static", content="x", qr_type="dynamic", expires_at=None, nested={"a": [1]})

    def test_numbers_may_come_as_texts(self):
        code = self.create("static", content="x", size="20", border="2")
        self.assertEqual((20, 2), (code["size"], code["border"]))

    def test_a_custom_short_id_can_be_taken_only_once(self):
        self.create("dynamic", redirect_url="https://example.com/", short_id="mine-1")
        for wanted in ("mine-1", "MINE-1"):
            answer = self.call("POST", f"{CODES}/dynamic", data={"redirect_url": "https://example.com/",
                                                               "short_id": wanted})
            self.assertIn(answer.status, (409, 422))
        self.assertEqual(409, self.call("POST", f"{CODES}/dynamic", data={
            "redirect_url": "https://example.com/", "short_id": "mine-1"}).status)

    def test_colours_that_scan_badly_are_taken_with_a_warning(self):
        code = self.create("static", content="x", fill_color="#CCCCCC")
        self.assertTrue(code["warnings"])
        self.assertTrue(all(isinstance(text, str) for text in code["warnings"]))

    def test_what_is_wrong_is_told_by_field(self):
        good = {"static": {"content": "x"}, "dynamic": {"redirect_url": "https://example.com/"}}
        cases = [
            ("static", {"content": None}, "content"), ("static", {"content": ""}, "content"),
            ("static", {"content": "x" * 2049}, "content"), ("static", {"content": 5}, "content"),
            ("static", {"redirect_url": "https://example.com/"}, "redirect_url"),
            ("dynamic", {"redirect_url": None}, "redirect_url"), ("dynamic", {"redirect_url": ""}, "redirect_url"),
            ("dynamic", {"redirect_url": "example.com"}, "redirect_url"),
            ("dynamic", {"redirect_url": "ftp://example.com/"}, "redirect_url"),
            ("dynamic", {"redirect_url": "javascript:alert(1)"}, "redirect_url"),
            ("dynamic", {"redirect_url": "https://user:pw@example.com/"}, "redirect_url"),
            ("dynamic", {"redirect_url": "https:///path"}, "redirect_url"),
            ("dynamic", {"redirect_url": "https://qr.example.com/r/code0"}, "redirect_url"),
            ("dynamic", {"redirect_url": "https://example.com/" + "x" * 100000}, "redirect_url"),
            ("dynamic", {"redirect_url": ["https://example.com/"]}, "redirect_url"),
            ("dynamic", {"short_id": "a"}, "short_id"), ("dynamic", {"short_id": "x" * 65}, "short_id"),
            ("dynamic", {"short_id": "a/b"}, "short_id"), ("dynamic", {"short_id": "ä-b-c"}, "short_id"),
        ]
        for kind in ("static", "dynamic"):
            cases += [(kind, fields, [*fields][0]) for fields in (
                {"title": "x" * 101}, {"description": "x" * 501}, {"title": 1}, {"title": {"a": 1}},
                {"fill_color": "red"}, {"fill_color": "#12345"}, {"fill_color": "#GGGGGG"}, {"fill_color": "#12345678"},
                {"back_color": ""}, {"size": 0}, {"size": 51}, {"size": -1}, {"size": 1.5}, {"size": "a"},
                {"size": 10**30}, {"size": True}, {"border": -1}, {"border": 21}, {"error_level": "x"},
                {"error_level": ""}, {"title": "a\x00b"})]
        for kind, change, field in cases:
            with self.subTest(f"{kind} {str(change)[:60]}"):
                answer = self.call("POST", f"{CODES}/{kind}", data={**good[kind], **change})
                self.assertIn(("body", field), self.faults(answer))

    def test_equal_colours_are_refused(self):
        answer = self.call("POST", f"{CODES}/static", data={"content": "x", "fill_color": "#ABCDEF",
                                                            "back_color": "#abcdef"})
        self.assertEqual(1, len(self.faults(answer)))

    def test_every_fault_is_listed(self):
        answer = self.call("POST", f"{CODES}/static", data={"content": "", "size": 0, "border": 99, "error_level": "z",
                                                            "title": "x" * 101})
        self.assertEqual({("body", name) for name in ("content", "size", "border", "error_level", "title")},
                         set(self.faults(answer)))


class Bodies(ClientTest):
    def post(self, body, content_type="application/json"):
        return self.call("POST", f"{CODES}/dynamic", body=body, headers={"Content-Type": content_type})

    def test_what_is_no_json_object(self):
        for body in (b"", b"   ", b"{", b"[]", b"null", b"5", b'"x"', b"{]", b"{'a': 1}", b'{"a": 1,}', b"{} {}",
                     b'{"a": NaN}', b'{"a": 01}', b'{"a": "\t"}', b'{"a": "\xff"}', b'{"a": "\\ud800"}',
                     b'{"redirect_url": "https://example.com/1", "redirect_url": "https://example.com/2"}',
                     b"[" * 100000, b'{"a":' * 50000, b'{"a":' + b"[" * 500 + b"]" * 500 + b"}", b"\xef\xbb\xbf{",
                     '{"a": 1}'.encode("utf-16"), b"\x00", b'{"a": 1e99999}'):
            with self.subTest(body[:40]):
                answer = self.post(body)
                self.check_error(answer, 422, "POST", f"{CODES}/dynamic")
                self.assertIsInstance(answer.json()["detail"], list)

    def test_malformed_json_is_told_with_its_position(self):
        message = self.post(b'{"redirect_url":\n "https://example.com/" x}').json()["detail"][0]["msg"]
        self.assertRegex(message, "line 2")

    def test_a_large_body_is_read_up_to_the_limit(self):
        good = b'{"redirect_url": "https://example.com/large"'
        self.assertEqual(201, self.post(good + b" " * (1048576 - len(good) - 1) + b"}").status)
        self.check_error(self.post(good + b" " * (1048576 - len(good)) + b"}"), 413)
        many = b",".join(b'"k%d": %d' % (i, i) for i in range(60000))
        self.assertEqual(201, self.post(good + b"," + many + b"}").status)

    def test_other_media_types(self):
        good = b'{"redirect_url": "https://example.com/"}'
        for content_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                             "application/json; charset=latin-1", "application/xml", "json"):
            self.check_error(self.post(good, content_type), 415, "POST", f"{CODES}/dynamic")
        for content_type in ("application/json; charset=utf-8", "APPLICATION/JSON", "application/merge-patch+json"):
            self.assertEqual(201, self.post(good, content_type).status)

    def test_a_byte_order_mark_is_allowed(self):
        self.assertEqual(201, self.post(b'\xef\xbb\xbf{"redirect_url": "https://example.com/"}').status)


class Listing(ClientTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for number in range(25):
            cls.service.call("POST", f"{CODES}/static", data={
                "content": f"content {number:02}", "title": "Käse" if number % 5 == 0 else None, "size": number + 1})

    def page(self, **parameters):
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        answer = self.call("GET", f"{CODES}?{query}")
        self.assertEqual(200, answer.status, answer)
        page = answer.json()
        self.assertEqual({"items", "total", "page", "page_size"}, set(page))
        for code in page["items"]:
            self.check_code(code)
        return page

    def contents(self, **parameters):
        return [code["content"] for code in self.page(**parameters)["items"]]

    def test_a_page_is_the_first_ten_by_age(self):
        page = self.page()
        self.assertEqual((26, 1, 10, 10), (page["total"], page["page"], page["page_size"], len(page["items"])))
        self.assertEqual("code0", page["items"][0]["short_id"])
        self.assertEqual("content 00", page["items"][1]["content"])

    def test_skip_and_limit(self):
        page = self.page(skip=20, limit=5)
        self.assertEqual((26, 5, 5), (page["total"], page["page"], page["page_size"]))
        self.assertEqual([f"content {n:02}" for n in range(19, 24)], [code["content"] for code in page["items"]])
        self.assertEqual([], self.page(skip=1000)["items"])
        self.assertEqual(26, len(self.page(limit=100)["items"]))

    def test_by_type(self):
        self.assertEqual((1, 25), (self.page(qr_type="dynamic")["total"], self.page(qr_type="static")["total"]))

    def test_search(self):
        self.assertEqual(5, self.page(search="k%C3%A4SE")["total"])
        self.assertEqual(["content 07"], self.contents(search="CONTENT+07"))
        self.assertEqual(1, self.page(search="example.com/code")["total"])
        self.assertEqual(1, self.page(search="_")["total"], "the one of ?scan_ref=qr")
        for nothing in ("%25", "c_ntent", "%5C", "'", "content%2007%00"):
            answer = self.call("GET", f"{CODES}?search={nothing}")
            self.assertIn(answer.status, (200, 422))
            if answer.status == 200:
                self.assertEqual(0, answer.json()["total"], nothing)

    def test_every_field_sorts_both_ways(self):
        for field in CODE_TYPES:
            for reverse in ("false", "true"):
                items = self.page(sort_by=field, sort_desc=reverse, limit=100)["items"]
                values = [code[field] for code in items if code[field] is not None]
                self.assertEqual(sorted(values, reverse=reverse == "true"), values, field)

    def test_bad_parameters(self):
        for query in ("skip=-1", "skip=a", "skip=", "limit=0", "limit=101", "limit=1.5", "limit=99999999999999999999",
                      "qr_type=other", "qr_type=", "sort_by=secret", "sort_by=", "sort_desc=maybe",
                      "search=" + "x" * 3000, "search=%ff", "skip=9223372036854775808"):
            answer = self.call("GET", f"{CODES}?{query}")
            self.assertEqual([("query", query.partition("=")[0])], self.faults(answer))
        self.assertEqual({("query", "skip"), ("query", "limit")},
                         set(self.faults(self.call("GET", f"{CODES}?skip=x&limit=y"))))

    def test_odd_queries(self):
        for query in ("", "&&&", "=", "unknown=1", "limit", "skip=0&skip=1", "limit=%35", "%6cimit=5", "limit=%zz",
                      "a=%"):
            self.assertIn(self.call("GET", f"{CODES}?{query}").status, (200, 422), query)
        self.assertEqual(5, self.page(**{"%6cimit": "%35"})["page_size"])


class Changing(ClientTest):
    def test_get_update_delete(self):
        code = self.create("dynamic", redirect_url="https://example.com/1")
        path = f"{CODES}/{code['id']}"
        self.assertEqual(code["id"], self.check_code(self.call("GET", path).json())["id"])
        answer = self.call("PUT", path, data={"redirect_url": "https://example.com/2", "title": "New"})
        self.assertEqual((200, "https://example.com/2", "New"),
                         (answer.status, answer.json()["redirect_url"], answer.json()["title"]))
        self.assertGreater(answer.json()["updated_at"], code["updated_at"])
        answer = self.call("PATCH", path, data={"description": "Only this"})
        self.assertEqual(("New", "Only this"), (answer.json()["title"], answer.json()["description"]))
        answer = self.call("DELETE", path)
        self.assertEqual((204, b""), (answer.status, answer.body))
        for method in ("GET", "PUT", "PATCH", "DELETE"):
            data = {"title": "x"} if method in ("PUT", "PATCH") else None
            self.check_error(self.call(method, path, data=data), 404, method, path)
        self.assertEqual(404, self.call("GET", f"{path}/image").status)
        again = {"redirect_url": "https://example.com/", "short_id": code["short_id"]}
        answer = self.call("POST", f"{CODES}/dynamic", data=again)
        self.assertEqual(409, answer.status, "a short id is never used again")

    def test_what_cannot_be_changed(self):
        static = self.create("static", content="x")
        answer = self.call("PUT", f"{CODES}/{static['id']}", data={"redirect_url": "https://example.com/"})
        self.assertEqual([("body", "redirect_url")], self.faults(answer))
        for body in ({"redirect_url": "nothing"}, {"title": "x" * 101}, {"title": 5}):
            self.assertEqual([("body", [*body][0])], self.faults(self.call("PUT", f"{CODES}/code0", data=body)))

    def test_ids_that_are_none(self):
        for name in ("x", "00000000-0000-0000-0000-000000000000", "'", "%20", "-1", "a" * 2000,
                     "00000000-0000-0000-0000-00000000000g"):
            for method, end in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("GET", "/image")):
                data = {"title": "x"} if method == "PUT" else None
                self.check_error(self.call(method, f"{CODES}/{name}{end}", data=data), 404)

    def test_scans_are_counted_and_told(self):
        code = self.create("dynamic", redirect_url="https://example.com/scanned")
        for query in ("", "?scan_ref=qr", "?scan_ref=qr&utm=1", "?scan_ref=QR", "?x=scan_ref=qr"):
            self.assertEqual(302, self.call("GET", f"/r/{code['short_id']}{query}").status)
        self.assertEqual(302, self.call("HEAD", f"/r/{code['short_id']}").status)
        self.service.stop()
        self.service.start()
        told = self.check_code(self.call("GET", f"{CODES}/{code['id']}").json())
        self.assertEqual((5, 2), (told["scan_count"], told["genuine_scan_count"]))
        for name in ("last_scan_at", "first_genuine_scan_at", "last_genuine_scan_at"):
            self.assertRegex(told[name], TIME)

    def test_a_code_that_is_switched_off(self):
        code = self.create("dynamic", redirect_url="https://example.com/off")
        self.service.cli("update", code["id"], "--status", "disabled")
        self.assertIn(self.call("GET", f"/r/{code['short_id']}").status, (302, 400))


class Images(ClientTest):
    def image(self, **parameters):
        query = "&".join(f"{name}={value}" for name, value in parameters.items())
        return self.call("GET", f"{CODES}/code0/image?{query}")

    def test_every_format(self):
        for name, media_type, ending, start in (
                ("png", "image/png", "png", b"\x89PNG\r\n\x1a\n"),
                ("jpeg", "image/jpeg", "(jpg|jpeg)", b"\xff\xd8\xff"),
                ("jpg", "image/jpeg", "(jpg|jpeg)", b"\xff\xd8\xff"), ("svg", "image/svg\\+xml", "svg", b"<"),
                ("webp", "image/webp", "webp", b"RIFF"), ("pdf", "application/pdf", "pdf", b"%PDF-"),
                ("eps", "application/postscript", "eps", b"%!PS-Adobe"), ("txt", "text/plain.*", "txt", b"")):
            answer = self.image(image_format=name)
            self.assertEqual(200, answer.status, answer)
            self.assertRegex(answer.header("Content-Type"), f"^{media_type}$")
            self.assertRegex(answer.header("Content-Disposition"), f"^inline; filename=qr_code\\.{ending}$")
            self.assertTrue(answer.body.startswith(start))
            self.assertRegex(answer.header("ETag"), '^"')
            self.assertEqual(answer.body, self.image(image_format=name).body)

    def test_the_width_is_exact(self):
        for size in (1, 10, 33, 50):
            answer = self.image(size=size, border=3)
            if answer.status == 200:
                self.assertEqual((size * 25, size * 25), self.png_size(answer.body))
            else:
                self.assertEqual([("query", "size")], self.faults(answer))
        self.assertEqual((250, 250), self.png_size(self.image().body))

    def png_size(self, png):
        self.assertEqual(zlib.crc32(png[12:29]), struct.unpack_from(">I", png, 29)[0])
        return struct.unpack_from(">II", png, 16)

    def test_physical_size(self):
        physical = {"physical_size": 2, "physical_unit": "in", "dpi": 300}
        self.assertEqual((600, 600), self.png_size(self.image(**physical).body))
        svg = self.image(image_format="svg", **physical).body.decode()
        self.assertRegex(svg, 'width="2in"')
        self.assertRegex(svg, 'height="2in"')
        for missing in physical:
            some = {name: value for name, value in physical.items() if name != missing}
            self.faults(self.image(**some))

    def test_title_and_description_are_escaped(self):
        texts = {"svg_title": "%3Cscript%3E%26%22", "svg_description": "a%5D%5D%3Eb"}
        svg = self.image(image_format="svg", **texts).body.decode()
        self.assertIn("<title>&lt;script&gt;&amp;", svg)
        self.assertNotIn("<script", svg)
        self.assertRegex(svg, "<desc>")

    def test_what_is_wrong_is_told_by_parameter(self):
        for parameters in ({"image_format": "gif"}, {"image_format": ""}, {"image_quality": 0}, {"image_quality": 101},
                           {"size": 0}, {"size": 51}, {"size": "x"}, {"border": -1}, {"border": 21},
                           {"fill_color": "red"}, {"fill_color": "%23FFF"}, {"back_color": "%23GGGGGG"},
                           {"data_dark_color": "%2312"}, {"data_light_color": "x"}, {"include_logo": "maybe"},
                           {"error_level": "x"}, {"svg_title": "x" * 101}, {"svg_description": "x" * 501},
                           {"physical_size": 0.05, "physical_unit": "in", "dpi": 300},
                           {"physical_size": 101, "physical_unit": "in", "dpi": 300},
                           {"physical_unit": "ft", "physical_size": 1, "dpi": 300},
                           {"dpi": 71, "physical_size": 1, "physical_unit": "in"},
                           {"dpi": 1201, "physical_size": 1, "physical_unit": "in"},
                           {"physical_size": "nan", "physical_unit": "in", "dpi": 300},
                           {"physical_size": "1e400", "physical_unit": "in", "dpi": 300}):
            with self.subTest(parameters):
                self.assertIn(("query", [*parameters][0]), self.faults(self.image(**parameters)))

    def test_the_largest_picture_does_not_fell_the_service(self):
        for name in ("png", "jpeg", "webp", "svg", "pdf"):
            answer = self.image(image_format=name, physical_size=100, physical_unit="in", dpi=1200)
            self.assertIn(answer.status, (200, 422), name)


class CreateOnSqlite(Create):
    """The same on the database that is there without any server."""

    @classmethod
    def setUpClass(cls):
        directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(directory.cleanup)
        cls.database = SqliteDatabase(directory.name)
        cls.service = Service(cls.addClassCleanup, cls.database, **cls.SETTINGS).start("--migrate")
        cls.targets = cls.service.make_codes(1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
