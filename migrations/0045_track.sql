-- track: where tracked events come from, what types they brought, and what was refused.
-- A write key stands in pages and apps for everyone to read, so it is kept as it is.
-- track_type is filled by the consumer "track" and also holds what people decided of a type.
-- At once: new tables.  Check: no write key is in two rows.

CREATE TABLE track_source (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    name          TEXT NOT NULL,
    write_key     TEXT NOT NULL,
    is_on         BOOLEAN NOT NULL,
    accepted      BIGINT NOT NULL,  -- events in the log, counted by the consumer
    refused       BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    rotated_at_ms BIGINT NOT NULL,  -- 0: never
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX track_source_key ON track_source (write_key);

CREATE TABLE track_type (
    tenant_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    name        TEXT NOT NULL,
    is_blocked  BOOLEAN NOT NULL,
    rename_to   TEXT NOT NULL,      -- '': it keeps its name
    owner       TEXT NOT NULL,
    description TEXT NOT NULL,
    properties  TEXT NOT NULL,      -- a JSON object: name -> kind of the value seen first
    count       BIGINT NOT NULL,
    first_at_ms BIGINT NOT NULL,
    last_at_ms  BIGINT NOT NULL,
    revision    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX track_type_name ON track_type (tenant_id, name);

CREATE TABLE track_refusal (
    tenant_id BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    source_id BIGINT NOT NULL,
    at_ms     BIGINT NOT NULL,
    type      TEXT NOT NULL,
    event     TEXT NOT NULL,
    reason    TEXT NOT NULL,
    detail    TEXT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE INDEX track_refusal_of_source ON track_refusal (tenant_id, source_id, id);

-- Who saw and changed connections sees and changes sources.
UPDATE role SET permission_json = replace(permission_json, '"connection.read"', '"connection.read","source.read"')
WHERE permission_json LIKE '%"connection.read"%';
UPDATE role SET permission_json = replace(permission_json, '"connection.write"', '"connection.write","source.write"')
WHERE permission_json LIKE '%"connection.write"%';
