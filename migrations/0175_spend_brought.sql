-- What a file of costs set, cell by cell: a cell stands in a file once, and what a file set can be taken back where
-- nobody changed it since.  A row a day and cost of the file; lines go with what is taken back.  Nothing to check.
CREATE TABLE spend_brought (
    tenant_id  BIGINT NOT NULL,
    run_key    TEXT   NOT NULL,
    day_on     TEXT   NOT NULL,
    kind       TEXT   NOT NULL CHECK (kind IN ('channel', 'code', 'campaign')),
    touch      TEXT   NOT NULL,
    row_no     BIGINT NOT NULL,
    before_fen BIGINT NOT NULL CHECK (before_fen >= 0),
    after_fen  BIGINT NOT NULL CHECK (after_fen >= 0),
    PRIMARY KEY (tenant_id, run_key, day_on, kind, touch)
);
