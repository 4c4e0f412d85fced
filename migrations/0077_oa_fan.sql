-- 0077_oa_fan: fans of official accounts (公众号), what they scan, tap and are answered.
-- Why: a fan is a person in intervals of following, like a relation; codes, menus and replies are kept here and
-- published to the platform.  Empty tables: takes no time.  Check: SELECT count(*) FROM oa_fan;

CREATE TABLE oa_fan (
    tenant_id            BIGINT  NOT NULL,
    id                   BIGINT  NOT NULL,
    connection_id        BIGINT  NOT NULL,
    openid               TEXT    NOT NULL,
    unionid              TEXT    NOT NULL,
    customer_id          BIGINT  NOT NULL,
    is_following         BOOLEAN NOT NULL,
    scene                TEXT    NOT NULL, -- of the last follow, the platform's word
    qr_id                BIGINT  NOT NULL, -- 0: not by a code of ours
    remark               TEXT    NOT NULL,
    first_followed_at_ms BIGINT  NOT NULL,
    followed_at_ms       BIGINT  NOT NULL,
    unfollowed_at_ms     BIGINT  NOT NULL, -- the last told end; 0: never
    last_seen_at_ms      BIGINT  NOT NULL,
    read_at_ms           BIGINT  NOT NULL, -- when the platform last told of him
    last_place_id        BIGINT  NOT NULL, -- where he last met a contact code
    last_place_at_ms     BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX oa_fan_openid ON oa_fan (tenant_id, connection_id, openid);
CREATE INDEX oa_fan_customer ON oa_fan (tenant_id, customer_id);

-- One row per interval of following; ended_at_ms 0 = still.
CREATE TABLE oa_follow (
    tenant_id   BIGINT NOT NULL,
    fan_id      BIGINT NOT NULL,
    began_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT NOT NULL,
    scene       TEXT   NOT NULL,
    qr_id       BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, fan_id, began_at_ms)
) {without_rowid};

-- QR codes with a scene.
CREATE TABLE oa_qr (
    tenant_id       BIGINT  NOT NULL,
    id              BIGINT  NOT NULL,
    connection_id   BIGINT  NOT NULL,
    name            TEXT    NOT NULL,
    scene           TEXT    NOT NULL,
    is_permanent    BOOLEAN NOT NULL,
    life_s          BIGINT  NOT NULL,
    state           TEXT    NOT NULL CHECK (state = 'making' OR state = 'ready' OR state = 'failed'),
    reason          TEXT    NOT NULL,
    ticket          TEXT    NOT NULL,
    url             TEXT    NOT NULL,
    expires_at_ms   BIGINT  NOT NULL,
    channel_code_id BIGINT  NOT NULL, -- shown to who scans it; 0: none
    scan_count      BIGINT  NOT NULL,
    follow_count    BIGINT  NOT NULL,
    add_count       BIGINT  NOT NULL,
    created_at_ms   BIGINT  NOT NULL,
    revision        BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX oa_qr_scene ON oa_qr (tenant_id, connection_id, scene);

-- The menu as people edit it and as it was published last: lists of buttons as JSON.
CREATE TABLE oa_menu (
    tenant_id       BIGINT NOT NULL,
    connection_id   BIGINT NOT NULL,
    draft           TEXT   NOT NULL,
    published       TEXT   NOT NULL,
    state           TEXT   NOT NULL CHECK (state = 'draft' OR state = 'publishing' OR state = 'published' OR state = 'failed'),
    reason          TEXT   NOT NULL,
    published_at_ms BIGINT NOT NULL,
    changed_at_ms   BIGINT NOT NULL,
    revision        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id)
) {without_rowid};

-- Answers by rule.
CREATE TABLE oa_reply (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    connection_id BIGINT  NOT NULL,
    name          TEXT    NOT NULL,
    occasion      TEXT    NOT NULL CHECK (occasion = 'follow' OR occasion = 'keyword' OR occasion = 'default' OR occasion = 'menu'),
    is_exact      BOOLEAN NOT NULL,
    body          TEXT    NOT NULL, -- JSON: keywords (or keys of the menu), and what is answered
    is_on         BOOLEAN NOT NULL,
    hit_count     BIGINT  NOT NULL,
    created_at_ms BIGINT  NOT NULL,
    revision      BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE INDEX oa_reply_of_account ON oa_reply (tenant_id, connection_id, occasion);

-- Where a contact code stands: a button of the menu, a reply, a QR code, an article.
CREATE TABLE oa_place (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    connection_id   BIGINT NOT NULL,
    kind            TEXT   NOT NULL CHECK (kind = 'menu' OR kind = 'reply' OR kind = 'qr' OR kind = 'article'),
    ref             TEXT   NOT NULL,
    name            TEXT   NOT NULL,
    channel_code_id BIGINT NOT NULL,
    touch_count     BIGINT NOT NULL,
    add_count       BIGINT NOT NULL,
    last_add_at_ms  BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX oa_place_ref ON oa_place (tenant_id, connection_id, kind, ref);
CREATE INDEX oa_place_code ON oa_place (tenant_id, channel_code_id);

-- Who saw welcome policies sees what official accounts answer; who changed them changes it.
UPDATE role SET permission_json = replace(permission_json, '"welcome.read"', '"welcome.read","oa.read"')
WHERE permission_json LIKE '%"welcome.read"%';
UPDATE role SET permission_json = replace(permission_json, '"welcome.write"', '"welcome.write","oa.write"')
WHERE permission_json LIKE '%"welcome.write"%';
