-- dictionary: what platforms call things, translated into tags and attributes.
-- Why: a remark says 宝妈-宝宝2岁, a shop says 2023年购买6次; rules make of it what can be counted.  Raw
-- values are kept per person, so a new version is applied to all of history, as often as one likes.
-- At once: new tables.  Check: one live version per tenant at most.

CREATE TABLE dictionary (
    tenant_id       BIGINT NOT NULL,
    version         BIGINT NOT NULL,   -- 0: the draft
    state           TEXT NOT NULL CHECK (state IN ('draft', 'live', 'old')),
    document        TEXT NOT NULL,
    types           TEXT NOT NULL,     -- of the events it reads, each behind a line feed
    note            TEXT,
    rule_count      BIGINT NOT NULL,
    published_by    BIGINT NOT NULL,
    published_at_ms BIGINT NOT NULL,
    revision        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

-- A value as it came, once per person; of whom it was said, for good: merges are followed on reading.
CREATE TABLE dictionary_raw (
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    field       TEXT NOT NULL,
    value       TEXT NOT NULL,
    at_ms       BIGINT NOT NULL,       -- when it was said last
    event_seq   BIGINT NOT NULL,
    is_matched  BOOLEAN NOT NULL,
    tag_ids     TEXT NOT NULL,         -- given by it: ,12,13,
    rules       TEXT NOT NULL,         -- that matched, joined by commas
    version     BIGINT NOT NULL,       -- that translated it
    PRIMARY KEY (tenant_id, customer_id, field, value)
) {without_rowid};
CREATE INDEX dictionary_raw_unmatched ON dictionary_raw (tenant_id, is_matched, field, value);
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('dictionary_raw', 'dictionary_raw', '2000000 2000000 3 2 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('dictionary_raw', 'dictionary_raw_unmatched', '2000000 2000000 500000 100000 20');
