-- intake: until which row persons have been told of their last event.
-- Why: a person of many events is told once for some hundred thousand rows, not with each batch; after a kill the rows behind
-- this one tell him again.  A row lives only while a run is under way.  Instant.  Check: SELECT touched_rows FROM intake_run.
ALTER TABLE intake_run ADD COLUMN touched_rows BIGINT NOT NULL DEFAULT 0;
