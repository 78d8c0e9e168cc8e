#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Which request Traefik sends where, and through what.

usage: traefik_test.py
"""

import os
import pathlib
import subprocess
import tempfile
import unittest

import compose
import traefik

PUBLIC, API = "qr.example.com", "api.example.com"
SECRETS = {"QRGEN_SECRETS": "/etc/qrgen/secrets"}


def model(files, **variables):
    return compose.model(files, {**SECRETS, **variables})


def environment(**variables):
    """Traefik's in production."""
    hosts = {"QRGEN_PUBLIC_HOST": PUBLIC, "QRGEN_API_HOST": API}
    return model(compose.PRODUCTION, **{**hosts, **variables})["services"]["traefik"]["environment"]


def routers(**variables):
    return traefik.configuration(environment(**variables))["http"]["routers"]


def middlewares(**variables):
    return traefik.configuration(environment(**variables))["http"]["middlewares"]


class TraefikTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.static = compose.read(traefik.STATIC)
        cls.api = model(compose.DEVELOPMENT)["services"]["api"]


class References(TraefikTest):
    def named_by_labels(self, kind):
        return {key.split(".")[3] + "@docker" for key in self.api["labels"] if key.startswith(f"traefik.http.{kind}.")}

    def test_what_routers_name_is_there(self):
        for variables in ({}, {"QRGEN_AUTH": "none"}, {"QRGEN_TLS": "files"}, {"QRGEN_TLS": "self-signed"}):
            made = traefik.configuration(environment(**variables))
            known = {*made["http"]["middlewares"], *self.named_by_labels("middlewares")}
            services = {*self.named_by_labels("services"), "api@internal"}
            for name, router in made["http"]["routers"].items():
                with self.subTest(name, **variables):
                    self.assertLessEqual(set(router["entryPoints"]), set(self.static["entryPoints"]))
                    self.assertLessEqual(set(router["middlewares"]), known)
                    self.assertIn(router["service"], services)
                    if router["entryPoints"] == ["websecure"]:
                        self.assertIn(router["tls"]["options"], made["tls"]["options"])
                        self.assertLessEqual({router["tls"].get("certResolver", "acme")}, set(self.static["certificatesResolvers"]))

    def test_every_middleware_is_used(self):
        made = traefik.configuration(environment(QRGEN_AUTH="none"))["http"]
        used = {middleware for router in made["routers"].values() for middleware in router["middlewares"]}
        self.assertEqual(used, {*made["middlewares"], *self.named_by_labels("middlewares")})

    def test_files_that_it_reads_and_writes_are_mounted(self):
        service = model(compose.PRODUCTION, QRGEN_PUBLIC_HOST=PUBLIC, QRGEN_API_HOST=API)["services"]["traefik"]
        mounted = {compose.UNIQUE["volumes"](mount): mount for mount in service["volumes"]}
        self.assertIn(self.static["providers"]["file"]["directory"], mounted)
        for written in (self.static["accessLog"]["filePath"], self.static["certificatesResolvers"]["acme"]["acme"]["storage"]):
            mount = mounted[written.rpartition("/")[0]]
            self.assertFalse(mount.endswith(":ro"), mount)
        self.assertEqual(f"/run/secrets/{service['secrets'][0]}", middlewares()["admin-auth"]["basicAuth"]["usersFile"])
        for certificate in traefik.configuration(environment(QRGEN_TLS="files"))["tls"]["certificates"][0].values():
            self.assertIn(certificate.rpartition("/")[0], mounted)

    def test_only_containers_that_are_meant_are_found(self):
        docker = self.static["providers"]["docker"]
        self.assertIs(False, docker["exposedByDefault"])
        self.assertEqual("Label(`qrgen.edge`, `api`)", docker["constraints"])
        self.assertEqual("api", self.api["labels"]["qrgen.edge"])

    def test_without_a_healthy_replica_codes_are_not_unknown(self):
        self.assertIs(True, self.static["providers"]["docker"]["allowEmptyServices"])
        self.assertEqual("true", self.api["labels"]["traefik.docker.allownonrunning"])


class Routes(TraefikTest):
    def check(self, table, **variables):
        made = routers(**variables)
        for host, path, expected in table:
            self.assertEqual(expected, traefik.router_of(made, "websecure", host, path), f"{host}{path}")

    def test_two_hosts(self):
        self.check([
            (PUBLIC, "/r/menu", "public-rtr"),
            (PUBLIC.upper(), "/r/menu", "public-rtr"),
            (PUBLIC, "/r/", "public-rtr"),
            (PUBLIC, "/health", "health-rtr"),
            (PUBLIC, "/health/live", "health-rtr"),
            (PUBLIC, "/health/ready", "health-rtr"),
            (PUBLIC, "/health/other", None),
            (PUBLIC, "/", None),
            (PUBLIC, "/r", None),
            (PUBLIC, "/rr/menu", None),
            (PUBLIC, "/api/v1/qr", None),
            (PUBLIC, "/docs", None),
            (PUBLIC, "/metrics", None),
            (PUBLIC, "/dashboard/", None),
            (API, "/api/v1/qr", "api-rtr"),
            (API, "/docs", "api-rtr"),
            (API, "/", "api-rtr"),
            (API, "/r/menu", "api-rtr"),
            (API, "/health", "health-rtr"),
            (API, "/metrics", None),
            (API, "/metrics/", None),
            ("other.example.com", "/r/menu", None),
            ("other.example.com", "/health", None),
            ("other.example.com", "/api/v1/qr", None),
            ("api", "/metrics", None),
            ("api-qrgen", "/metrics", None),
            ("", "/metrics", None),
        ])

    def test_one_host_for_both(self):
        self.check([
            (PUBLIC, "/r/menu", "public-rtr"),
            (PUBLIC, "/health/ready", "health-rtr"),
            (PUBLIC, "/api/v1/qr", "api-rtr"),
            (PUBLIC, "/docs", "api-rtr"),
            (PUBLIC, "/metrics", None),
            (API, "/r/menu", None),
            (API, "/api/v1/qr", None),
        ], QRGEN_API_HOST=PUBLIC)

    def test_priorities_decide_not_the_length_of_rules(self):
        made = routers()
        order = sorted((router["priority"], name) for name, router in made.items() if router["entryPoints"] == ["websecure"])
        self.assertEqual(["api-rtr", "health-rtr", "public-rtr"], [name for _, name in order])
        self.assertEqual(len(order), len({priority for priority, _ in order}))

    def test_the_dashboard_has_an_entry_point_of_its_own(self):
        made = routers()
        for path in ("/dashboard/", "/api/rawdata"):
            self.assertEqual("dashboard-rtr", traefik.router_of(made, "traefik", PUBLIC, path))
            self.assertIn("admin-auth", made["dashboard-rtr"]["middlewares"])
        self.assertIs(False, self.static["api"]["insecure"])

    def test_containers_get_no_routers_by_themselves(self):
        rule = traefik.Rule(self.static["providers"]["docker"]["defaultRule"])
        for host in ("api-qrgen", PUBLIC, ""):
            for path in ("/", "/metrics", "/api/v1/qr", ""):
                self.assertFalse(rule.matches(host, path), f"{host}{path}")
        self.assertEqual([], [key for key in self.api["labels"] if ".routers." in key])


class Protection(TraefikTest):
    def test_what_is_not_tls_is_sent_there(self):
        web = self.static["entryPoints"]["web"]["http"]["redirections"]["entryPoint"]
        self.assertEqual({"to": "websecure", "scheme": "https", "permanent": True}, web)
        made = traefik.configuration(environment())["tls"]["options"]["default"]
        self.assertIn(made["minVersion"], ("VersionTLS12", "VersionTLS13"))
        self.assertEqual([], [suite for suite in made["cipherSuites"] if "_ECDHE_" not in suite or "_CBC_" in suite])

    def test_entry_points(self):
        self.assertEqual({"web": ":80", "websecure": ":443", "traefik": ":8080", "metrics": ":8082"},
                         {name: point["address"] for name, point in self.static["entryPoints"].items()})
        self.assertEqual({"entryPoint": "metrics"}, self.static["ping"])
        self.assertEqual("metrics", self.static["metrics"]["prometheus"]["entryPoint"])

    def test_the_api_is_asked_for_a_password_if_the_service_asks_for_nothing(self):
        self.assertNotIn("admin-auth", routers()["api-rtr"]["middlewares"])
        for auth in ("none", "api-key "):
            names = routers(QRGEN_AUTH=auth)["api-rtr"]["middlewares"]
            self.assertIn("admin-auth", names)
            self.assertLess(names.index("cors"), names.index("admin-auth"), "browsers ask beforehand without credentials")
        self.assertIs(True, middlewares()["admin-auth"]["basicAuth"]["removeHeader"])
        development = model(compose.DEVELOPMENT)["services"]["traefik"]["environment"]
        self.assertNotIn("admin-auth", traefik.configuration(development)["http"]["routers"]["api-rtr"]["middlewares"])

    def test_limits(self):
        made, named = middlewares(), routers()
        limits = {name: {key: made[name]["rateLimit"][key] for key in ("average", "period", "burst")}
                  for name in ("limit-redirects", "limit-api")}
        self.assertEqual({"average": 300, "period": "1m", "burst": 50}, limits["limit-redirects"])
        self.assertEqual({"average": 60, "period": "1m", "burst": 20}, limits["limit-api"])
        self.assertIn("limit-redirects", named["public-rtr"]["middlewares"])
        for name in ("api-rtr", "health-rtr"):
            self.assertIn("limit-api", named[name]["middlewares"])

    def test_who_a_client_is_depends_on_the_proxies_in_front(self):
        def strategies(**variables):
            made = middlewares(**variables)
            return [made["api-allow"]["ipAllowList"]["ipStrategy"],
                    *(made[name]["rateLimit"]["sourceCriterion"]["ipStrategy"] for name in ("limit-api", "limit-redirects"))]
        self.assertEqual([{"depth": 0}] * 3, strategies())
        self.assertEqual([{"excludedIPs": ["192.0.2.0/24", "2001:db8::/32"]}] * 3,
                         strategies(QRGEN_UPSTREAM_PROXIES="192.0.2.0/24, 2001:db8::/32"))
        for name, point in self.static["entryPoints"].items():
            self.assertNotIn("forwardedHeaders", point, name)
            self.assertNotIn("proxyProtocol", point, name)

    def test_who_may_use_the_api(self):
        self.assertEqual(["0.0.0.0/0", "::/0"], middlewares()["api-allow"]["ipAllowList"]["sourceRange"])
        self.assertEqual(["192.0.2.0/24", "::1"],
                         middlewares(QRGEN_API_ALLOW="192.0.2.0/24, ::1")["api-allow"]["ipAllowList"]["sourceRange"])
        self.assertIn("api-allow", routers()["api-rtr"]["middlewares"])

    def test_origins(self):
        def origins(**variables):
            return middlewares(**variables)["cors"]["headers"]["accessControlAllowOriginList"]
        self.assertEqual([], origins())
        self.assertEqual(["https://a.example", "http://localhost:3000"],
                         origins(QRGEN_CORS_ORIGINS="https://a.example,http://localhost:3000"))
        self.assertNotIn("QRGEN_CORS_ORIGINS", self.api["environment"], "or both would answer")

    def test_headers(self):
        headers = middlewares()["security-headers"]["headers"]
        self.assertEqual(31536000, headers["stsSeconds"])
        self.assertIs(True, headers["contentTypeNosniff"])
        self.assertIs(True, headers["frameDeny"])
        policy = dict(part.strip().split(" ", 1) for part in headers["contentSecurityPolicy"].split(";"))
        self.assertEqual({"default-src": "'none'", "style-src": "'unsafe-inline'", "img-src": "'self' data:", "base-uri": "'none'",
                          "form-action": "'none'", "frame-ancestors": "'none'"}, policy)  # the test edge says what pages need
        for name, router in routers().items():
            self.assertTrue(router["middlewares"][0].startswith("security-headers"), name)
        development = model(compose.DEVELOPMENT)["services"]["traefik"]["environment"]
        self.assertEqual(0, traefik.configuration(development)["http"]["middlewares"]["security-headers"]["headers"]["stsSeconds"])

    def test_clients_do_not_name_requests(self):
        self.assertEqual({"X-Request-ID": ""}, middlewares()["own-request-id"]["headers"]["customRequestHeaders"])
        for name, router in routers().items():
            self.assertEqual(name != "dashboard-rtr", "own-request-id" in router["middlewares"])

    def test_only_redirects_are_repeated_after_they_may_have_happened(self):
        labels = {key: value for key, value in self.api["labels"].items() if ".retry-redirects.retry." in key}
        self.assertEqual("502", labels["traefik.http.middlewares.retry-redirects.retry.status"])
        self.assertEqual({"attempts": 3, "initialInterval": "50ms"}, middlewares()["retry"]["retry"])
        self.assertEqual({"public-rtr": "retry-redirects@docker", "health-rtr": "retry", "api-rtr": "retry"},
                         {name: router["middlewares"][-1] for name, router in routers().items() if name != "dashboard-rtr"})

    def test_the_log_has_neither_addresses_nor_queries_nor_credentials(self):
        fields = self.static["accessLog"]["fields"]
        self.assertEqual("drop", fields["defaultMode"])
        self.assertEqual({"keep"}, set(fields["names"].values()))
        # RequestPath and RequestLine have the query in them.
        dangerous = {"ClientAddr", "ClientHost", "ClientPort", "ClientUsername", "RequestPath", "RequestLine", "RequestAddr"}
        self.assertEqual(set(), dangerous & set(fields["names"]))
        self.assertEqual({"defaultMode": "drop", "names": {"X-Request-Id": "keep"}}, fields["headers"])


class Rotation(TraefikTest):
    """What keeps the access log small, run by a shell here."""

    SIZE = 50 * 1024 * 1024

    def turn(self, directory):
        """One turn of its loop; the answer is whether Traefik would have been told."""
        entry = model(compose.DEVELOPMENT)["services"]["traefik-logs"]
        script = entry["command"][0]
        for old, new in (("cd /logs/traefik", f"cd {directory}"), ("kill -USR1 1", "echo told"), ("sleep 60", "exit 0"),
                         ("/tmp/alive", f"{directory}/alive")):
            self.assertIn(old, script)
            script = script.replace(old, new)
        return subprocess.run([*entry["entrypoint"], script], check=True, capture_output=True, text=True).stdout == "told\n"

    def test_a_large_log_is_put_aside_and_four_are_kept(self):
        with tempfile.TemporaryDirectory() as directory:
            log = pathlib.Path(directory, "access.log")
            self.assertFalse(self.turn(directory), "there is none yet")
            for number in range(6):
                log.write_text(str(number), encoding="utf-8")
                self.assertFalse(self.turn(directory))
                os.truncate(log, self.SIZE + 1)
                self.assertTrue(self.turn(directory))
            kept = {path.name: path.read_bytes()[:1].decode() for path in pathlib.Path(directory).glob("access.*")}
            self.assertEqual({f"access.{i}.log": str(6 - i) for i in range(1, 5)}, kept)


if __name__ == "__main__":
    unittest.main(verbosity=2)
