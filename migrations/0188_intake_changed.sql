-- intake: what tells whether a file is still the one a run began with.
-- Why: only the bytes just before the place where it goes on were compared, so that an edit further in front, or between there and
-- what was stored, went unseen, and nothing of a packed file or a spreadsheet.  Kept now are how far it was read, the digest of all
-- bytes before, and when it was changed last (its ctime in ns).  A run under way has the digest of before: it goes on as one without
-- a place (-1), which reads the front.  Instant.
-- Check: SELECT count(*) FROM intake_run WHERE from_line > 0 AND read_at = 0 is 0.
ALTER TABLE intake_run ADD COLUMN read_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN read_before BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN changed_ns BIGINT NOT NULL DEFAULT 0;
UPDATE intake_run SET from_at = 0, from_line = -1, from_before = 0;
