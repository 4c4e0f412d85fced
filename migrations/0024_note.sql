-- note: what people write down about a customer, pinned ones first.  A deleted note leaves no row;
-- that it was there stands in the log.  At once: a new table.
-- Check: every note's customer exists.

CREATE TABLE note (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    text          TEXT NOT NULL,
    media_ids     TEXT,             -- files of content, joined by commas, in their order
    is_pinned     BOOLEAN NOT NULL,
    author_id     BIGINT NOT NULL,
    author_name   TEXT,
    created_at_ms BIGINT NOT NULL,
    edited_at_ms  BIGINT NOT NULL,  -- 0: never
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE INDEX note_of_customer ON note (tenant_id, customer_id, is_pinned, id);
