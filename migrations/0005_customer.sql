-- customer: persons, what they are known by, and their relations with staff as intervals.
-- Made for 10 M persons: every list walks an index, every key begins with the tenant.
-- Check: at most one open relation per member and customer (a UNIQUE index holds it).

CREATE TABLE customer (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    name              TEXT,
    avatar            TEXT,
    gender            TEXT NOT NULL CHECK (gender IN ('unknown', 'male', 'female')),
    kind              TEXT NOT NULL CHECK (kind IN ('wechat', 'wecom', 'anonymous')),
    corp_name         TEXT,
    position          TEXT,
    description       TEXT,
    is_active         BOOLEAN NOT NULL,
    source            TEXT NOT NULL,
    is_named          BOOLEAN NOT NULL,  -- a person wrote name or gender: the platform's no longer count
    search_text       TEXT,
    first_added_at_ms BIGINT NOT NULL,
    last_event_at_ms  BIGINT NOT NULL,
    created_at_ms     BIGINT NOT NULL,
    updated_at_ms     BIGINT NOT NULL,
    revision          BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
-- The order of the list.  All that its conditions ask stands in it, so that searching and
-- counting read the index alone (search_text is at most 2,000 bytes: PostgreSQL takes 2,704).
CREATE INDEX customer_by_added
    ON customer (tenant_id, first_added_at_ms, id, is_active, source, search_text);

-- One row per thing a person is known by.  Among the rows of one value exactly one holds it;
-- the others are claims of other persons, kept as evidence for a later merge.
-- `lookup` is the value, or its blind index where the value is sealed.
CREATE TABLE customer_identity (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    customer_id    BIGINT NOT NULL,
    kind           TEXT NOT NULL,
    scope          TEXT NOT NULL,
    lookup         TEXT NOT NULL,
    sealed         TEXT,
    is_holder      BOOLEAN NOT NULL,
    source         TEXT NOT NULL,
    confidence     INTEGER NOT NULL CHECK (confidence BETWEEN 0 AND 100),
    verified_at_ms BIGINT NOT NULL,
    since_ms       BIGINT NOT NULL,
    until_ms       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX customer_identity_holder ON customer_identity (tenant_id, kind, scope, lookup)
    WHERE is_holder;
CREATE INDEX customer_identity_claim ON customer_identity (tenant_id, kind, scope, lookup)
    WHERE NOT is_holder;
CREATE UNIQUE INDEX customer_identity_of_customer
    ON customer_identity (tenant_id, customer_id, kind, scope, lookup);

CREATE TABLE customer_relation (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    customer_id     BIGINT NOT NULL,
    staff_id        BIGINT NOT NULL,
    connection_id   BIGINT NOT NULL,
    external_userid TEXT NOT NULL,
    staff_userid    TEXT NOT NULL,
    added_at_ms     BIGINT NOT NULL,
    is_exact        BOOLEAN NOT NULL,
    ended_at_ms     BIGINT NOT NULL,
    ended_by        TEXT CHECK (ended_by IN ('customer', 'staff', 'transfer', 'system')),
    add_way         TEXT NOT NULL,
    state           TEXT,
    remark          TEXT,
    description     TEXT,
    interval_no     INTEGER NOT NULL,
    seen_at_ms      BIGINT NOT NULL,
    revision        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    CHECK (ended_at_ms = 0 OR ended_at_ms >= added_at_ms),
    CHECK ((ended_at_ms = 0) = (ended_by IS NULL))
) {without_rowid};
CREATE UNIQUE INDEX customer_relation_open ON customer_relation (tenant_id, staff_id, customer_id)
    WHERE ended_at_ms = 0;
CREATE INDEX customer_relation_of_customer
    ON customer_relation (tenant_id, customer_id, staff_id, added_at_ms);
CREATE INDEX customer_relation_by_added ON customer_relation (tenant_id, added_at_ms);
CREATE INDEX customer_relation_by_end ON customer_relation (tenant_id, ended_at_ms, id)
    WHERE ended_at_ms > 0;

-- What was told of a relation beside the starts that stand in the intervals: ends, and starts
-- known from the callback alone.  The intervals are folded from these, in whatever order they came.
CREATE TABLE customer_relation_fact (
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    staff_id    BIGINT NOT NULL,
    at_ms       BIGINT NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('start', 'end')),
    ended_by    TEXT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, staff_id, at_ms, kind, ended_by)
) {without_rowid};

-- The tag library.  A deleted corp tag stays until the platform has deleted it too.
CREATE TABLE tag_group (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('corp', 'internal')),
    name          TEXT NOT NULL,
    platform_id   TEXT,
    sort          BIGINT NOT NULL,
    is_editable   BOOLEAN NOT NULL,
    is_deleted    BOOLEAN NOT NULL,
    sync_state    TEXT NOT NULL CHECK (sync_state IN ('synced', 'pending', 'failed')),
    sync_reason   TEXT,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tag_group_by_platform ON tag_group (tenant_id, connection_id, platform_id);

CREATE TABLE tag (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    group_id       BIGINT NOT NULL,
    connection_id  BIGINT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('corp', 'internal')),
    name           TEXT NOT NULL,
    platform_id    TEXT,
    sort           BIGINT NOT NULL,
    customer_count BIGINT NOT NULL,
    is_deleted     BOOLEAN NOT NULL,
    sync_state     TEXT NOT NULL CHECK (sync_state IN ('synced', 'pending', 'failed')),
    sync_reason    TEXT,
    revision       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX tag_by_platform ON tag (tenant_id, connection_id, platform_id);
CREATE INDEX tag_of_group ON tag (tenant_id, group_id);

-- Who tagged whom: a corp tag per member and customer, an internal one with staff 0.
CREATE TABLE customer_tag (
    tenant_id   BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    tag_id      BIGINT NOT NULL,
    staff_id    BIGINT NOT NULL,
    source      TEXT NOT NULL,
    at_ms       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, customer_id, tag_id, staff_id)
) {without_rowid};
CREATE INDEX customer_tag_by_tag ON customer_tag (tenant_id, tag_id, customer_id);

-- How far an import of a file has come; a rerun goes on there.
CREATE TABLE customer_import (
    tenant_id  BIGINT NOT NULL,
    file_key   TEXT NOT NULL,
    row_count  BIGINT NOT NULL,
    at_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, file_key)
);

-- Every index begins with the tenant, which selects nothing.  SQLite does not know that before
-- it has counted: it then reads a whole tenant by the primary key rather than the two rows of
-- an index.  So it is told how a brand looks.  An ANALYZE later puts the truth in its place.
--sqlite ANALYZE;
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer', 'customer', '1000000 1000000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer', 'customer_by_added', '1000000 1000000 2 1 1 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity', '1500000 1500000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_holder', '1500000 1500000 700000 700000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_claim', '10000 10000 5000 5000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_of_customer', '1500000 1500000 2 1 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation', 'customer_relation', '1500000 1500000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation', 'customer_relation_open', '1200000 1200000 1000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation', 'customer_relation_of_customer', '1500000 1500000 2 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation', 'customer_relation_by_added', '1500000 1500000 2');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation', 'customer_relation_by_end', '300000 300000 2 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_relation_fact', 'customer_relation_fact', '300000 300000 2 2 1 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_tag', 'customer_tag', '3000000 3000000 3 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_tag', 'customer_tag_by_tag', '3000000 3000000 20000 1');
--sqlite ANALYZE sqlite_schema;
