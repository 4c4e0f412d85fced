-- kernel: the audit log, answers kept for Idempotency-Key, leases of node numbers for ids.
-- Expected time: none, the tables are new.  Check: SELECT count(*) FROM audit_log.

CREATE TABLE audit_log (
    tenant_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    actor      TEXT   NOT NULL,
    action     TEXT   NOT NULL,
    object     TEXT,
    outcome    TEXT   NOT NULL,
    detail     TEXT,
    request_id TEXT,
    address    TEXT,
    at_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};

CREATE TABLE idempotency_key (
    tenant_id    BIGINT  NOT NULL,
    user_id      BIGINT  NOT NULL,
    route        TEXT    NOT NULL,
    key          TEXT    NOT NULL,
    request_hash TEXT    NOT NULL,
    status       INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    etag         TEXT,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, route, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at_ms);

-- Each running process holds one number of 0..255 as long as it renews the lease.
CREATE TABLE node_lease (
    node          INTEGER NOT NULL PRIMARY KEY CHECK (node BETWEEN 0 AND 255),
    holder        TEXT    NOT NULL,
    renewed_at_ms BIGINT  NOT NULL
);

-- What was audited stays as it was written.
--sqlite CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log
--sqlite BEGIN SELECT RAISE(ABORT, 'audit_log is append-only'); END;
--pg CREATE FUNCTION audit_log_stays() RETURNS trigger LANGUAGE plpgsql AS
--pg $$ BEGIN RAISE EXCEPTION 'audit_log is append-only'; END $$;
--pg CREATE TRIGGER audit_log_stays BEFORE UPDATE ON audit_log
--pg FOR EACH ROW EXECUTE FUNCTION audit_log_stays();
