-- intake: a batch that is stored in several transactions.
-- Why: persons are stored in the order of the index they are found by, some ten thousand together, so that each of its
-- pages is written once; how much of such a batch is stored stands here.  A row lives only while a run is under way.
-- Instant.  Check: SELECT count(*) FROM intake_run is 0 at rest.
ALTER TABLE intake_run ADD COLUMN batch_rows BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN batch_done BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN updated BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN skipped BIGINT NOT NULL DEFAULT 0;
