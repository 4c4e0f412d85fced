-- 0088_consent: what people agreed to and withdrew, per purpose.
-- Why: an advertisement needs a yes that can be shown.  Sayings are only added; the newest counts.  A row
-- belongs to the person it was said by and is never re-pointed: who was folded into another is read with
-- him (event_fold).  At once: a new table.  Check: SELECT purpose, state, count(*) FROM consent GROUP BY 1, 2.

CREATE TABLE consent (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    purpose       TEXT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('given', 'withdrawn')),
    source        TEXT NOT NULL,   -- how it reached us: form, store, phone, ...
    evidence      TEXT,            -- where that can be looked up
    at_ms         BIGINT NOT NULL, -- when the person said it
    told_by       BIGINT NOT NULL, -- the user who wrote it down; 0: nobody
    told_by_name  TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE INDEX consent_of_customer ON consent (tenant_id, customer_id, at_ms, id);
-- Every batch of tracked events asks whether anybody withdrew at all.
CREATE INDEX consent_withdrawn ON consent (tenant_id, purpose) WHERE state = 'withdrawn';
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('consent', 'consent_of_customer', '1000000 1000000 3 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('consent', 'consent_withdrawn', '50000 50000 7000');
