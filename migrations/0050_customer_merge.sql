-- customer_merge: two persons become one, and two again.
-- Why: who follows a 公众号 and who is a friend in 企业微信 are often one person, learnt late, and
-- sometimes wrongly.  A merge re-points rows and remembers whose they were; a split points them back.
-- Expected time: 10 s for 10 M identities (an index is made anew).  Check: merge two, split them;
-- every row stands as before.

-- Who was folded into whom; split_at_ms 0 = holds.
CREATE TABLE customer_merge (
    tenant_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    into_id      BIGINT NOT NULL,
    from_id      BIGINT NOT NULL,
    by_rule      BOOLEAN NOT NULL,
    kind         TEXT NOT NULL,       -- of the evidence; '' = a person said so
    source       TEXT NOT NULL,
    merged_by    BIGINT NOT NULL,
    merged_at_ms BIGINT NOT NULL,
    split_by     BIGINT NOT NULL,
    split_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX customer_merge_from ON customer_merge (tenant_id, from_id) WHERE split_at_ms = 0;
CREATE INDEX customer_merge_into ON customer_merge (tenant_id, into_id);

-- The row of a person who was folded, as it was: no list, count or index meets it.
CREATE TABLE customer_folded (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    name              TEXT,
    avatar            TEXT,
    gender            TEXT NOT NULL,
    kind              TEXT NOT NULL,
    corp_name         TEXT,
    position          TEXT,
    description       TEXT,
    birthday          TEXT,
    address           TEXT,
    is_active         BOOLEAN NOT NULL,
    source            TEXT NOT NULL,
    is_named          BOOLEAN NOT NULL,
    search_text       TEXT,
    first_added_at_ms BIGINT NOT NULL,
    last_event_at_ms  BIGINT NOT NULL,
    created_at_ms     BIGINT NOT NULL,
    updated_at_ms     BIGINT NOT NULL,
    revision          BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};

-- What each of them has of his own in the columns that follow from relations and events.
CREATE TABLE customer_own (
    tenant_id         BIGINT NOT NULL,
    id                BIGINT NOT NULL,
    is_active         BOOLEAN NOT NULL,
    source            TEXT NOT NULL,
    first_added_at_ms BIGINT NOT NULL,
    last_event_at_ms  BIGINT NOT NULL,
    search_text       TEXT,
    plain_text        TEXT,           -- what the search text would be if it were made anew
    PRIMARY KEY (tenant_id, id)
) {without_rowid};

-- Whose a re-pointed row is.  row_id, sub_id and stamp name it: see the registration of its table.
CREATE TABLE customer_origin (
    tenant_id BIGINT NOT NULL,
    origin_id BIGINT NOT NULL,
    kind      TEXT NOT NULL,
    row_id    BIGINT NOT NULL,
    sub_id    BIGINT NOT NULL,
    stamp     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, origin_id, kind, row_id, sub_id, stamp)
) {without_rowid};
CREATE INDEX customer_origin_row ON customer_origin (tenant_id, kind, row_id);

-- Pairs that may be one person, each with one piece of evidence; a_id < b_id.
CREATE TABLE customer_merge_review (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    a_id          BIGINT NOT NULL,
    b_id          BIGINT NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'refused')),
    kind          TEXT NOT NULL,
    scope         TEXT NOT NULL,
    lookup        TEXT NOT NULL,      -- as in customer_identity: sealed kinds by their blind index
    source        TEXT NOT NULL,
    why           TEXT NOT NULL,
    score         INTEGER NOT NULL,
    asked_at_ms   BIGINT NOT NULL,
    decided_by    BIGINT NOT NULL,
    decided_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX customer_merge_review_once
    ON customer_merge_review (tenant_id, a_id, b_id, kind, scope, lookup);
CREATE INDEX customer_merge_review_state ON customer_merge_review (tenant_id, state, id);
CREATE INDEX customer_merge_review_b ON customer_merge_review (tenant_id, b_id);

-- One person may hold a value and claim it too: each of the two had it before they became one.
DROP INDEX customer_identity_of_customer;
CREATE UNIQUE INDEX customer_identity_of_customer
    ON customer_identity (tenant_id, customer_id, kind, scope, lookup, is_holder);
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_identity', 'customer_identity_of_customer', '1500000 1500000 2 1 1 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_merge', 'customer_merge_from', '10000 10000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_merge', 'customer_merge_into', '10000 10000 2');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_origin', 'customer_origin', '100000 100000 10 5 2 1 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('customer_origin', 'customer_origin_row', '100000 100000 20000 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('event_fold', 'event_fold', '10000 10000 2 1');
--sqlite INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ('event_fold', 'event_fold_from', '10000 10000 2');
