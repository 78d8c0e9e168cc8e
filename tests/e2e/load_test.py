#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many connections and many requests: slow ones do not hinder the others, and memory does not grow.

usage: QRGEN_BINARY=... load_test.py
QRGEN_E2E_REDIRECTS: of each half of the test of memory (default 20000).
"""

import json
import os
import threading
import unittest

import client
from http_case import HttpTest
from load import Load, check_exact

REDIRECTS = int(os.environ.get("QRGEN_E2E_REDIRECTS", "20000"))
IDLE = 500
SLOW = 200
BODY = json.dumps({"content": "of a request that takes its time"}).encode()
GROWTH = 4 * 1024 * 1024  # bytes of resident memory that are no leak


class SlowClients(HttpTest):
    def test_idle_and_slow_connections_hinder_nobody(self):
        idle = [self.connect() for _ in range(IDLE)]
        for connection in idle:
            connection.send(client.request_bytes("GET", "/r/code0"))
        for connection in idle:
            self.assertEqual(302, connection.read().status)
        slow = [self.connect() for _ in range(SLOW)]
        stopping = threading.Event()
        dripping = threading.Thread(target=self.drip, args=(slow, stopping))
        dripping.start()
        try:
            load = Load([self.service], self.targets)
            load.await_answers(5000)
            self.assertGreaterEqual(self.service.metric("qrgen_http_connections"), IDLE + SLOW)
            tally = load.stop()
        finally:
            stopping.set()
            dripping.join()
        self.assertEqual([], tally.wrong)
        self.assertEqual(0, tally.unanswered.total())
        for connection in idle[::50]:
            connection.send(client.request_bytes("GET", "/r/code0"))
            self.assertEqual(302, connection.read().status)

    def drip(self, connections, stopping):
        """One byte of a request a second on each connection."""
        data = client.request_bytes("GET", "/r/code0", {"User-Agent": "x" * 1000})
        for position in range(len(data)):
            for connection in connections:
                connection.send(data[position:position + 1])
            if stopping.wait(1):
                return


class OverTheLimit(HttpTest):
    SETTINGS = {"max_connections": 20}

    def begin_requests(self, count):
        """Connections that are not idle, as the server has said."""
        begun = []
        for _ in range(count):
            begun.append(self.connect())
            begun[-1].send(client.request_bytes("POST", "/api/v1/qr/static",
                                                {"Expect": "100-continue", "Content-Length": len(BODY)}))
            begun[-1].read_continue()
        return begun

    def end_requests(self, begun):
        for connection in begun:
            connection.send(BODY)
            self.assertEqual(201, connection.read().status)

    def test_idle_connections_make_room(self):
        begun = self.begin_requests(15)
        for _ in range(30):
            connection = self.connect()
            connection.send(client.request_bytes("GET", "/r/code0"))
            self.assertEqual(302, connection.read().status)
        self.assertGreater(self.service.metric("qrgen_http_closed_idle_total"), 20)
        self.end_requests(begun)

    def test_when_none_is_idle_the_next_is_refused_with_a_word(self):
        begun = self.begin_requests(20)
        with self.service.connect() as connection:
            connection.send(client.request_bytes("GET", "/r/code0"))
            answer = connection.read()
        self.check_error(answer, 503)
        self.assertGreater(int(answer.header("Retry-After")), 0)
        self.end_requests(begun)


class Memory(HttpTest):
    def resident(self):
        with open(f"/proc/{self.service.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def test_it_does_not_grow_with_the_number_of_redirects(self):
        load = Load([self.service], self.targets, depth=16)
        load.await_answers(REDIRECTS)
        first = self.resident()
        load.await_answers(REDIRECTS)
        second = self.resident()
        tally = load.stop()
        self.service.stop()
        check_exact(self, self.database, tally)
        self.service.start()
        self.assertLess(second, first + GROWTH)


if __name__ == "__main__":
    unittest.main(verbosity=2)
