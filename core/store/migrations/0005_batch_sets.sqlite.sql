-- SPDX-License-Identifier: MIT
-- The name that a run of batch gives to what its files hold, so that a later one can tell what is no longer there.
ALTER TABLE qr_codes ADD COLUMN batch_set TEXT
-- next
CREATE INDEX qr_codes_by_batch_set ON qr_codes (batch_set, id) WHERE batch_set IS NOT NULL AND deleted_at IS NULL
