-- SPDX-License-Identifier: MIT
-- One row for each scan. No foreign key: the rows of a code are no reason to keep it.
CREATE TABLE scan_logs (
    event_id        TEXT NOT NULL,
    qr_code_id      TEXT NOT NULL,
    scanned_at      TEXT NOT NULL,
    ip_address      TEXT,
    raw_user_agent  TEXT,
    is_genuine_scan INTEGER NOT NULL,
    referrer        TEXT,
    country         TEXT,
    device_family   TEXT,
    os_family       TEXT,
    os_version      TEXT,
    browser_family  TEXT,
    browser_version TEXT,
    is_mobile       INTEGER,
    is_tablet       INTEGER,
    is_pc           INTEGER,
    is_bot          INTEGER,
    PRIMARY KEY (event_id, scanned_at)
) STRICT
-- next
CREATE INDEX scan_logs_by_code ON scan_logs (qr_code_id, scanned_at, event_id)
-- next
-- How many rows of scan_logs there are for a code and a day (UTC), written in the same transaction.
CREATE TABLE scan_days (
    qr_code_id    TEXT NOT NULL,
    day           TEXT NOT NULL,
    scans         INTEGER NOT NULL,
    genuine_scans INTEGER NOT NULL,
    PRIMARY KEY (qr_code_id, day)
) STRICT, WITHOUT ROWID
