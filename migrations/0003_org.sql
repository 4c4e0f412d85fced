-- 0003_org: tenants, users, roles, sessions, keys, directory, stores, notifications.
-- Why: who may do what, and who works where.  Empty tables: takes no time.
-- Check: SELECT count(*) FROM tenant;

CREATE TABLE tenant (
    id         BIGINT  NOT NULL PRIMARY KEY,
    code       TEXT    NOT NULL UNIQUE,
    name       TEXT    NOT NULL,
    zone       TEXT    NOT NULL,
    created_at_ms BIGINT  NOT NULL
);

CREATE TABLE role (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    name            TEXT   NOT NULL,
    word            TEXT   NOT NULL CHECK (word IN ('admin', 'operator', 'custom')),
    permission_json TEXT   NOT NULL,
    created_at_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
);

-- The name to sign in with is unique over the whole server: signing in needs no tenant.
CREATE TABLE org_user (
    tenant_id         BIGINT  NOT NULL,
    id                BIGINT  NOT NULL,
    name              TEXT    NOT NULL UNIQUE,
    display_name      TEXT    NOT NULL,
    role_id           BIGINT  NOT NULL,
    staff_id          BIGINT  NOT NULL,
    locale            TEXT    NOT NULL,
    is_disabled       BOOLEAN NOT NULL,
    password_hash     TEXT,
    last_signed_in_at_ms BIGINT  NOT NULL,
    created_at_ms        BIGINT  NOT NULL,
    revision          BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX org_user_staff ON org_user (tenant_id, staff_id) WHERE staff_id <> 0;

-- Tokens are stored hashed; the hash finds the session and with it the tenant.
CREATE TABLE session (
    token_hash   TEXT   NOT NULL PRIMARY KEY,
    tenant_id    BIGINT NOT NULL,
    user_id      BIGINT NOT NULL,
    user_agent   TEXT,
    address      TEXT,
    created_at_ms   BIGINT NOT NULL,
    last_seen_at_ms BIGINT NOT NULL,
    expires_at_ms   BIGINT NOT NULL
);
CREATE INDEX session_of_user ON session (tenant_id, user_id);
CREATE INDEX session_expiry ON session (expires_at_ms);

-- Failed sign-ins by name and address; the throttle survives a restart.
CREATE TABLE session_failure (
    id        BIGINT NOT NULL PRIMARY KEY,
    name      TEXT   NOT NULL,
    address   TEXT   NOT NULL,
    failed_at_ms BIGINT NOT NULL
);
CREATE INDEX session_failure_who ON session_failure (name, address, failed_at_ms);
CREATE INDEX session_failure_when ON session_failure (failed_at_ms);

CREATE TABLE api_key (
    tenant_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    name         TEXT   NOT NULL,
    prefix       TEXT   NOT NULL,
    key_hash     TEXT   NOT NULL UNIQUE,
    scope_json   TEXT   NOT NULL,
    created_by   BIGINT NOT NULL,
    last_used_at_ms BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE department (
    tenant_id          BIGINT  NOT NULL,
    id                 BIGINT  NOT NULL,
    connection_id      BIGINT  NOT NULL,
    platform_id        BIGINT  NOT NULL,
    platform_parent_id BIGINT  NOT NULL,
    name               TEXT    NOT NULL,
    sort               BIGINT  NOT NULL,
    is_gone            BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, connection_id, platform_id)
);

-- userid_key is the userid in lower case: the platform compares without case.
CREATE TABLE staff (
    tenant_id          BIGINT  NOT NULL,
    id                 BIGINT  NOT NULL,
    connection_id      BIGINT  NOT NULL,
    userid             TEXT    NOT NULL,
    userid_key         TEXT    NOT NULL,
    name               TEXT    NOT NULL,
    avatar             TEXT,
    position           TEXT,
    alias              TEXT,
    status             TEXT    NOT NULL CHECK (status IN ('active', 'disabled', 'inactive', 'left')),
    is_contact         BOOLEAN NOT NULL,
    store_id           BIGINT  NOT NULL,
    main_department_id BIGINT  NOT NULL,
    customer_count     BIGINT  NOT NULL,
    revision           BIGINT  NOT NULL,
    created_at_ms         BIGINT  NOT NULL,
    updated_at_ms         BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, connection_id, userid_key)
);
CREATE INDEX staff_store ON staff (tenant_id, store_id) WHERE store_id <> 0;

CREATE TABLE staff_department (
    tenant_id     BIGINT NOT NULL,
    staff_id      BIGINT NOT NULL,
    department_id BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, staff_id, department_id)
) {without_rowid};
CREATE INDEX staff_department_back ON staff_department (tenant_id, department_id, staff_id);

CREATE TABLE region (
    tenant_id BIGINT NOT NULL,
    id        BIGINT NOT NULL,
    parent_id BIGINT NOT NULL,
    name      TEXT   NOT NULL,
    sort      BIGINT NOT NULL,
    revision  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);

CREATE TABLE store (
    tenant_id BIGINT           NOT NULL,
    id        BIGINT           NOT NULL,
    code      TEXT             NOT NULL,
    name      TEXT             NOT NULL,
    region_id BIGINT           NOT NULL,
    address   TEXT,
    phone     TEXT,
    longitude DOUBLE PRECISION NOT NULL,
    latitude  DOUBLE PRECISION NOT NULL,
    hours     TEXT,
    is_open   BOOLEAN          NOT NULL,
    revision  BIGINT           NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, code)
);
CREATE INDEX store_region ON store (tenant_id, region_id);

CREATE TABLE notification (
    tenant_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    user_id    BIGINT NOT NULL,
    kind       TEXT   NOT NULL,
    severity   TEXT   NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    params     TEXT   NOT NULL,
    link       TEXT,
    key        TEXT   NOT NULL,
    created_at_ms BIGINT NOT NULL,
    read_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, user_id, key)
);
CREATE INDEX notification_of_user ON notification (tenant_id, user_id, id);
CREATE INDEX notification_unread ON notification (tenant_id, user_id) WHERE read_at_ms = 0;
