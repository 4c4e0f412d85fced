-- content: media files by their SHA-256 in the data folder, one row per upload, and who uses them.
-- Check: every row's file lies at data_dir/media/<tenant>/<first 2 of sha256>/<sha256>.

CREATE TABLE media (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    name          TEXT NOT NULL,
    mime          TEXT NOT NULL,
    kind          TEXT NOT NULL CHECK (kind IN ('image', 'video', 'file', 'voice')),
    size          BIGINT NOT NULL,
    width         INTEGER NOT NULL,
    height        INTEGER NOT NULL,
    sha256        TEXT NOT NULL,
    created_by    BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX media_by_sha256 ON media (tenant_id, sha256);

-- Which record's message uses a file: it is not deleted meanwhile.
CREATE TABLE media_use (
    tenant_id BIGINT NOT NULL,
    media_id  BIGINT NOT NULL,
    object    TEXT NOT NULL,
    PRIMARY KEY (tenant_id, object, media_id)
) {without_rowid};
CREATE INDEX media_use_by_media ON media_use (tenant_id, media_id);
