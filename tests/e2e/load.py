# SPDX-License-Identifier: MIT
"""Many clients at once that follow short links and keep exact count of the answers; and what the database counted."""

import collections
import itertools
import os
import threading

import client
import process
from service import BINARY, environment


class Tally:
    """Redirects by short id and whether they were genuine scans."""

    def __init__(self):
        self.answered = collections.Counter()    # a whole 302 has come
        self.unanswered = collections.Counter()  # sent, as far as the client knows, and no answer has come
        self.wrong = []                          # answers that are not the right 302
        self.torn = []                           # what had come of answers that were cut off

    def add(self, other):
        self.answered += other.answered
        self.unanswered += other.unanswered
        self.wrong += other.wrong
        self.torn += other.torn


class Load:
    """Threads that ask one after the other, each on a connection of its own, until told to stop or cut off.

    Of every three requests one has `scan_ref=qr`, the mark of a genuine scan. `depth` requests are sent at once.
    """

    def __init__(self, services, targets, *, threads=8, depth=4):
        self._services = services
        self._targets = targets
        self._depth = depth
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._total = 0
        self._running = threads
        self._tallies = [Tally() for _ in range(threads)]
        self._threads = [threading.Thread(target=self._run, args=(number,), daemon=True) for number in range(threads)]
        for thread in self._threads:
            thread.start()

    def _run(self, number):
        tally = self._tallies[number]
        service = self._services[number % len(self._services)]
        short_ids = itertools.cycle([*self._targets][number:] + [*self._targets][:number])
        genuine = itertools.cycle([True, False, False])
        try:
            with service.connect() as connection:
                while not self._stopping.is_set():
                    self._ask(connection, [(next(short_ids), next(genuine)) for _ in range(self._depth)], tally)
        except (ConnectionError, client.Lost, TimeoutError) as error:
            if partial := getattr(error, "partial", b""):
                tally.torn.append(partial)
        except client.Malformed as error:
            tally.wrong.append(error)
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def _ask(self, connection, scans, tally):
        targets = [f"/r/{short_id}" + ("?scan_ref=qr" if is_genuine else "") for short_id, is_genuine in scans]
        tally.unanswered.update(scans)
        connection.send(b"".join(client.request_bytes("GET", target) for target in targets))
        for scan in scans:
            answer = connection.read()
            if answer.status != 302 or answer.header("Location") not in self._allowed(scan[0]):
                tally.wrong.append((scan, answer))
            tally.unanswered[scan] -= 1
            tally.answered[scan] += answer.status == 302
        with self._changed:
            self._total += len(scans)
            self._changed.notify_all()

    def _allowed(self, short_id):
        target = self._targets[short_id]
        return (target,) if isinstance(target, str) else target

    def await_answers(self, count):
        """Until so many more answers have come."""
        with self._changed:
            goal = self._total + count
            self._changed.wait_for(lambda: self._total >= goal or self._running == 0 or self.wrong(), process.PATIENCE)
            if self._total < goal or self.wrong():
                raise process.Gone(f"{count} good answers; {self._running} clients are left, {self.wrong()[:3]}")

    def go_on(self, seconds):
        """Lets the load go on for so long, unless all clients are cut off."""
        with self._changed:
            self._changed.wait_for(lambda: self._running == 0, seconds)

    def wrong(self):
        return [wrong for tally in self._tallies for wrong in tally.wrong]

    def await_end(self):
        """The tally, when all clients have been cut off."""
        return self._join()

    def stop(self):
        """The tally; nothing is on the way any more, unless a connection was lost."""
        self._stopping.set()
        return self._join()

    def _join(self):
        whole = Tally()
        for thread, tally in zip(self._threads, self._tallies):
            thread.join(process.PATIENCE)
            if thread.is_alive():
                raise process.Gone("a client does not get an answer")
            whole.add(tally)
        return whole


COUNTS = """
SELECT c.short_id, c.scan_count, c.genuine_scan_count,
       (SELECT count(*) FROM scan_logs s WHERE s.qr_code_id = c.id),
       (SELECT count(*) FROM scan_logs s WHERE s.qr_code_id = c.id AND s.is_genuine_scan),
       (SELECT coalesce(sum(d.scans), 0) FROM scan_days d WHERE d.qr_code_id = c.id),
       (SELECT coalesce(sum(d.genuine_scans), 0) FROM scan_days d WHERE d.qr_code_id = c.id)
  FROM qr_codes c WHERE c.qr_type = 'dynamic'
"""


def stored_scans(test, database):
    """What the database holds, as a Counter like those of Tally. Rows, counters and roll-ups must agree, and no event
    be there twice."""
    rows, events = map(int, database.query("SELECT count(*), count(DISTINCT event_id) FROM scan_logs")[0])
    test.assertEqual(rows, events, "an event is stored twice")
    stored = collections.Counter()
    for short_id, *counts in database.query(COUNTS):
        all_scans, genuine = map(int, counts[:2])
        test.assertEqual([all_scans, genuine] * 3, [int(count) for count in counts], f"counts of {short_id} differ")
        stored[short_id, True] = genuine
        stored[short_id, False] = all_scans - genuine
    test.assertEqual(rows, stored.total(), "rows of codes that are not there")
    process.run([BINARY, "rollup", "check", "--config", os.devnull],
                env=environment(os.devnull, QRGEN_DATABASE_URL=database.url))
    return stored


def check_exact(test, database, tally):
    """Scans in the database = answers that clients got, code by code."""
    test.assertEqual([], tally.wrong[:3])
    stored = stored_scans(test, database)
    test.assertEqual({}, {scan: (tally.answered[scan], stored[scan]) for scan in {*stored, *tally.answered}
                          if tally.answered[scan] != stored[scan]}, "(answered, stored) by scan")


def check_bounds(test, database, tally):
    """The same when the service was killed: what it had not answered yet may be stored or not."""
    test.assertEqual([], tally.wrong[:3])
    stored = stored_scans(test, database)
    for scan in {*stored, *tally.answered}:
        test.assertGreaterEqual(stored[scan], tally.answered[scan], f"{scan}: an answered scan was lost")
        most = tally.answered[scan] + tally.unanswered[scan]
        test.assertLessEqual(stored[scan], most, f"{scan}: more scans than requests")
