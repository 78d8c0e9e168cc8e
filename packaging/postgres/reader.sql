-- SPDX-License-Identifier: MIT
-- Makes or updates the role qrgen_reader, with which dashboards read: only what is listed below, and what PostgreSQL
-- says of itself. It can be run at any time, and again after every migration:
--
--   QRGEN_READER_PASSWORD_FILE=/run/secrets/reader_password psql -X -f reader.sql "$QRGEN_DATABASE_URL"
--
-- Whoever runs it must be allowed to make roles, to grant pg_read_all_stats and to revoke what everybody may on this
-- database, as its superuser is. Tables that a later schema does not have, or an earlier one did not, are left out.
\set ON_ERROR_STOP on
\getenv password_file QRGEN_READER_PASSWORD_FILE
\set password `cat "$QRGEN_READER_PASSWORD_FILE"`
SELECT coalesce(length(:'password'), 0) = 0 AS without_password \gset
\if :without_password
\warn 'reader.sql: QRGEN_READER_PASSWORD_FILE must name a file with the password of qrgen_reader'
DO $$ BEGIN RAISE 'no password'; END $$;
\endif

BEGIN;
SET LOCAL client_min_messages = warning;
-- The password belongs in no log.
SET LOCAL log_statement = none;
SET LOCAL log_min_duration_statement = -1;
SET LOCAL log_min_error_statement = panic;
SELECT pg_advisory_xact_lock(hashtext('qrgen_reader')) \g /dev/null

SELECT 'CREATE ROLE qrgen_reader' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'qrgen_reader') \gexec
ALTER ROLE qrgen_reader LOGIN INHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
    CONNECTION LIMIT 10 PASSWORD :'password';
-- Settings that a session can change for itself: they keep mistakes small, the rights below keep it honest.
ALTER ROLE qrgen_reader SET default_transaction_read_only = on;
ALTER ROLE qrgen_reader SET statement_timeout = '15s';
ALTER ROLE qrgen_reader SET lock_timeout = '2s';
ALTER ROLE qrgen_reader SET idle_in_transaction_session_timeout = '30s';

-- Nothing is left of what it was once given.
SELECT format('REVOKE %I FROM qrgen_reader', groups.rolname)
  FROM pg_auth_members members JOIN pg_roles groups ON groups.oid = members.roleid
 WHERE members.member = 'qrgen_reader'::regrole \gexec
SELECT format('REVOKE ALL ON ALL %s IN SCHEMA %I FROM qrgen_reader', kind, current_schema())
  FROM unnest(ARRAY['TABLES', 'SEQUENCES', 'ROUTINES']) AS kind \gexec
SELECT format('REVOKE ALL ON SCHEMA %I FROM qrgen_reader', current_schema()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM qrgen_reader', current_database()) \gexec
-- Nor of what everybody may: a role that can make tables can fill the disk.
SELECT format('REVOKE CREATE ON SCHEMA %I FROM PUBLIC', current_schema()) \gexec
SELECT format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()) \gexec

GRANT pg_read_all_stats TO qrgen_reader;
SELECT format('GRANT CONNECT ON DATABASE %I TO qrgen_reader', current_database()) \gexec
SELECT format('GRANT USAGE ON SCHEMA %I TO qrgen_reader', current_schema()) \gexec

-- Not of codes: what is in them, which may be the password of a network, and notes on them. Not of scans: addresses,
-- what browsers said of themselves, and whole addresses of the pages they came from. The partitions of scan_logs are
-- read through it.
WITH readable (table_name, columns) AS (VALUES
    ('all_scan_days', NULL),
    ('all_scan_months', NULL),
    ('scan_days', NULL),
    ('scan_months', NULL),
    ('qr_code_counts', NULL),
    ('schema_migrations', NULL),
    ('qr_codes', ARRAY['id', 'qr_type', 'short_id', 'title', 'status', 'tags', 'created_at', 'updated_at', 'deleted_at',
                       'scan_count', 'last_scan_at', 'genuine_scan_count', 'first_genuine_scan_at',
                       'last_genuine_scan_at']),
    ('scan_logs', ARRAY['qr_code_id', 'scanned_at', 'is_genuine_scan', 'is_bot', 'is_mobile', 'is_tablet', 'is_pc',
                        'device_family', 'os_family', 'os_version', 'browser_family', 'browser_version', 'country',
                        'city', 'language', 'referrer_host'])
)
SELECT format('GRANT SELECT (%s) ON %I.%I TO qrgen_reader', string_agg(format('%I', attribute.attname), ', '),
              current_schema(), readable.table_name)
  FROM readable
  JOIN pg_class class ON class.relname = readable.table_name AND class.relnamespace = current_schema()::regnamespace
  JOIN pg_attribute attribute ON attribute.attrelid = class.oid AND attribute.attnum > 0 AND NOT attribute.attisdropped
 WHERE readable.columns IS NULL OR attribute.attname = ANY (readable.columns)
 GROUP BY readable.table_name \gexec
COMMIT;
