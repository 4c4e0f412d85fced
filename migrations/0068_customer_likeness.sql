-- customer: how evidence counts in this brand, and who looks like whom.
-- Why: people decide what merges by itself, what asks and what is only kept; and duplicates without a
-- value in common are found by name, phone, birthday and address, and asked about.
-- Expected time: none, the tables are new.  Check: switch likeness on; two alike customers stand in the queue.

-- Where nothing stands, the table of customer_merge_rule.c holds.
CREATE TABLE customer_merge_policy (
    tenant_id BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    verified  TEXT NOT NULL,
    said      TEXT NOT NULL,
    PRIMARY KEY (tenant_id, kind)
);
CREATE TABLE customer_merge_setting (
    tenant_id     BIGINT NOT NULL,
    likeness      TEXT NOT NULL,
    searched_at_ms BIGINT NOT NULL,   -- who changed before was compared; 0 = nobody was
    changed_by    BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id)
);

-- Who is worth comparing: two that share a key.  Only of persons of whom two facts are known.
CREATE TABLE customer_likeness_key (
    tenant_id   BIGINT NOT NULL,
    key         BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, key, customer_id)
) {without_rowid};
CREATE INDEX customer_likeness_of ON customer_likeness_key (tenant_id, customer_id);
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_likeness_key', 'customer_likeness_key', '5000000 5000000 2 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_likeness_key', 'customer_likeness_of', '5000000 5000000 8');
