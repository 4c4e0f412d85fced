-- bulk: files of customers that are imported, and what a bulk job changed, for its undo.
-- Expected time: none, the tables are new.  Check: every line of bulk_change names a job.

-- An uploaded file and what was decided about it.  The file itself lies in imports/ of the data
-- folder, beside it the rows as they were read; all go after a week.
CREATE TABLE bulk_import (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    name          TEXT    NOT NULL,
    format        TEXT    NOT NULL CHECK (format IN ('xlsx', 'csv')),
    size          BIGINT  NOT NULL,
    has_header    BOOLEAN NOT NULL,
    header        TEXT    NOT NULL,  -- JSON: the names of the columns
    sample        TEXT    NOT NULL,  -- JSON: the first rows
    mapping       TEXT    NOT NULL,  -- JSON: a word for each column, "" where it is left out
    match_by      TEXT    NOT NULL CHECK (match_by IN ('phone', 'external_userid', 'member_no')),
    rule          TEXT    NOT NULL CHECK (rule IN ('create', 'update', 'fill', 'both')),
    makes_tags    BOOLEAN NOT NULL,
    tags          TEXT    NOT NULL,  -- JSON: ids of tags for everybody in it
    job_id        BIGINT  NOT NULL,
    created_by    BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    revision      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- What a bulk job took away or overwrote.  What it added is told by the source "job:ID" of the
-- tags themselves.
CREATE TABLE bulk_change (
    tenant_id   BIGINT NOT NULL,
    job_id      BIGINT NOT NULL,
    customer_id BIGINT NOT NULL,
    kind        TEXT   NOT NULL CHECK (kind IN ('tag', 'remark')),
    object_id   BIGINT NOT NULL,     -- of the tag, or of the relation
    staff_id    BIGINT NOT NULL,     -- whose tag it was; 0 an internal one
    before      TEXT,                -- the remark, or the source of the tag
    after       TEXT,
    at_ms       BIGINT NOT NULL,     -- of the tag that was taken away
    PRIMARY KEY (tenant_id, job_id, customer_id, kind, object_id, staff_id)
) {without_rowid};

-- Of two imports of a brand on PostgreSQL one writes at a time: neither makes a person the other is
-- just making.
CREATE TABLE bulk_turn (
    tenant_id BIGINT NOT NULL PRIMARY KEY,
    taken     BIGINT NOT NULL
);
