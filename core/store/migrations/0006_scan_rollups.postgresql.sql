-- SPDX-License-Identifier: MIT
-- What is found out about a scan when it is taken to the database.
ALTER TABLE scan_logs
    ADD COLUMN city          text COLLATE "C",
    ADD COLUMN language      text COLLATE "C",
    ADD COLUMN referrer_host text COLLATE "C"
-- next
-- Roll-ups: what the scans of a code and a day (UTC) add up to. `quarters` and `lists` are JSON, written by the program
-- alone (core/store/scan_rollup.hpp): scans by quarter of an hour, and people's scans by device, system and so on.
ALTER TABLE scan_days
    ADD COLUMN bots     bigint NOT NULL DEFAULT 0,
    ADD COLUMN visitors bigint NOT NULL DEFAULT 0,
    ADD COLUMN quarters text COLLATE "C" NOT NULL DEFAULT '{}',
    ADD COLUMN lists    text COLLATE "C" NOT NULL DEFAULT '{}'
-- next
-- The same by month, whose first day is `day`.
CREATE TABLE scan_months (
    qr_code_id    uuid NOT NULL,
    day           date NOT NULL,
    scans         bigint NOT NULL,
    genuine_scans bigint NOT NULL,
    bots          bigint NOT NULL,
    visitors      bigint NOT NULL,
    lists         text COLLATE "C" NOT NULL DEFAULT '{}',
    CONSTRAINT scan_months_key PRIMARY KEY (qr_code_id, day)
) WITH (fillfactor = 70)
-- next
-- The same of all codes together.
CREATE TABLE all_scan_days (
    day           date CONSTRAINT all_scan_days_key PRIMARY KEY,
    scans         bigint NOT NULL,
    genuine_scans bigint NOT NULL,
    bots          bigint NOT NULL,
    visitors      bigint NOT NULL,
    quarters      text COLLATE "C" NOT NULL DEFAULT '{}',
    lists         text COLLATE "C" NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50)
-- next
CREATE TABLE all_scan_months (
    day           date CONSTRAINT all_scan_months_key PRIMARY KEY,
    scans         bigint NOT NULL,
    genuine_scans bigint NOT NULL,
    bots          bigint NOT NULL,
    visitors      bigint NOT NULL,
    lists         text COLLATE "C" NOT NULL DEFAULT '{}'
) WITH (fillfactor = 50)
-- next
INSERT INTO scan_months (qr_code_id, day, scans, genuine_scans, bots, visitors)
SELECT qr_code_id, date_trunc('month', day), sum(scans), sum(genuine_scans), 0, 0 FROM scan_days GROUP BY 1, 2
-- next
INSERT INTO all_scan_days (day, scans, genuine_scans, bots, visitors)
SELECT day, sum(scans), sum(genuine_scans), 0, 0 FROM scan_days GROUP BY 1
-- next
INSERT INTO all_scan_months (day, scans, genuine_scans, bots, visitors)
SELECT day, sum(scans), sum(genuine_scans), 0, 0 FROM scan_months GROUP BY 1
-- next
-- Who has scanned a code on a day: a hash with the salt of the day. Once that is thrown away, nothing leads to a scan.
CREATE TABLE scan_visitors (
    day        date NOT NULL,
    qr_code_id uuid NOT NULL,
    visitor    bigint NOT NULL,
    CONSTRAINT scan_visitors_key PRIMARY KEY (day, qr_code_id, visitor)
)
-- next
CREATE TABLE visitor_salts (
    day  date CONSTRAINT visitor_salts_key PRIMARY KEY,
    salt text COLLATE "C" NOT NULL
)
-- next
-- One row: from this day on, nothing was removed from scan_logs. Of days before, only the roll-ups know all.
CREATE TABLE scan_log_start (
    day date NOT NULL
)
-- next
INSERT INTO scan_log_start (day) VALUES ('0001-01-01')
