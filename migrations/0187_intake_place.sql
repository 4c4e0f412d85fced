-- intake: where in its file a run goes on, and which rows it has met.
-- Why: who went on read the file from its beginning to where the run was.  The place is kept with the rows, and of events without
-- an id of their own a digest each (eight bytes), which tells equal rows apart.  A run begun before this has no place (-1) and goes
-- on as it did.  Instant.  Check: SELECT count(*) FROM intake_met is 0 while no run is under way.
ALTER TABLE intake_run ADD COLUMN from_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE intake_run ADD COLUMN from_line BIGINT NOT NULL DEFAULT -1;
ALTER TABLE intake_run ADD COLUMN from_before BIGINT NOT NULL DEFAULT 0;

CREATE TABLE intake_met (
    tenant_id BIGINT NOT NULL,
    run_key   TEXT NOT NULL,     -- of intake_run
    row_count BIGINT NOT NULL,   -- where the batch ends
    hashes    TEXT NOT NULL,     -- of its rows, 8 bytes each, in base64
    PRIMARY KEY (tenant_id, run_key, row_count)
);
