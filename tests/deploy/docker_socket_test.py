#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A real HAProxy that guards Docker's socket with the configuration that packaging/haproxy ships.

usage: PYTHONPATH=tests/e2e docker_socket_test.py
"""

import itertools
import pathlib
import socket
import socketserver
import tempfile
import threading
import unittest

import client
from haproxy import CONFIGURATIONS, Proxy
from postgresql import free_port


class DockerSocket(unittest.TestCase):
    """What Traefik can ask of Docker, and nobody more."""

    class Docker(socketserver.ThreadingUnixStreamServer):
        """Answers everything; keeps what it was asked."""

        daemon_threads = True

        def __init__(self, path):
            self.asked = []
            super().__init__(path, DockerSocket.Handler)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self):
            request = self.rfile.readline().decode().split()
            while self.rfile.readline().strip():
                pass
            self.server.asked.append(" ".join(request[:2]))
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    def setUp(self):
        directory = tempfile.TemporaryDirectory(prefix="qrgen-docker-")
        self.addCleanup(directory.cleanup)
        path = f"{directory.name}/docker.sock"
        self.docker = self.Docker(path)
        self.addCleanup(self.docker.server_close)
        threading.Thread(target=self.docker.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(self.docker.shutdown)
        self.port = free_port()
        text = (CONFIGURATIONS / "docker-socket.cfg").read_text(encoding="utf-8")
        text = text.replace("bind :2375", f"bind 127.0.0.1:{self.port}").replace("/var/run/docker.sock", path)
        configuration = pathlib.Path(directory.name) / "haproxy.cfg"
        configuration.write_text(text, encoding="utf-8")
        Proxy(self.addCleanup, configuration).await_true(self.is_listening, "HAProxy")

    def is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def test_only_what_finds_containers(self):
        container = "4fa6e0f0c678"
        allowed = [("HEAD", "/_ping"), ("GET", "/_ping"), ("GET", "/version"), ("GET", "/v1.51/version"), ("GET", "/v1.51/events"),
                   ("GET", "/v1.51/events?filters=%7B%7D"), ("GET", "/v1.51/containers/json?all=1"),
                   ("GET", f"/v1.51/containers/{container}/json"), ("GET", f"/containers/{container * 5}abcd/json")]
        refused = [(method, path) for method, path in itertools.product(
            ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"), ("/_ping", "/v1.51/containers/json", "/v1.51/containers/create"))]
        refused += [("GET", path) for path in (
            "/", "/info", "/v1.51/images/json", "/v1.51/secrets", f"/v1.51/containers/{container}/logs", "/v1.51/containers/x/json",
            f"/v1.51/containers/{container}/archive?path=/", f"/v1.51/containers/{container}/attach/ws", "/v1.51/volumes",
            f"/v1.51/containers/{container}/../../images/json", "/v1.51/containers/json/", "/v1.51/%63ontainers/json", "//version")]
        for method, path in allowed:
            self.assertEqual(200, client.call(self.port, method, path).status, f"{method} {path}")
        for method, path in refused:
            self.assertEqual(403, client.call(self.port, method, path).status, f"{method} {path}")
        self.assertEqual([f"{method} {path}" for method, path in allowed], self.docker.asked)


if __name__ == "__main__":
    unittest.main(verbosity=2)
