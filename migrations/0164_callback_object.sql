-- callback: whose read failed, so that a later read of the same contact can settle it.
-- 10 M rows: a second (the column is metadata; the index holds failed callbacks only).
-- Check: SELECT count(*) FROM callback WHERE state = 'failed' AND object <> '';
ALTER TABLE callback ADD COLUMN object TEXT NOT NULL DEFAULT '';
CREATE INDEX callback_failed ON callback (tenant_id, object) WHERE state = 'failed';
