-- SPDX-License-Identifier: MIT
-- One row for each scan, one partition for each month (made by the service when it needs them), so that old months can be
-- dropped as a whole. What belongs to no such month goes into the default partition. No foreign key: the rows of a code
-- are no reason to keep it.
CREATE TABLE scan_logs (
    event_id        uuid NOT NULL,
    qr_code_id      uuid NOT NULL,
    scanned_at      timestamptz NOT NULL,
    ip_address      text COLLATE "C",
    raw_user_agent  text COLLATE "C",
    is_genuine_scan boolean NOT NULL,
    referrer        text COLLATE "C",
    country         text COLLATE "C",
    device_family   text COLLATE "C",
    os_family       text COLLATE "C",
    os_version      text COLLATE "C",
    browser_family  text COLLATE "C",
    browser_version text COLLATE "C",
    is_mobile       boolean,
    is_tablet       boolean,
    is_pc           boolean,
    is_bot          boolean,
    CONSTRAINT scan_logs_key PRIMARY KEY (event_id, scanned_at)
) PARTITION BY RANGE (scanned_at)
-- next
CREATE TABLE scan_logs_default PARTITION OF scan_logs DEFAULT
-- next
CREATE INDEX scan_logs_by_code ON scan_logs (qr_code_id, scanned_at, event_id)
-- next
-- How many rows of scan_logs there are for a code and a day (UTC), written in the same transaction.
CREATE TABLE scan_days (
    qr_code_id    uuid NOT NULL,
    day           date NOT NULL,
    scans         bigint NOT NULL,
    genuine_scans bigint NOT NULL,
    CONSTRAINT scan_days_key PRIMARY KEY (qr_code_id, day)
) WITH (fillfactor = 70)
