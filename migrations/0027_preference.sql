-- 0027_preference: what a user has set for himself, and the views he has saved.
-- Why: a person finds the console as he left it, on any machine.  Empty tables: takes no time.
-- Check: SELECT count(*) FROM preference;

CREATE TABLE preference (
    tenant_id     BIGINT NOT NULL,
    user_id       BIGINT NOT NULL,
    key           TEXT   NOT NULL,
    value         TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, key)
) {without_rowid};

CREATE TABLE saved_view (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    user_id       BIGINT  NOT NULL,
    page          TEXT    NOT NULL,
    name          TEXT    NOT NULL,
    query         TEXT    NOT NULL,
    is_shared     BOOLEAN NOT NULL,
    sort          BIGINT  NOT NULL,
    revision      BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX saved_view_of_page ON saved_view (tenant_id, page, user_id);
