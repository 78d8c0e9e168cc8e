#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How `qrgen serve` starts, reloads and ends: signals, what it tells the service manager, process 1.

usage: QRGEN_BINARY=... lifecycle_test.py
"""

import os
import signal
import socket
import subprocess
import time
import unittest

import client
import process
from load import Load, check_exact
from postgresql import server
from service import BINARY, Service, environment

ENOUGH = 2000  # answers that make a load

class LifecycleTest(unittest.TestCase):
    def setUp(self):
        self.database = server().new_database()

    def new_service(self, **settings):
        return Service(self.addCleanup, self.database, **settings)


class End(LifecycleTest):
    def test_under_load_each_request_is_answered_whole_or_not_begun(self):
        service = self.new_service().start("--migrate")
        targets = service.make_codes(5)
        load = Load([service], targets, threads=24, depth=1)
        load.await_answers(ENOUGH)
        service.stop()
        tally = load.await_end()
        self.assertEqual([], tally.torn)
        check_exact(self, self.database, tally)  # so the journal was delivered, too

    def test_while_it_is_drained_it_still_answers_but_is_not_ready(self):
        service = self.new_service(drain_delay=600).start("--migrate")
        targets = service.make_codes(5)
        load = Load([service], targets)
        load.await_answers(ENOUGH)
        service.signal(signal.SIGTERM)
        process.await_true(lambda: service.call("GET", "/health/ready").status == 503, "not ready")
        self.assertEqual({"status": "draining"}, service.call("GET", "/health/ready").json())
        self.assertEqual(200, service.call("GET", "/health/live").status)
        load.await_answers(ENOUGH)
        self.assertEqual([], load.stop().wrong)

    def test_a_request_that_takes_long_is_answered_before_the_end(self):
        service = self.new_service().start("--migrate")
        body = b'{"redirect_url": "https://example.com/late", "short_id": "late"}'
        with service.connect() as connection:
            request = client.request_bytes("POST", "/api/v1/qr/dynamic", {"Expect": "100-continue"}, body)
            connection.send(request[:-len(body)])
            connection.read_continue()  # the server has begun with it
            service.signal(signal.SIGTERM)
            service.output.await_line('"ending"')
            connection.send(body)
            answer = connection.read()
        self.assertEqual(201, answer.status)
        self.assertEqual(0, service.wait())
        self.assertEqual([["late"]], self.database.query("SELECT short_id FROM qr_codes"))

    def test_a_second_signal_ends_it_at_once(self):
        for second in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(second=second):
                service = self.new_service(drain_delay=3600).start("--migrate")
                service.signal(signal.SIGTERM)
                service.output.await_line('"ending"')
                service.signal(second)
                self.assertEqual(128 + second, service.wait())

    def test_with_the_database_away_it_ends_and_the_next_start_delivers(self):
        service = self.new_service().start("--migrate")
        load = Load([service], service.make_codes(5))
        load.await_answers(ENOUGH)
        with server().away():
            load.await_answers(ENOUGH)
            tally = load.stop()
            service.stop()
            service.output.await_line("scans are left in the journal")
        service.start().stop()
        check_exact(self, self.database, tally)


class Start(LifecycleTest):
    def fails(self, service, *arguments):
        done = subprocess.run(service.command(*arguments), env=service.environment, stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, timeout=process.PATIENCE, check=False)
        self.assertNotEqual(0, done.returncode)
        return done.stderr

    def test_a_schema_that_is_not_there_is_refused_and_the_way_out_named(self):
        self.assertIn("migrate", self.fails(self.new_service()))
        self.assertEqual([["0"]], self.database.query("SELECT count(*) FROM pg_tables WHERE tablename = 'qr_codes'"))

    def test_a_schema_of_a_later_version_is_refused_also_with_migrate(self):
        service = self.new_service()
        service.cli("migrate", "up")
        self.database.query("UPDATE schema_migrations SET version = version + 1000 "
                            "WHERE version = (SELECT max(version) FROM schema_migrations)")
        for arguments in ([], ["--migrate"]):
            self.assertIn("schema", self.fails(service, *arguments))

    def test_without_any_key_nobody_could_use_it_from_elsewhere(self):
        service = self.new_service(listen="0.0.0.0:0", auth=None)
        service.cli("migrate", "up")
        self.assertIn("apikey create", self.fails(service))
        service.make_key("admin")
        service.start()

    def test_a_port_that_is_taken_is_an_error(self):
        first = self.new_service().start("--migrate")
        second = self.new_service(listen=f"127.0.0.1:{first.port}")
        self.assertIn(str(first.port), self.fails(second))

    def test_two_that_migrate_at_the_same_time(self):
        services = [self.new_service() for _ in range(3)]
        processes = [process.start(service.command("--migrate"), env=service.environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.PIPE) for service in services]
        for started in processes:
            process.Output(started.stderr).await_line("listening on")
            started.kill()
            started.wait()

    def test_healthcheck_tells_whether_it_is_there(self):
        service = self.new_service().start("--migrate")
        url = f"http://127.0.0.1:{service.port}"
        self.assertIn("healthy", service.cli("healthcheck", "--url", url))
        service.stop()
        done = subprocess.run([BINARY, "healthcheck", "--url", url], env=environment(service.home),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        self.assertEqual((1, ""), (done.returncode, done.stdout))


class Reload(LifecycleTest):
    def setUp(self):
        super().setUp()
        self.service = self.new_service(log_level="warning", allowed_redirect_domains=["example.com"])
        self.service.write_configuration(log_level="info")
        self.service.start("--migrate")
        self.targets = self.service.make_codes(1)

    def reload(self, expected):
        start = len(self.service.output.lines)
        self.service.signal(signal.SIGHUP)
        return self.service.output.await_line(expected, start)

    def test_a_good_file_takes_effect(self):
        self.service.write_configuration(allowed_redirect_domains=["example.net"])
        self.reload("the configuration was read again")
        self.assertEqual(400, self.service.location("code0"))
        body = {"redirect_url": "https://example.com/"}
        self.assertEqual(422, self.service.call("POST", "/api/v1/qr/dynamic", data=body).status)
        body = {"redirect_url": "https://www.example.net/"}
        self.assertEqual(201, self.service.call("POST", "/api/v1/qr/dynamic", data=body).status)
        self.service.write_configuration(allowed_redirect_domains=[])
        self.reload("the configuration was read again")
        self.assertEqual(self.targets["code0"], self.service.location("code0"))

    def test_the_log_level_and_the_access_log_can_be_changed(self):
        self.service.write_configuration(access_log="on", log_level="error")
        start = len(self.service.output.lines)
        self.service.signal(signal.SIGHUP)
        process.await_true(lambda: self.is_logged("agent for the log", start), "the access log")
        self.assertFalse(self.has_line("the configuration was read again", start), "the log level stays as it was")
        self.service.write_configuration(log_level="info")
        self.reload("the configuration was read again")

    def is_logged(self, agent, start):
        self.service.call("GET", "/r/code0", headers={"User-Agent": agent})
        return self.has_line(agent, start)

    def has_line(self, text, start):
        return any(text in line for line in self.service.output.lines[start:])

    def test_a_bad_file_keeps_what_was_and_says_so(self):
        self.service.write_broken_configuration()
        self.assertIn("log_level", self.reload("the configuration stays as it was: .*").group(0))
        self.assertEqual(self.targets["code0"], self.service.location("code0"))
        body = {"redirect_url": "https://example.net/"}
        self.assertEqual(422, self.service.call("POST", "/api/v1/qr/dynamic", data=body).status)

    def test_what_takes_a_new_start_is_named(self):
        self.service.write_configuration(listen="127.0.0.1:1", database_pool=7)
        self.reload("listen was changed, which takes effect at the next start")
        self.assertEqual(200, self.service.call("GET", "/health/live").status)

    def test_under_load_no_redirect_fails(self):
        load = Load([self.service], self.targets)
        for _ in range(10):
            load.await_answers(100)
            self.reload("the configuration was read again")
        tally = load.stop()
        self.service.stop()
        check_exact(self, self.database, tally)


class LockedTable(LifecycleTest):
    """Somebody has locked a table that the service reads by itself, such as by a migration that takes long."""

    def setUp(self):
        super().setUp()
        self.service = self.new_service().start("--migrate")
        self.service.make_codes(1)
        locker = process.start(["psql", "-X", "-c", "BEGIN; LOCK TABLE qr_codes; SELECT pg_sleep(3600)", self.database.url],
                               stdout=subprocess.DEVNULL)
        self.addCleanup(locker.wait)
        self.addCleanup(locker.kill)
        process.await_true(lambda: self.locks("AccessExclusiveLock", granted="t"), "the lock")
        self.database.query("SELECT pg_notify('qrgen_changes', 'code:code0')")
        process.await_true(lambda: self.locks("AccessShareLock", granted="f"), "the service waits for it")

    def locks(self, mode, granted):
        """Those of the table."""
        return self.database.query("SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database AND datname = current_database() "
                                   f"WHERE relation = 'qr_codes'::regclass AND mode = '{mode}' AND granted = '{granted}'")

    def test_it_hears_signals_all_the_same(self):
        self.service.signal(signal.SIGHUP)
        self.service.output.await_line("the configuration was read again")
        self.service.signal(signal.SIGTERM)
        self.assertEqual(0, self.service.wait())


class ServiceManager(LifecycleTest):
    """The protocol of sd_notify(3)."""

    def setUp(self):
        super().setUp()
        self.service = self.new_service()
        path = str(self.service.home / "notify")
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.socket.close)
        self.socket.bind(path)
        self.socket.settimeout(process.PATIENCE)
        self.service.environment["NOTIFY_SOCKET"] = path

    def message(self):
        return dict(line.split("=", 1) for line in self.socket.recv(4096).decode().splitlines())

    def test_ready_reloading_stopping(self):
        self.service.start("--migrate")
        self.assertEqual("1", self.message()["READY"])
        self.assertEqual(200, self.service.call("GET", "/health/ready").status)
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.service.signal(signal.SIGHUP)
        reloading = self.message()
        self.assertEqual("1", reloading["RELOADING"])
        self.assertGreaterEqual(int(reloading["MONOTONIC_USEC"]), before)
        self.assertEqual("1", self.message()["READY"])
        self.service.write_broken_configuration()
        self.service.signal(signal.SIGHUP)
        self.assertEqual("1", self.message()["RELOADING"])
        self.assertEqual("1", self.message()["READY"])
        self.service.signal(signal.SIGTERM)
        self.assertEqual("1", self.message()["STOPPING"])
        self.assertEqual(0, self.service.wait())

    def test_the_watchdog_is_kept_quiet(self):
        self.service.environment["WATCHDOG_USEC"] = "100000"
        self.service.start("--migrate")
        self.assertEqual("1", self.message()["READY"])
        for _ in range(3):
            self.assertEqual({"WATCHDOG": "1"}, self.message())


def can_unshare():
    if os.geteuid() != 0:
        return False
    return subprocess.run(["unshare", "--pid", "--fork", "--mount-proc", "true"], capture_output=True,
                          check=False).returncode == 0


class ProcessOne(LifecycleTest):
    """As in a container without an init: the kernel then ignores signals that have no handler."""

    def test_signals_reload_and_end_it(self):
        service = self.new_service()
        service.start("--migrate", wrapper=["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"])
        inner = process.children(service.pid)[0]
        load = Load([service], service.make_codes(3))
        load.await_answers(ENOUGH)
        os.kill(inner, signal.SIGHUP)
        service.output.await_line("the configuration was read again")
        os.kill(inner, signal.SIGTERM)
        tally = load.await_end()
        self.assertEqual(0, service.wait())
        self.assertEqual([], tally.torn)
        check_exact(self, self.database, tally)

    def test_a_second_signal_ends_it_at_once(self):
        service = self.new_service(drain_delay=3600)
        service.start("--migrate", wrapper=["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"])
        inner = process.children(service.pid)[0]
        os.kill(inner, signal.SIGTERM)
        service.output.await_line('"ending"')
        os.kill(inner, signal.SIGTERM)
        self.assertEqual(128 + signal.SIGTERM, service.wait())


if not can_unshare():
    del ProcessOne


if __name__ == "__main__":
    unittest.main(verbosity=2)
