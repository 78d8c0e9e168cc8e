-- SPDX-License-Identifier: MIT
-- What is found out about a scan when it is taken to the database.
ALTER TABLE scan_logs ADD COLUMN city TEXT
-- next
ALTER TABLE scan_logs ADD COLUMN language TEXT
-- next
ALTER TABLE scan_logs ADD COLUMN referrer_host TEXT
-- next
-- Roll-ups: what the scans of a code and a day (UTC) add up to. `quarters` and `lists` are JSON, written by the program
-- alone (core/store/scan_rollup.hpp): scans by quarter of an hour, and people's scans by device, system and so on.
ALTER TABLE scan_days ADD COLUMN bots INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE scan_days ADD COLUMN visitors INTEGER NOT NULL DEFAULT 0
-- next
ALTER TABLE scan_days ADD COLUMN quarters TEXT NOT NULL DEFAULT '{}'
-- next
ALTER TABLE scan_days ADD COLUMN lists TEXT NOT NULL DEFAULT '{}'
-- next
-- The same by month, whose first day is `day`.
CREATE TABLE scan_months (
    qr_code_id    TEXT NOT NULL,
    day           TEXT NOT NULL,
    scans         INTEGER NOT NULL,
    genuine_scans INTEGER NOT NULL,
    bots          INTEGER NOT NULL,
    visitors      INTEGER NOT NULL,
    lists         TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (qr_code_id, day)
) STRICT, WITHOUT ROWID
-- next
-- The same of all codes together.
CREATE TABLE all_scan_days (
    day           TEXT NOT NULL PRIMARY KEY,
    scans         INTEGER NOT NULL,
    genuine_scans INTEGER NOT NULL,
    bots          INTEGER NOT NULL,
    visitors      INTEGER NOT NULL,
    quarters      TEXT NOT NULL DEFAULT '{}',
    lists         TEXT NOT NULL DEFAULT '{}'
) STRICT
-- next
CREATE TABLE all_scan_months (
    day           TEXT NOT NULL PRIMARY KEY,
    scans         INTEGER NOT NULL,
    genuine_scans INTEGER NOT NULL,
    bots          INTEGER NOT NULL,
    visitors      INTEGER NOT NULL,
    lists         TEXT NOT NULL DEFAULT '{}'
) STRICT
-- next
INSERT INTO scan_months (qr_code_id, day, scans, genuine_scans, bots, visitors)
SELECT qr_code_id, substr(day, 1, 8) || '01', sum(scans), sum(genuine_scans), 0, 0 FROM scan_days GROUP BY 1, 2
-- next
INSERT INTO all_scan_days (day, scans, genuine_scans, bots, visitors)
SELECT day, sum(scans), sum(genuine_scans), 0, 0 FROM scan_days GROUP BY 1
-- next
INSERT INTO all_scan_months (day, scans, genuine_scans, bots, visitors)
SELECT day, sum(scans), sum(genuine_scans), 0, 0 FROM scan_months GROUP BY 1
-- next
-- Who has scanned a code on a day: a hash with the salt of the day. Once that is thrown away, nothing leads to a scan.
CREATE TABLE scan_visitors (
    day        TEXT NOT NULL,
    qr_code_id TEXT NOT NULL,
    visitor    INTEGER NOT NULL,
    PRIMARY KEY (day, qr_code_id, visitor)
) STRICT, WITHOUT ROWID
-- next
CREATE TABLE visitor_salts (
    day  TEXT NOT NULL PRIMARY KEY,
    salt TEXT NOT NULL
) STRICT
-- next
-- One row: from this day on, nothing was removed from scan_logs. Of days before, only the roll-ups know all.
CREATE TABLE scan_log_start (
    day TEXT NOT NULL
) STRICT
-- next
INSERT INTO scan_log_start (day) VALUES ('0001-01-01')
