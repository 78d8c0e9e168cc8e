# SPDX-License-Identifier: MIT
"""An HTTP client that sends exactly the bytes it is told to, and takes answers apart strictly."""

import json
import socket

import process


class Lost(Exception):
    """The connection ended; `partial` is what had come of an answer."""

    def __init__(self, partial, reason="closed"):
        super().__init__(f"connection {reason} after {partial!r}")
        self.partial = partial


class Malformed(Exception):
    """What came is no HTTP/1.1 answer."""


class Response:
    def __init__(self, status, headers, body):
        self.status = status
        self.headers = headers  # pairs, in the order they came
        self.body = body

    def all(self, name):
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def header(self, name):
        """None if there is none; more than one is an error."""
        values = self.all(name)
        if len(values) > 1:
            raise Malformed(f"{name} came {len(values)} times: {values}")
        return values[0] if values else None

    def json(self):
        if self.header("Content-Type") != "application/json":
            raise Malformed(f"no JSON but {self.header('Content-Type')}: {self.body[:200]!r}")
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.headers} {self.body[:1000]!r}"


class Connection:
    """Of a TCP connection: bytes out, answers in."""

    def __init__(self, port, timeout=process.PATIENCE, source=None):
        source_address = (source, 0) if source else None
        self.socket = socket.create_connection(("127.0.0.1", port), timeout, source_address)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.socket.close()

    def send(self, data):
        """What cannot be sent because the other end has closed is not an error: its answer may still be there."""
        try:
            self.socket.sendall(data)
        except (BrokenPipeError, ConnectionResetError):
            pass

    def end(self):
        """Nothing more will be sent."""
        self.socket.shutdown(socket.SHUT_WR)

    def _receive(self):
        try:
            data = self.socket.recv(65536)
        except ConnectionResetError as error:
            raise Lost(self._buffer, "reset") from error
        if not data:
            raise Lost(self._buffer)
        self._buffer += data

    def _read_head(self):
        while (end := self._buffer.find(b"\r\n\r\n")) < 0:
            self._receive()
        return end

    def read_continue(self):
        """The 100 (Continue) that must come next: the other end has read what was sent so far."""
        end = self._read_head()
        if not self._buffer.startswith(b"HTTP/1.1 100 "):
            raise Malformed(f"no 100 but {self._buffer[:end]!r}")
        self._buffer = self._buffer[end + 4:]

    def read(self, method="GET"):
        """The next final answer; `method` says whether it has a body. Throws Lost."""
        while True:
            end = self._read_head()
            status, headers, length = parse_head(self._buffer[:end], method)
            while len(self._buffer) < end + 4 + length:
                self._receive()
            body = self._buffer[end + 4:end + 4 + length]
            self._buffer = self._buffer[end + 4 + length:]
            if status >= 200:
                return Response(status, headers, body)

    def read_end(self):
        """Everything until the other end closes."""
        try:
            while True:
                self._receive()
        except Lost as lost:
            return lost.partial


def parse_head(head, method):
    """Status, headers and length of the body."""
    line, *fields = head.decode("latin-1").split("\r\n")
    version, _, rest = line.partition(" ")
    if version != "HTTP/1.1" or not rest[:3].isdigit():
        raise Malformed(line)
    status = int(rest[:3])
    headers = []
    length = None
    for field in fields:
        name, colon, value = field.partition(":")
        if not colon or not name or name != name.strip():
            raise Malformed(f"header {field!r}")
        headers.append((name, value.strip()))
        if name.lower() == "content-length":
            length = int(value)
        if name.lower() == "transfer-encoding":
            raise Malformed("an answer in chunks")
    if method == "HEAD" or status in (204, 304) or status < 200:
        return status, headers, 0
    if length is None:
        raise Malformed(f"no Content-Length: {headers}")
    return status, headers, length


def request_bytes(method, target, headers=None, body=None):
    """A request as clients send it: with Host, and with the length of a body."""
    lines = [f"{method} {target} HTTP/1.1", "Host: localhost"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")


def call(port, method, target, *, headers=None, body=None, data=None, source=None):
    """The answer to one request on a connection of its own; `data` is sent as JSON."""
    headers = dict(headers or {})
    if data is not None:
        body = json.dumps(data).encode()
        headers.setdefault("Content-Type", "application/json")
    headers.setdefault("Connection", "close")
    with Connection(port, source=source) as connection:
        connection.send(request_bytes(method, target, headers, body))
        return connection.read(method)
