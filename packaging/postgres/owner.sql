-- SPDX-License-Identifier: MIT
-- Makes the role qrgen, as which the service connects and to which the database qrgen belongs: not a superuser, whose
-- sessions could run programs and read files. PostgreSQL's image runs it once, when it has made the database.
--
--   QRGEN_OWNER_PASSWORD_FILE=/run/secrets/owner_password psql -X -f owner.sql
--
-- It is to be run by a superuser, in the database qrgen.
\set ON_ERROR_STOP on
\getenv password_file QRGEN_OWNER_PASSWORD_FILE
\set password `cat "$QRGEN_OWNER_PASSWORD_FILE"`
SELECT coalesce(length(:'password'), 0) = 0 AS without_password \gset
\if :without_password
\warn 'owner.sql: QRGEN_OWNER_PASSWORD_FILE must name a file with the password of qrgen'
DO $$ BEGIN RAISE 'no password'; END $$;
\endif

BEGIN;
-- The password belongs in no log.
SET LOCAL log_statement = none;
SET LOCAL log_min_duration_statement = -1;
SET LOCAL log_min_error_statement = panic;
CREATE ROLE qrgen LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
-- Whoever owns the database may make tables in its schema public.
ALTER DATABASE qrgen OWNER TO qrgen;
COMMIT;
