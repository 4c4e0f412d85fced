-- 0011_sign_in: sessions people can see and end, seeing the console as another, codes beside the
-- password, from where a tenant may be reached, keys that end.
-- Why: a stolen session must be findable and revocable, and a password alone is not enough.
-- Who is signed in signs in once more.  Expected time: none.  Check: SELECT count(*) FROM session;

DROP TABLE session;
CREATE TABLE session (
    token_hash      TEXT   NOT NULL PRIMARY KEY,
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    user_id         BIGINT NOT NULL,
    way             TEXT   NOT NULL CHECK (way IN ('password', 'totp', 'recovery', 'wecom')),
    user_agent      TEXT,
    address         TEXT,
    view_id         BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    last_seen_at_ms BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
CREATE INDEX session_of_user ON session (tenant_id, user_id);
CREATE UNIQUE INDEX session_by_id ON session (tenant_id, id);
CREATE INDEX session_expiry ON session (expires_at_ms);

-- Who looks at the console with the eyes of a user, or of a role at a place in the company.
CREATE TABLE org_view (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    user_id       BIGINT NOT NULL,
    as_user_id    BIGINT NOT NULL,
    as_role_id    BIGINT NOT NULL,
    at_staff_id   BIGINT NOT NULL,
    started_at_ms BIGINT NOT NULL,
    until_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX org_view_of_user ON org_view (tenant_id, user_id);

-- The secret of a user's codes (RFC 6238), sealed; not in force before it was confirmed.
CREATE TABLE user_totp (
    tenant_id       BIGINT NOT NULL,
    user_id         BIGINT NOT NULL,
    sealed          TEXT   NOT NULL,
    last_step       BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    confirmed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
);
CREATE TABLE user_recovery_code (
    tenant_id  BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    code_hash  TEXT   NOT NULL,
    used_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id, code_hash)
);

-- address_json: a JSON array of networks ("10.0.0.0/8", "2001:db8::/32"); empty = from everywhere.
CREATE TABLE tenant_security (
    tenant_id        BIGINT  NOT NULL PRIMARY KEY,
    is_totp_required BOOLEAN NOT NULL,
    address_json     TEXT    NOT NULL,
    revision         BIGINT  NOT NULL
);

ALTER TABLE api_key ADD COLUMN expires_at_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE api_key ADD COLUMN address_json TEXT NOT NULL DEFAULT '[]';

CREATE INDEX session_failure_address ON session_failure (address, failed_at_ms);
