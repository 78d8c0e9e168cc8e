#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Usage: slow_clients.py PORT IDLE SLOW

Keeps IDLE connections open after one request each, and SLOW ones that send one byte of a header every second, replacing
those that the server closes. Prints "ready" when all are there, and ends when its standard input does."""

import select
import socket
import sys
import time

REQUEST = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n"
SLOW_HEAD = b"GET /r/code0001 HTTP/1.1\r\nHost: localhost\r\nX-Padding: " + b"x" * 100_000


def connect(port):
    return socket.create_connection(("127.0.0.1", port))


class Idle:
    def __init__(self, port):
        self.port = port
        self.open()

    def open(self):
        self.socket = connect(self.port)
        self.socket.sendall(REQUEST)
        self.socket.recv(4096)
        self.socket.setblocking(False)

    def tick(self):
        try:
            if not self.socket.recv(4096):
                self.open()
        except BlockingIOError:
            pass
        except OSError:
            self.open()


class Slow:
    def __init__(self, port):
        self.port = port
        self.open()

    def open(self):
        self.socket = connect(self.port)
        self.sent = 0

    def tick(self):
        try:
            self.socket.send(SLOW_HEAD[self.sent : self.sent + 1])
            self.sent += 1
        except OSError:
            self.open()


def main(port, idle, slow):
    clients = [Idle(port) for _ in range(idle)] + [Slow(port) for _ in range(slow)]
    print("ready", flush=True)
    while True:
        begin = time.monotonic()
        for client in clients:
            client.tick()
        if select.select([sys.stdin], [], [], max(0.0, 1 - (time.monotonic() - begin)))[0]:
            return


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
