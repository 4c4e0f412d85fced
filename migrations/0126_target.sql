-- Targets: what a metric is to reach, by whom and in which days.  A deleted one is kept so that it can be
-- taken back; of those that are there each owner has one for a metric, scene and days.  Some thousand
-- rows a brand and year; nothing to check.
CREATE TABLE target (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    user_id       BIGINT  NOT NULL,
    scene         TEXT    NOT NULL,
    metric        TEXT    NOT NULL,
    from_on       TEXT    NOT NULL,
    to_on         TEXT    NOT NULL,
    owner_kind    TEXT    NOT NULL CHECK (owner_kind IN ('brand', 'department', 'store', 'staff')),
    owner_id      BIGINT  NOT NULL,
    value         BIGINT  NOT NULL,
    is_ceiling    BOOLEAN NOT NULL,
    revision      BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    changed_at_ms BIGINT  NOT NULL,
    deleted_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX target_of_owner ON target (tenant_id, metric, scene, from_on, to_on, owner_kind, owner_id)
    WHERE deleted_at_ms = 0;
