-- 0089_erased: persons deleted on request: what stays of them, and what they were known by, blinded.
-- Why: ledgers and figures keep counting somebody who has no name any more, and what a platform tells of the
-- time before must not bring him back.  At once: new tables.
-- Check: no id stands in customer and in customer_erased.

-- What boards need of somebody who is gone.
CREATE TABLE customer_erased (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    source            TEXT   NOT NULL,
    first_added_at_ms BIGINT NOT NULL,
    last_event_at_ms  BIGINT NOT NULL,
    created_at_ms     BIGINT NOT NULL,
    erased_at_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};

-- `blind`: a keyed digest of kind, scope and value.  Who has it cannot tell the value.
CREATE TABLE customer_erased_key (
    tenant_id    BIGINT NOT NULL,
    blind        TEXT   NOT NULL,
    customer_id  BIGINT NOT NULL,
    erased_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, blind)
) {without_rowid};
