-- intake: files that were uploaded to be brought in, and mappings remembered by name.
-- Why: the console decides about a file in steps; the file lies in imports/ of the data folder and
-- goes, with its row, after a week.  Empty tables: takes no time.  Check: SELECT count(*) FROM intake.

CREATE TABLE intake (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    name          TEXT NOT NULL,
    size          BIGINT NOT NULL,
    kind          TEXT NOT NULL,
    columns_json  TEXT NOT NULL,   -- the names of its columns and what stands in them first
    mapping  TEXT NOT NULL,
    is_good       BOOLEAN NOT NULL, -- the mapping was checked against the file
    job_id        BIGINT NOT NULL,
    created_by    BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    revision      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE intake_mapping (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    name          TEXT NOT NULL,
    kind          TEXT NOT NULL,
    mapping  TEXT NOT NULL,
    updated_by    BIGINT NOT NULL,
    updated_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX intake_mapping_name ON intake_mapping (tenant_id, name);
