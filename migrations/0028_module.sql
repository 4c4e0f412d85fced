-- 0028_module: which modules a brand, or one of its stores, has switched off.
-- Why: not every brand works with every part.  A row is a switch that is off; data stays as it is.
-- Empty table: takes no time.  Check: SELECT count(*) FROM module_off;

CREATE TABLE module_off (
    tenant_id     BIGINT NOT NULL,
    word          TEXT   NOT NULL,
    store_id      BIGINT NOT NULL, -- 0 = the whole brand
    changed_by    BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, word, store_id)
) {without_rowid};
