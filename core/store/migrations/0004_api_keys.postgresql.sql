-- SPDX-License-Identifier: MIT
CREATE TABLE api_keys (
    id           text COLLATE "C" CONSTRAINT api_keys_id_key PRIMARY KEY,
    name         text COLLATE "C" NOT NULL,
    scope        text COLLATE "C" NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
    -- SHA-256 of the secret, in hexadecimal.
    secret_hash  text COLLATE "C" NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    revoked_at   timestamptz
)
-- next
-- On the channel of migration 2. Payloads: 'key:ID'.
CREATE FUNCTION api_keys_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        PERFORM pg_notify('qrgen_changes', 'key' || chr(58) || OLD.id);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        PERFORM pg_notify('qrgen_changes', 'key' || chr(58) || NEW.id);
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER api_keys_notify_row AFTER INSERT OR DELETE ON api_keys
    FOR EACH ROW EXECUTE FUNCTION api_keys_notify()
-- next
-- The time of the last use changes all the time, and nobody waits for it.
CREATE TRIGGER api_keys_notify_update AFTER UPDATE OF id, scope, secret_hash, revoked_at ON api_keys
    FOR EACH ROW WHEN ((OLD.id, OLD.scope, OLD.secret_hash, OLD.revoked_at)
                       IS DISTINCT FROM (NEW.id, NEW.scope, NEW.secret_hash, NEW.revoked_at))
    EXECUTE FUNCTION api_keys_notify()
