-- 0130_allowance: how much the holders of a role may take out or change, in a day and in a month.
-- Why: a permission says whether, not how much; who leaves with all customers does so in small files.
-- Empty tables: take no time.  Check: SELECT count(*) FROM allowance;

-- A role without a row, and a number of 0, are without bound.
CREATE TABLE allowance (
    tenant_id     BIGINT NOT NULL,
    role_id       BIGINT NOT NULL,
    export_day    BIGINT NOT NULL CHECK (export_day >= 0),
    export_month  BIGINT NOT NULL CHECK (export_month >= 0),
    reveal_day    BIGINT NOT NULL CHECK (reveal_day >= 0),
    reveal_month  BIGINT NOT NULL CHECK (reveal_month >= 0),
    bulk_day      BIGINT NOT NULL CHECK (bulk_day >= 0),
    bulk_month    BIGINT NOT NULL CHECK (bulk_month >= 0),
    revision      BIGINT NOT NULL,
    changed_by    BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, role_id)
) {without_rowid};

-- What a user has taken in the newest day and month he took anything, of his brand's calendar.
CREATE TABLE allowance_use (
    tenant_id  BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    deed       TEXT   NOT NULL CHECK (deed IN ('export', 'reveal', 'bulk')),
    on_day     BIGINT NOT NULL, -- days since 1970
    in_month   BIGINT NOT NULL, -- months since year 0
    day_used   BIGINT NOT NULL,
    month_used BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, deed)
) {without_rowid};
