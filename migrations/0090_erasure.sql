-- 0090_erasure: requests to delete a person, and what became of them.
-- Why: a deletion is asked for by one, looked at once more, carried out by a job, and told of afterwards
-- without telling of whom.  At once: a new table.
-- Check: at most one open request per customer (a UNIQUE index holds it); none that is done has `sealed`.

CREATE TABLE erasure (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    customer_id       BIGINT NOT NULL, -- whose; of who is gone a pseudonym
    state             TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'refused')),
    ground            TEXT NOT NULL CHECK (ground IN ('request', 'consent', 'law', 'mistake')),
    note              TEXT,            -- emptied when it is done
    requested_by      BIGINT NOT NULL,
    requested_by_name TEXT,
    requested_at_ms   BIGINT NOT NULL,
    decided_by        BIGINT NOT NULL,
    decided_by_name   TEXT,
    decided_at_ms     BIGINT NOT NULL,
    answer            TEXT,            -- why it was refused
    job_id            BIGINT NOT NULL,
    erased_at_ms      BIGINT NOT NULL, -- when the person was gone; 0: not yet
    done_at_ms        BIGINT NOT NULL, -- when nothing was left of him anywhere
    event_count       BIGINT NOT NULL, -- events whose content was emptied
    row_count         BIGINT NOT NULL, -- other rows that were
    sealed            TEXT,            -- what is sought while it runs
    revision          BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX erasure_open ON erasure (tenant_id, customer_id)
    WHERE state IN ('waiting', 'running');
CREATE INDEX erasure_of_state ON erasure (tenant_id, state, id);
