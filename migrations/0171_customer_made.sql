-- customer_made: which customers an import made, so that those nobody touched since can go with it.
-- Why: undoing an import took its tags off and left the people it had made.  Imports of before have no rows: of them only tags
-- are taken back.  At once: a new table.
-- Check: SELECT count(*) FROM customer_made WHERE why IS NOT NULL is the number of those an undo had to leave.

CREATE TABLE customer_made (
    tenant_id   BIGINT NOT NULL,
    job_id      BIGINT NOT NULL,     -- of the import
    customer_id BIGINT NOT NULL,
    revision    BIGINT NOT NULL,     -- of his row, as the import left it
    why         TEXT,                -- an undo left him, and why
    PRIMARY KEY (tenant_id, job_id, customer_id)
) {without_rowid};
