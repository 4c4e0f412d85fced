-- attribute: what can be known of a person, where each value came from, and which one counts.
-- Why: an app says 无糖, the till says 半糖.  Both stay as evidence; a policy decides, and is asked anew
-- whenever evidence comes or ends.  At once: new tables.
-- Check: every row of customer_attribute has evidence.

CREATE TABLE attribute (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    key           TEXT NOT NULL,
    name          TEXT NOT NULL,
    type          TEXT NOT NULL CHECK (type IN ('text', 'number', 'date', 'enum', 'bool')),
    unit          TEXT,
    category      TEXT,
    definition    TEXT,
    is_personal   BOOLEAN NOT NULL,
    choices_json  TEXT NOT NULL,      -- of an enum: an array of texts
    policy_json   TEXT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX attribute_key ON attribute (tenant_id, key);

-- Who said what.  A row belongs to the person it was said of and is never re-pointed: who was folded
-- into another is read with him (event_fold).  `ref` names the saying: the same one again changes nothing.
CREATE TABLE attribute_evidence (
    tenant_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    customer_id  BIGINT NOT NULL,
    attribute_id BIGINT NOT NULL,
    about        TEXT NOT NULL,       -- '' or what part of it: '2023'
    value        TEXT NOT NULL,
    source       TEXT NOT NULL,
    ref          TEXT NOT NULL,
    raw          TEXT,
    store_id     BIGINT NOT NULL,
    distance_m   INTEGER NOT NULL,    -- from where the person is at home; -1: not known
    confidence   INTEGER NOT NULL CHECK (confidence BETWEEN 1 AND 100),
    at_ms        BIGINT NOT NULL,
    until_ms     BIGINT NOT NULL,     -- counts until then; 0: without end
    ended_at_ms  BIGINT NOT NULL,     -- taken back; 0: not
    event_seq    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX attribute_evidence_ref
    ON attribute_evidence (tenant_id, customer_id, attribute_id, about, ref);
CREATE INDEX attribute_evidence_of ON attribute_evidence (tenant_id, attribute_id, customer_id);

-- What counts now: follows from the evidence alone.
CREATE TABLE customer_attribute (
    tenant_id    BIGINT NOT NULL,
    customer_id  BIGINT NOT NULL,
    attribute_id BIGINT NOT NULL,
    about        TEXT NOT NULL,
    value        TEXT NOT NULL,
    why_json     TEXT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, attribute_id, about)
) {without_rowid};
CREATE INDEX customer_attribute_value ON customer_attribute (tenant_id, attribute_id, value, customer_id);
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('attribute_evidence', 'attribute_evidence_ref', '3000000 3000000 6 2 2 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('attribute_evidence', 'attribute_evidence_of', '3000000 3000000 100000 2');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_attribute', 'customer_attribute', '2000000 2000000 3 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_attribute', 'customer_attribute_value', '2000000 2000000 100000 5000 1');
