-- intake: files with a header row brought in by a mapping: events, orders, persons, products.
-- Why: a run saves with each transaction how far it is, so that it goes on there after a kill; a row
-- stands only while a run is under way.  It takes the place of customer_import, which knew files
-- of events alone.  Empty tables: takes no time.  Check: SELECT count(*) FROM intake_run is 0 at rest.

CREATE TABLE intake_run (
    tenant_id     BIGINT NOT NULL,
    run_key       TEXT NOT NULL,     -- of the file's bytes and the mapping
    row_count     BIGINT NOT NULL,   -- read and dealt with
    added         BIGINT NOT NULL,
    known         BIGINT NOT NULL,
    people        BIGINT NOT NULL,
    refused       BIGINT NOT NULL,
    left_out      BIGINT NOT NULL,
    refused_size  BIGINT NOT NULL,   -- of the file of refused rows, in bytes
    at_ms         BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, run_key)
);

DROP TABLE customer_import;
