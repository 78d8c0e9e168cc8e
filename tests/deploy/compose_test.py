#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What docker-compose.yml and packaging/compose/production.yml start holds together, and is as closed as it should be.

usage: QRGEN_BINARY=... compose_test.py
"""

import json
import os
import pathlib
import re
import subprocess
import tempfile
import unittest

import compose
import process
import traefik
from compose import ROOT

BINARY = os.path.abspath(os.environ["QRGEN_BINARY"])
NEEDED = {"QRGEN_PUBLIC_HOST": "qr.example.com", "QRGEN_API_HOST": "api.example.com", "QRGEN_SECRETS": "/etc/qrgen/secrets"}
DEVELOPMENT_SECRETS = ROOT / "packaging/compose/secrets/development"


def development(**variables):
    return compose.model(compose.DEVELOPMENT, variables)


def production(**variables):
    return compose.model(compose.PRODUCTION, {**NEEDED, **variables})


def run(arguments, environment):
    """qrgen in an environment, which it takes all its settings from."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run([BINARY, *arguments], env={"HOME": home, **environment}, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def target_of(mount):
    return compose.UNIQUE["volumes"](mount)


def source_of(mount):
    return mount[:mount.rindex(target_of(mount)) - 1]


class ComposeTest(unittest.TestCase):
    def each_service(self, check):
        """Calls `check` with name, service and whole model for all services of both."""
        for kind, made in (("development", development()), ("production", production())):
            for name, service in made["services"].items():
                with self.subTest(kind, service=name):
                    check(name, service, made)

    def is_task(self, service):
        return service["restart"] == "no"


class References(ComposeTest):
    def test_volumes_networks_and_secrets_are_there_and_used(self):
        used = {"volumes": set(), "networks": set(), "secrets": set()}
        def check(_, service, made):
            volumes = {source_of(mount) for mount in service.get("volumes", []) if source_of(mount)[0] not in "./"}
            mine = {"volumes": volumes, "networks": set(service.get("networks", [])),
                    "secrets": set(service.get("secrets", []))}
            for kind, names in mine.items():
                self.assertLessEqual(names, set(made[kind]), kind)
                used[kind] |= names

        self.each_service(check)
        for kind, names in used.items():
            self.assertEqual(names, set(development()[kind]), f"{kind}: used and declared")

    def test_mounted_files_are_there(self):
        def check(_, service, __):
            for mount in service.get("volumes", []):
                if source_of(mount).startswith("./"):
                    self.assertTrue((ROOT / source_of(mount)).exists(), mount)
                    self.assertTrue(mount.endswith(":ro"), f"{mount} can be written to")

        self.each_service(check)

    def test_secrets_are_files_that_are_there_and_explained(self):
        table = (DEVELOPMENT_SECRETS.parent / "README.md").read_text(encoding="utf-8")
        explained = set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE))
        for made, directory in ((development(), DEVELOPMENT_SECRETS), (production(), pathlib.Path("/etc/qrgen/secrets"))):
            self.assertEqual(explained, set(made["secrets"]))
            for name, secret in made["secrets"].items():
                self.assertEqual({"file": str(directory / name)}, {"file": str(ROOT / secret["file"])})
        self.assertEqual(explained, {path.name for path in DEVELOPMENT_SECRETS.iterdir()})

    def test_the_owner_of_the_database_has_one_password(self):
        password = (DEVELOPMENT_SECRETS / "owner_password").read_text(encoding="utf-8")
        url = (DEVELOPMENT_SECRETS / "database_url").read_text(encoding="utf-8")
        database = development()["services"]["postgres"]["environment"]["POSTGRES_DB"]
        self.assertEqual(f"postgresql://qrgen:{password}@postgres:5432/{database}", url)

    def test_missing_secrets_are_made(self):
        with tempfile.TemporaryDirectory() as parent:
            directory = pathlib.Path(parent) / "secrets"
            made = process.run([ROOT / "packaging/compose/make-secrets", directory]).splitlines()
            secrets = {path.name: path.read_text().strip() for path in directory.iterdir()}
            self.assertEqual(sorted(made), sorted(map(str, directory.iterdir())))
            self.assertEqual({*production()["secrets"], "admin_password"}, set(secrets))
            self.assertEqual(len(secrets), len(set(secrets.values())))
            self.assertEqual(f"postgresql://qrgen:{secrets['owner_password']}@postgres:5432/qrgen", secrets["database_url"])
            name, _, stored = secrets["admin_users"].partition(":")
            salt = stored.split("$")[2]
            again = process.run(["openssl", "passwd", "-apr1", "-salt", salt, secrets["admin_password"]]).strip()
            self.assertEqual(("admin", again), (name, stored))
            self.assertEqual(0o700, directory.stat().st_mode & 0o777)
            self.assertEqual(0o400, (directory / "admin_password").stat().st_mode & 0o777)
            self.assertEqual("", process.run([ROOT / "packaging/compose/make-secrets", directory]))
            (directory / "reader_password").unlink()
            self.assertEqual(f"{directory}/reader_password\n",
                             process.run([ROOT / "packaging/compose/make-secrets", directory]))

    def test_the_superuser_of_the_database_is_only_for_who_makes_roles(self):
        def check(name, service, _):
            self.assertEqual(name in ("postgres", "reader"), "postgres_password" in service.get("secrets", []))

        self.each_service(check)
        self.assertNotEqual((DEVELOPMENT_SECRETS / "owner_password").read_text(encoding="utf-8"),
                            (DEVELOPMENT_SECRETS / "postgres_password").read_text(encoding="utf-8"))

    def test_who_is_waited_for_gets_there(self):
        def check(_, service, made):
            for other, dependency in service.get("depends_on", {}).items():
                awaited = made["services"][other]
                expected = "service_completed_successfully" if self.is_task(awaited) else "service_healthy"
                self.assertEqual(expected, dependency["condition"], other)

        self.each_service(check)

    def test_migrations_run_before_the_service_from_its_image(self):
        for made in (development(), production()):
            services = made["services"]
            self.assertEqual(services["api"]["image"], services["migrate"]["image"])
            self.assertIn("migrate", services["api"]["depends_on"])
            self.assertNotIn("build", services["migrate"], "two that build the same name get into each other's way")

    def test_watched_paths_are_there(self):
        for watch in development()["services"]["api"]["develop"]["watch"]:
            self.assertTrue((ROOT / watch["path"]).exists(), watch)


class Networks(ComposeTest):
    # Who has something to say to each other.
    TOGETHER = {
        "qr_generator_network": {"api", "prometheus", "traefik"},
        "database": {"api", "grafana", "migrate", "postgres", "postgres-test", "reader"},
        "monitoring": {"alloy", "grafana", "loki", "prometheus"},
        "docker_socket": {"docker-socket", "traefik"},
    }

    def test_who_shares_a_network_with_whom(self):
        for made in (development(), production()):
            members = {name: set() for name in made["networks"]}
            for name, service in made["services"].items():
                for network in service.get("networks", []):
                    members[network].add(name)
                if name == "traefik-logs":
                    self.assertEqual("none", service["network_mode"])
                else:
                    self.assertTrue(service["networks"], "Compose would give it one of all")
            self.assertEqual(self.TOGETHER, members)

    def shared(self, one, other):
        return {network for network, members in self.TOGETHER.items() if {one, other} <= members}

    def test_who_asks_whom_can_and_finds_one_address_of_each_replica(self):
        jobs = compose.read(ROOT / "packaging/prometheus/prometheus.yml")["scrape_configs"]
        for asked in [job.get("dns_sd_configs", job.get("static_configs"))[0] for job in jobs]:
            name = [*asked.get("names", []), *asked.get("targets", [])][0].partition(":")[0]
            if name != "localhost":
                self.assertEqual(1, len(self.shared("prometheus", name)), name)
        sources = compose.read(ROOT / "packaging/grafana/provisioning/datasources/qrgen.yml")["datasources"]
        for host in [re.sub(r"^\w+://|:\d+$", "", source["url"]) for source in sources]:
            self.assertTrue(self.shared("grafana", host), host)
        for one, other in (("api", "postgres"), ("migrate", "postgres"), ("reader", "postgres"), ("alloy", "loki"),
                           ("traefik", "api"), ("traefik", "docker-socket")):
            self.assertTrue(self.shared(one, other), f"{one} and {other}")

    def test_traefik_takes_the_address_that_it_can_reach(self):
        for made in (development(), production()):
            (network,) = self.shared("traefik", "api")
            self.assertEqual(made["networks"][network]["name"], made["services"]["api"]["labels"]["traefik.docker.network"])

    def test_visitors_with_ipv6_keep_their_addresses_in_production(self):
        self.assertIs(True, production()["networks"]["qr_generator_network"]["enable_ipv6"])


class Closed(ComposeTest):
    def test_images_are_pinned(self):
        def check(_, service, __):
            self.assertRegex(service["image"], r"^(qrgen:development|[\w/]+:v?\d+\.\d+(\.\d+)?(-alpine)?)$")

        self.each_service(check)

    def test_the_version_is_that_of_the_project(self):
        version = re.search(r"project\(\s*qrgen\s+VERSION\s+([\d.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
        self.assertEqual(f"qrgen:{version}", production()["services"]["api"]["image"])
        self.assertEqual(version, production()["services"]["api"]["build"]["args"]["QRGEN_VERSION"])

    def test_all_are_hardened_and_limited(self):
        def check(_, service, __):
            self.assertIs(True, service["read_only"])
            self.assertEqual(["ALL"], service["cap_drop"])
            self.assertNotIn("cap_add", service)
            self.assertFalse({"privileged", "pid", "ipc", "userns_mode"} & set(service))
            self.assertEqual(["no-new-privileges:true"], service["security_opt"])
            self.assertEqual({"max-size", "max-file"}, set(service["logging"]["options"]))
            self.assertEqual({"cpus", "memory", "pids"}, set(service["deploy"]["resources"]["limits"]))

        self.each_service(check)

    def test_all_are_watched_and_started_again(self):
        def check(_, service, __):
            if self.is_task(service):
                self.assertEqual({"disable": True}, service["healthcheck"])
            else:
                self.assertEqual("unless-stopped", service["restart"])
                self.assertTrue({"test", "interval", "timeout", "retries", "start_period"} <= set(service["healthcheck"]))

        self.each_service(check)

    def test_development_listens_on_this_machine_only(self):
        for service in development()["services"].values():
            for port in service.get("ports", []):
                self.assertRegex(port, r"^127\.0\.0\.1:\d+:\d+$")

    def test_production_shows_the_world_nothing_but_traefik(self):
        published = {name: service["ports"] for name, service in production()["services"].items()
                     if service.get("ports") and name not in ("postgres-test",)}
        self.assertEqual({"traefik": ["80:80", "443:443", "127.0.0.1:8080:8080"], "prometheus": ["127.0.0.1:9090:9090"],
                          "grafana": ["127.0.0.1:3000:3000"]}, published)
        self.assertEqual(["test"], production()["services"]["postgres-test"]["profiles"])

    def test_only_one_has_the_socket_of_docker(self):
        def check(name, service, _):
            with_socket = any(target_of(mount).endswith("docker.sock") for mount in service.get("volumes", []))
            self.assertEqual(name == "docker-socket", with_socket)

        self.each_service(check)
        self.assertIs(True, development()["networks"]["docker_socket"]["internal"])

    def test_production_starts_with_nothing_that_everybody_knows(self):
        for name in NEEDED:
            with self.assertRaisesRegex(compose.Missing, name):
                compose.model(compose.PRODUCTION, {**NEEDED, name: ""})
        text = json.dumps({**production(), "services": {name: service for name, service in production()["services"].items()
                                                        if name != "postgres-test"}})
        self.assertNotIn("secrets/development", text)
        for name in ("owner_password", "postgres_password", "reader_password"):
            self.assertNotIn((DEVELOPMENT_SECRETS / name).read_text(encoding="utf-8"), text)

    def test_production_asks_for_credentials_unless_told_otherwise(self):
        for name in ("api", "traefik"):
            self.assertEqual("api-key", production()["services"][name]["environment"]["QRGEN_AUTH"])
            self.assertEqual("none", production(QRGEN_AUTH="none")["services"][name]["environment"]["QRGEN_AUTH"])
            self.assertEqual("production", production()["services"][name]["environment"]["QRGEN_ENVIRONMENT"])
            self.assertEqual("none", development()["services"][name]["environment"]["QRGEN_AUTH"])

    def test_production_is_a_release_and_development_a_debug_build(self):
        self.assertEqual("Debug", development()["services"]["api"]["build"]["args"]["QRGEN_BUILD_TYPE"])
        self.assertEqual("Release", production()["services"]["api"]["build"]["args"]["QRGEN_BUILD_TYPE"])
        self.assertNotIn("develop", production()["services"]["api"])

    def test_the_service_can_have_replicas(self):
        api = production()["services"]["api"]
        self.assertEqual("2", api["deploy"]["replicas"])
        self.assertFalse({"container_name", "ports", "hostname"} & set(api))


class Times(ComposeTest):
    def test_the_service_has_time_to_end(self):
        def check(name, service, _):
            if name == "api":
                delay, timeout = (int(service["environment"][key]) for key in ("QRGEN_DRAIN_DELAY", "QRGEN_DRAIN_TIMEOUT"))
                self.assertGreater(compose.seconds(service["stop_grace_period"]), delay + 2 * timeout)
                check = {key.rpartition(".")[2]: value for key, value in service["labels"].items() if ".healthcheck." in key}
                self.assertEqual("/health/ready", check["path"])
                replicas = int(production()["services"]["api"]["deploy"]["replicas"])
                self.assertGreater(delay, compose.seconds(check["interval"]) + replicas * compose.seconds(check["timeout"]))

        self.each_service(check)

    def test_idle_connections_are_closed_from_traefiks_side(self):
        settings = json.loads(run(["config", "show", "--json"], {}))["items"]
        keep_alive = next(int(setting["value"]) for setting in settings if setting["key"] == "keep_alive")
        static = compose.read(traefik.STATIC)
        self.assertLess(compose.seconds(static["serversTransport"]["forwardingTimeouts"]["idleConnTimeout"]), keep_alive)
        for made in (development(), production()):
            self.assertNotIn("QRGEN_KEEP_ALIVE", made["services"]["api"]["environment"])


class Variables(ComposeTest):
    def texts(self):
        return {path: re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
                for path in compose.PRODUCTION}

    def test_every_variable_is_explained_and_every_explained_one_used(self):
        example = (ROOT / ".env.example").read_text(encoding="utf-8")
        explained = re.findall(r"^#?([A-Z0-9_]+)=", example, re.MULTILINE)
        used = set().union(*map(compose.variables, self.texts().values()))
        self.assertEqual({"COMPOSE_FILE", *used}, set(explained))  # that one is for Compose itself
        self.assertEqual(len(explained), len(set(explained)))

    def test_whoever_fills_it_in_gets_production(self):
        example = (ROOT / ".env.example").read_text(encoding="utf-8")
        given = dict(re.findall(r"^([A-Z0-9_]+)=(.+)$", example, re.MULTILINE))
        self.assertEqual(compose.PRODUCTION, tuple(ROOT / name for name in given.pop("COMPOSE_FILE").split(":")))
        self.assertEqual(set(NEEDED), set(given))

    def test_what_is_left_out_is_the_default(self):
        example = (ROOT / ".env.example").read_text(encoding="utf-8")
        for name, value in re.findall(r"^#([A-Z0-9_]+)=(.+)$", example, re.MULTILINE):
            for text in reversed(self.texts().values()):
                if default := re.search(rf"\$\{{{name}:-([^}}]+)\}}", text):
                    self.assertEqual(default[1], value, name)
                    break

    def test_without_any_variable_development_is_complete(self):
        self.assertNotIn("${", json.dumps(development()))

    def test_traefik_is_handed_what_its_files_ask_for(self):
        asked = {name for path in traefik.DYNAMIC for name in re.findall(r'env "(\w+)"', path.read_text(encoding="utf-8"))}
        for made in (development(), production()):
            self.assertEqual(asked, set(made["services"]["traefik"]["environment"]))

    def environment_of(self, service):
        """As the container has it, with the secrets where they are here."""
        return {key: value.replace("/run/secrets", str(DEVELOPMENT_SECRETS)) for key, value in service["environment"].items()}

    def test_the_settings_of_the_service_are_settings_and_take_effect(self):
        variants = [development(), production(), production(
            QRGEN_ALLOWED_REDIRECT_DOMAINS="example.com,example.org", QRGEN_UPSTREAM_PROXIES="192.0.2.0/24,2001:db8::/32",
            QRGEN_RETENTION="13months", QRGEN_IP_PRIVACY="none", QRGEN_DO_NOT_TRACK="honour", QRGEN_AUTH="none")]
        for made in variants:
            for name in ("api", "migrate"):
                environment = self.environment_of(made["services"][name])
                run(["config", "check"], environment)
                shown = json.loads(run(["config", "show", "--json"], environment))["items"]
                taken = {f"QRGEN_{item['key']}".upper() for item in shown if item["origin"] == "environment"}
                self.assertEqual({key.removesuffix("_FILE") for key, value in environment.items() if value}, taken)

    def test_traefik_and_what_is_in_front_of_it_are_trusted(self):
        for make in (development, production):
            for proxies in ({}, {"QRGEN_UPSTREAM_PROXIES": "192.0.2.0/24"}):
                made = make(**proxies)
                networks = [entry["subnet"] for entry in made["networks"]["qr_generator_network"]["ipam"]["config"]]
                self.assertEqual([*networks, *proxies.values()],
                                 made["services"]["api"]["environment"]["QRGEN_TRUSTED_PROXIES"].split(","))
        self.assertEqual(2, len(production()["networks"]["qr_generator_network"]["ipam"]["config"]))

    def test_codes_are_printed_with_the_public_host(self):
        self.assertEqual("https://qr.example.com", production()["services"]["api"]["environment"]["QRGEN_BASE_URL"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
