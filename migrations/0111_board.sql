-- Boards people make: tiles as JSON, each a query and a look.  A deleted board is kept so that it can
-- be taken back.  Some hundred rows a brand; nothing to check.
CREATE TABLE board (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    user_id       BIGINT  NOT NULL,
    name          TEXT    NOT NULL,
    tiles         TEXT    NOT NULL,
    filter        TEXT    NOT NULL,
    is_shared     BOOLEAN NOT NULL,
    is_open       BOOLEAN NOT NULL,
    sort          BIGINT  NOT NULL,
    revision      BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    changed_at_ms BIGINT  NOT NULL,
    deleted_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX board_of_user ON board (tenant_id, user_id);
