-- SPDX-License-Identifier: MIT
-- Texts sort by code point (collation C), as in SQLite, whatever the locale of the database.
CREATE TABLE qr_codes (
    id                    uuid CONSTRAINT qr_codes_id_key PRIMARY KEY,
    content               text COLLATE "C" NOT NULL,
    qr_type               text COLLATE "C" NOT NULL CHECK (qr_type IN ('static', 'dynamic')),
    redirect_url          text COLLATE "C",
    title                 text COLLATE "C",
    description           text COLLATE "C",
    fill_color            text COLLATE "C" NOT NULL,
    back_color            text COLLATE "C" NOT NULL,
    size                  integer NOT NULL,
    border                integer NOT NULL,
    error_level           text COLLATE "C" NOT NULL CHECK (error_level IN ('l', 'm', 'q', 'h')),
    short_id              text COLLATE "C" CONSTRAINT qr_codes_short_id_key UNIQUE,
    status                text COLLATE "C" NOT NULL CHECK (status IN ('active', 'disabled')),
    tags                  text COLLATE "C" NOT NULL,
    external_key          text COLLATE "C" CONSTRAINT qr_codes_external_key_key UNIQUE,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    deleted_at            timestamptz,
    scan_count            bigint NOT NULL,
    last_scan_at          timestamptz,
    genuine_scan_count    bigint NOT NULL,
    first_genuine_scan_at timestamptz,
    last_genuine_scan_at  timestamptz,
    -- Case-folded content, title, description and redirect_url, one a line.
    search_text           text COLLATE "C" NOT NULL,
    -- Absent for a deleted code. Lists of one type ask for this instead of the two columns it is made from: PostgreSQL
    -- would else take the index by time and walk past any number of codes of the other type.
    listed_type           text COLLATE "C" GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN qr_type END) STORED
)
-- next
CREATE INDEX qr_codes_by_time ON qr_codes (created_at, id) WHERE deleted_at IS NULL
-- next
CREATE INDEX qr_codes_by_type_and_time ON qr_codes (listed_type, created_at, id) WHERE listed_type IS NOT NULL
-- next
-- How many codes there are that are not deleted, the sum over all rows, kept by triggers. A session only ever writes
-- the row of its own shard, so that two that create codes at the same time rarely wait for each other.
CREATE TABLE qr_code_counts (
    shard         integer PRIMARY KEY,
    static_count  bigint NOT NULL,
    dynamic_count bigint NOT NULL
) WITH (fillfactor = 50)
-- next
CREATE FUNCTION qr_codes_count_add(static_change bigint, dynamic_change bigint) RETURNS void
LANGUAGE sql AS $$
    INSERT INTO qr_code_counts AS counts (shard, static_count, dynamic_count)
    SELECT pg_backend_pid() % 64, static_change, dynamic_change
     WHERE static_change <> 0 OR dynamic_change <> 0
    ON CONFLICT (shard) DO UPDATE
       SET static_count = counts.static_count + excluded.static_count,
           dynamic_count = counts.dynamic_count + excluded.dynamic_count
$$
-- next
CREATE FUNCTION qr_codes_count_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM qr_codes_count_add(count(*) FILTER (WHERE qr_type = 'static'),
                               count(*) FILTER (WHERE qr_type = 'dynamic'))
       FROM new_rows WHERE deleted_at IS NULL;
    RETURN NULL;
END
$$
-- next
CREATE FUNCTION qr_codes_count_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM qr_codes_count_add(
                coalesce(sum(weight) FILTER (WHERE qr_type = 'static'), 0)::bigint,
                coalesce(sum(weight) FILTER (WHERE qr_type = 'dynamic'), 0)::bigint)
       FROM (SELECT qr_type, 1 AS weight FROM new_rows WHERE deleted_at IS NULL
             UNION ALL
             SELECT qr_type, -1 FROM old_rows WHERE deleted_at IS NULL) AS changes;
    RETURN NULL;
END
$$
-- next
CREATE FUNCTION qr_codes_count_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM qr_codes_count_add(-count(*) FILTER (WHERE qr_type = 'static'),
                               -count(*) FILTER (WHERE qr_type = 'dynamic'))
       FROM old_rows WHERE deleted_at IS NULL;
    RETURN NULL;
END
$$
-- next
CREATE FUNCTION qr_codes_count_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM qr_code_counts;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER qr_codes_count_insert AFTER INSERT ON qr_codes
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION qr_codes_count_insert()
-- next
CREATE TRIGGER qr_codes_count_update AFTER UPDATE ON qr_codes
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION qr_codes_count_update()
-- next
CREATE TRIGGER qr_codes_count_delete AFTER DELETE ON qr_codes
    REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION qr_codes_count_delete()
-- next
CREATE TRIGGER qr_codes_count_truncate AFTER TRUNCATE ON qr_codes
    FOR EACH STATEMENT EXECUTE FUNCTION qr_codes_count_truncate()
-- next
CREATE TABLE qr_history (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code_id    uuid NOT NULL REFERENCES qr_codes (id),
    revision   bigint NOT NULL,
    changed_at timestamptz NOT NULL,
    actor      text COLLATE "C" NOT NULL,
    action     text COLLATE "C" NOT NULL,
    field      text COLLATE "C" NOT NULL,
    old_value  text COLLATE "C",
    new_value  text COLLATE "C"
)
-- next
CREATE INDEX qr_history_by_code ON qr_history (code_id, revision, id)
