-- SPDX-License-Identifier: MIT
-- Times are RFC 3339 texts in UTC with microseconds, whose order is the order of time.
CREATE TABLE qr_codes (
    id                    TEXT NOT NULL PRIMARY KEY,
    content               TEXT NOT NULL,
    qr_type               TEXT NOT NULL CHECK (qr_type IN ('static', 'dynamic')),
    redirect_url          TEXT,
    title                 TEXT,
    description           TEXT,
    fill_color            TEXT NOT NULL,
    back_color            TEXT NOT NULL,
    size                  INTEGER NOT NULL,
    border                INTEGER NOT NULL,
    error_level           TEXT NOT NULL CHECK (error_level IN ('l', 'm', 'q', 'h')),
    short_id              TEXT UNIQUE,
    status                TEXT NOT NULL CHECK (status IN ('active', 'disabled')),
    tags                  TEXT NOT NULL,
    external_key          TEXT UNIQUE,
    created_at            TEXT NOT NULL,
    updated_at            TEXT NOT NULL,
    deleted_at            TEXT,
    scan_count            INTEGER NOT NULL,
    last_scan_at          TEXT,
    genuine_scan_count    INTEGER NOT NULL,
    first_genuine_scan_at TEXT,
    last_genuine_scan_at  TEXT,
    -- Case-folded content, title, description and redirect_url, one a line.
    search_text           TEXT NOT NULL,
    -- Absent for a deleted code. Lists of one type ask for this instead of the two columns it is made from: PostgreSQL
    -- would else take the index by time and walk past any number of codes of the other type.
    listed_type           TEXT GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN qr_type END) VIRTUAL
) STRICT
-- next
CREATE INDEX qr_codes_by_time ON qr_codes (created_at, id) WHERE deleted_at IS NULL
-- next
CREATE INDEX qr_codes_by_type_and_time ON qr_codes (listed_type, created_at, id) WHERE listed_type IS NOT NULL
-- next
-- How many codes there are that are not deleted, kept by triggers. The one row has shard 0.
CREATE TABLE qr_code_counts (
    shard         INTEGER NOT NULL PRIMARY KEY,
    static_count  INTEGER NOT NULL,
    dynamic_count INTEGER NOT NULL
) STRICT
-- next
INSERT INTO qr_code_counts (shard, static_count, dynamic_count) VALUES (0, 0, 0)
-- next
CREATE TRIGGER qr_codes_count_insert AFTER INSERT ON qr_codes WHEN NEW.deleted_at IS NULL
BEGIN
    UPDATE qr_code_counts
       SET static_count = static_count + (NEW.qr_type = 'static'),
           dynamic_count = dynamic_count + (NEW.qr_type = 'dynamic')
     WHERE shard = 0;
END
-- next
CREATE TRIGGER qr_codes_count_update AFTER UPDATE OF qr_type, deleted_at ON qr_codes
BEGIN
    UPDATE qr_code_counts
       SET static_count = static_count + (NEW.qr_type = 'static' AND NEW.deleted_at IS NULL)
                                       - (OLD.qr_type = 'static' AND OLD.deleted_at IS NULL),
           dynamic_count = dynamic_count + (NEW.qr_type = 'dynamic' AND NEW.deleted_at IS NULL)
                                         - (OLD.qr_type = 'dynamic' AND OLD.deleted_at IS NULL)
     WHERE shard = 0;
END
-- next
CREATE TRIGGER qr_codes_count_delete AFTER DELETE ON qr_codes WHEN OLD.deleted_at IS NULL
BEGIN
    UPDATE qr_code_counts
       SET static_count = static_count - (OLD.qr_type = 'static'),
           dynamic_count = dynamic_count - (OLD.qr_type = 'dynamic')
     WHERE shard = 0;
END
-- next
CREATE TABLE qr_history (
    id         INTEGER NOT NULL PRIMARY KEY,
    code_id    TEXT NOT NULL REFERENCES qr_codes (id),
    revision   INTEGER NOT NULL,
    changed_at TEXT NOT NULL,
    actor      TEXT NOT NULL,
    action     TEXT NOT NULL,
    field      TEXT NOT NULL,
    old_value  TEXT,
    new_value  TEXT
) STRICT
-- next
CREATE INDEX qr_history_by_code ON qr_history (code_id, revision, id)
