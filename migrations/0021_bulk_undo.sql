-- bulk_undo: which job took back which.  A job is taken back once.
-- Expected time: none, the table is new.  Check: SELECT count(*) FROM bulk_undo.

CREATE TABLE bulk_undo (
    tenant_id   BIGINT NOT NULL,
    job_id      BIGINT NOT NULL,
    undo_job_id BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, job_id)
);
