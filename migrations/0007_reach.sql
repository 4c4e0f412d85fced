-- reach: welcome policies, the welcomes of channel codes, and every welcome that was due.
-- Check: a welcome code is answered at most once (UNIQUE).

CREATE TABLE welcome_policy (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    name           TEXT NOT NULL,
    scope          TEXT NOT NULL CHECK (scope IN ('code', 'slot', 'staff', 'department', 'default')),
    mode           TEXT NOT NULL CHECK (mode IN ('own', 'policy', 'none')),
    code_id        BIGINT NOT NULL,
    token          TEXT,          -- the platform's state of that code
    staff_json     TEXT NOT NULL,
    department_json TEXT NOT NULL,
    window_json    TEXT NOT NULL,
    message_json   TEXT NOT NULL,
    is_enabled     BOOLEAN NOT NULL,
    sent_count     BIGINT NOT NULL,
    failed_count   BIGINT NOT NULL,
    created_at_ms  BIGINT NOT NULL,
    updated_at_ms  BIGINT NOT NULL,
    revision       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX welcome_policy_of_code ON welcome_policy (tenant_id, code_id) WHERE code_id <> 0;
CREATE INDEX welcome_policy_by_token ON welcome_policy (tenant_id, token) WHERE token IS NOT NULL;

CREATE TABLE welcome (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    customer_id     BIGINT NOT NULL,
    relation_id     BIGINT NOT NULL,
    staff_id        BIGINT NOT NULL,
    policy_id       BIGINT NOT NULL,
    policy_name     TEXT,
    scope           TEXT,
    customer_name   TEXT,
    staff_name      TEXT,
    code_key        TEXT NOT NULL,   -- SHA-256 of the welcome code
    state           TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'skipped')),
    reason          TEXT,
    body            TEXT,
    requested_at_ms BIGINT NOT NULL,
    sent_at_ms      BIGINT NOT NULL,
    latency_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX welcome_once ON welcome (tenant_id, code_key);
CREATE INDEX welcome_by_policy ON welcome (tenant_id, policy_id, id);
CREATE INDEX welcome_by_time ON welcome (tenant_id, requested_at_ms);
