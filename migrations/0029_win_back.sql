-- 0029_win_back: what became of a loss: who was asked again, who came back, who was given up.
-- Why: a loss is work for somebody.  A loss without a row waits.  Empty table: takes no time.
-- Check: SELECT state, count(*) FROM win_back GROUP BY state;

CREATE TABLE win_back (
    tenant_id     BIGINT NOT NULL,
    relation_id   BIGINT NOT NULL,
    state         TEXT   NOT NULL CHECK (state IN ('waiting', 'contacted', 'won', 'given_up')),
    note          TEXT   NOT NULL,
    changed_by    BIGINT NOT NULL,
    revision      BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, relation_id)
) {without_rowid};
