-- SPDX-License-Identifier: MIT
-- Every running service keeps what it has read; a notice on the channel qrgen_changes, sent when the change is committed,
-- tells it what to forget. Made by triggers, so that no change goes without, whoever makes it. Payloads: 'code:SHORT_ID'.
CREATE FUNCTION qr_codes_notify() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' AND OLD.short_id IS NOT NULL THEN
        PERFORM pg_notify('qrgen_changes', 'code' || chr(58) || OLD.short_id);
    END IF;
    IF TG_OP <> 'DELETE' AND NEW.short_id IS NOT NULL THEN
        PERFORM pg_notify('qrgen_changes', 'code' || chr(58) || NEW.short_id);
    END IF;
    RETURN NULL;
END
$$
-- next
CREATE TRIGGER qr_codes_notify_insert AFTER INSERT ON qr_codes
    FOR EACH ROW WHEN (NEW.short_id IS NOT NULL) EXECUTE FUNCTION qr_codes_notify()
-- next
-- Counting scans changes the row, too, but nothing that a redirect depends on.
CREATE TRIGGER qr_codes_notify_update AFTER UPDATE OF id, short_id, redirect_url, status, deleted_at ON qr_codes
    FOR EACH ROW WHEN ((OLD.id, OLD.short_id, OLD.redirect_url, OLD.status, OLD.deleted_at)
                       IS DISTINCT FROM (NEW.id, NEW.short_id, NEW.redirect_url, NEW.status, NEW.deleted_at))
    EXECUTE FUNCTION qr_codes_notify()
-- next
CREATE TRIGGER qr_codes_notify_delete AFTER DELETE ON qr_codes
    FOR EACH ROW EXECUTE FUNCTION qr_codes_notify()
