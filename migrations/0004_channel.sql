-- 0004_channel: connections to platforms, their tokens, callbacks and uploaded media.
-- Why: everything a connector must remember between two calls.  Empty tables: takes no time.
-- Check: SELECT count(*) FROM connection;

-- Secrets are sealed (kernel/secret.h).  A corp belongs to one connection of the whole server:
-- the callback door finds the tenant by it.
CREATE TABLE connection (
    tenant_id             BIGINT  NOT NULL,
    id                    BIGINT  NOT NULL,
    kind                  TEXT    NOT NULL CHECK (kind IN ('wecom')),
    name                  TEXT    NOT NULL,
    corp_id               TEXT    NOT NULL UNIQUE,
    agent_id              BIGINT  NOT NULL,
    base_url              TEXT    NOT NULL,
    login_url             TEXT,
    state                 TEXT    NOT NULL CHECK (state IN ('active', 'paused', 'failed')),
    health                TEXT    NOT NULL CHECK (health IN ('good', 'warning', 'bad', 'unknown')),
    health_reason         TEXT,
    has_contact_secret    BOOLEAN NOT NULL,
    has_app_secret        BOOLEAN NOT NULL,
    app_secret_sealed     TEXT,
    contact_secret_sealed TEXT,
    token_sealed          TEXT    NOT NULL,
    aes_key_sealed        TEXT    NOT NULL,
    callback_verified_at_ms  BIGINT  NOT NULL,
    last_callback_at_ms      BIGINT  NOT NULL,
    last_api_ok_at_ms        BIGINT  NOT NULL,
    last_sync_at_ms          BIGINT  NOT NULL,
    contact_count         BIGINT  NOT NULL,
    created_at_ms            BIGINT  NOT NULL,
    revision              BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

-- Access tokens and JS tickets, shared by all processes; who fetches holds the claim.
CREATE TABLE wecom_token (
    tenant_id     BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    kind          TEXT   NOT NULL,
    sealed        TEXT,
    expires_at_ms    BIGINT NOT NULL,
    claimed_until_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, kind)
);

-- What became of a callback.  One without a row has only been received.
CREATE TABLE callback (
    tenant_id     BIGINT NOT NULL,
    event_seq     BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    state         TEXT   NOT NULL CHECK (state IN ('received', 'applied', 'failed', 'ignored')),
    reason        TEXT,
    detail        TEXT,
    attempts      INTEGER NOT NULL,
    received_at_ms   BIGINT NOT NULL,
    changed_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, event_seq)
);
CREATE INDEX callback_of_state ON callback (tenant_id, state, event_seq);

-- Files as the platform knows them; media ids live three days.
CREATE TABLE platform_media (
    tenant_id     BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    sha256        TEXT   NOT NULL,
    kind          TEXT   NOT NULL,
    media_id      TEXT   NOT NULL,
    media_json    TEXT   NOT NULL,
    expires_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, sha256, kind)
);
