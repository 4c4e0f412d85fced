-- tagging: what a tag means, the rule that gives it, and who had it when and why.
-- Why: a tag without a definition, an owner and a reason is a rumour.  Intervals keep what was: who was
-- 价格敏感 until he became 视觉决策.  At once: new tables.
-- Check: at most one open interval per customer and tag (a UNIQUE index holds it).

CREATE TABLE tag_detail (
    tenant_id     BIGINT NOT NULL,
    tag_id        BIGINT NOT NULL,
    type          TEXT NOT NULL CHECK (type IN ('flag', 'enum', 'band', 'date')),
    category      TEXT,
    owner_id      BIGINT NOT NULL,
    definition    TEXT,
    review_on     TEXT,
    expires_days  INTEGER NOT NULL,   -- 0: never
    values_json   TEXT NOT NULL,      -- enum: its words; band: label, from, to
    rule_json     TEXT NOT NULL,      -- '' = by hand or by the dictionary
    is_on         BOOLEAN NOT NULL,   -- the rule is followed
    reads         TEXT NOT NULL,      -- what the rule depends on, each between line feeds
    updated_at_ms BIGINT NOT NULL,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, tag_id)
);

CREATE TABLE tag_group_detail (
    tenant_id    BIGINT NOT NULL,
    group_id     BIGINT NOT NULL,
    is_exclusive BOOLEAN NOT NULL,    -- of its tags a customer has one at most
    PRIMARY KEY (tenant_id, group_id)
);

CREATE TABLE tag_holding (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    tag_id        BIGINT NOT NULL,
    value         TEXT NOT NULL,      -- of enum, band and date; '' = flag
    source        TEXT NOT NULL,
    why_json      TEXT NOT NULL,
    since_ms      BIGINT NOT NULL,
    until_ms      BIGINT NOT NULL,    -- 0: holds
    ended_by      TEXT NOT NULL,      -- rule, exclusive, expired, value, or the source that took it away
    replaced_by   BIGINT NOT NULL,    -- the tag that came in its place
    expires_at_ms BIGINT NOT NULL,    -- 0: never
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX tag_holding_open ON tag_holding (tenant_id, customer_id, tag_id) WHERE until_ms = 0;
CREATE INDEX tag_holding_of ON tag_holding (tenant_id, customer_id, since_ms);

-- When a person's rules have to be asked again though nothing happened: the next instant at which an
-- event leaves a window, or a day begins.
CREATE TABLE tag_due (
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    due_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id)
) {without_rowid};
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tag_holding', 'tag_holding_open', '3000000 3000000 3 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tag_holding', 'tag_holding_of', '4000000 4000000 4 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('tag_due', 'tag_due', '300000 300000 1');
