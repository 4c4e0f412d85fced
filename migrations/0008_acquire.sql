-- acquire: channel codes (渠道活码), who receives when, and what came of them.
-- Counters per code, staff member and business day are rows, not updates of one hot row,
-- so that a campaign of thousands of adds a minute does not queue on a lock.
-- Expected on 10 M rows: instant (new tables).  Check: weft check-sql.

CREATE TABLE channel_code_group (
    id            BIGINT NOT NULL PRIMARY KEY,
    tenant_id     BIGINT NOT NULL,
    name          TEXT NOT NULL,
    sort          BIGINT NOT NULL,
    revision      BIGINT NOT NULL
);
CREATE UNIQUE INDEX channel_code_group_name ON channel_code_group (tenant_id, name);

CREATE TABLE channel_code (
    id             BIGINT NOT NULL PRIMARY KEY,
    tenant_id      BIGINT NOT NULL,
    group_id       BIGINT NOT NULL,
    connection_id  BIGINT NOT NULL,
    name           TEXT NOT NULL,
    medium         TEXT NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('draft','syncing','active','degraded','paused','expired','failed','deleted')),
    sync_reason    TEXT NOT NULL,
    token          TEXT NOT NULL,
    config_id      TEXT NOT NULL,
    qr_url         TEXT NOT NULL, -- the address of the platform's picture
    link           TEXT NOT NULL, -- the text inside it: what a scan yields
    allocation     TEXT NOT NULL CHECK (allocation IN ('random','round_robin','weighted','least_loaded')),
    skip_verify    BOOLEAN NOT NULL,
    remark_pattern TEXT NOT NULL,
    valid_from_ms  BIGINT NOT NULL,
    valid_until_ms BIGINT NOT NULL,
    welcome_mode   TEXT NOT NULL,
    on_platform    TEXT NOT NULL,
    added_count    BIGINT NOT NULL,
    lost_count     BIGINT NOT NULL,
    created_at_ms  BIGINT NOT NULL,
    updated_at_ms  BIGINT NOT NULL,
    revision       BIGINT NOT NULL
);
CREATE UNIQUE INDEX channel_code_token ON channel_code (tenant_id, token);
CREATE INDEX channel_code_by_group ON channel_code (tenant_id, group_id, id);

-- slot_no 0: the all-day staff; 1..: of that slot; -1: the backup.
CREATE TABLE channel_code_staff (
    tenant_id     BIGINT NOT NULL,
    code_id       BIGINT NOT NULL,
    slot_no       BIGINT NOT NULL,
    place         BIGINT NOT NULL,
    staff_id      BIGINT NOT NULL,
    weight        BIGINT NOT NULL,
    daily_cap     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code_id, slot_no, place)
);
CREATE INDEX channel_code_staff_by_staff ON channel_code_staff (tenant_id, staff_id);

CREATE TABLE channel_code_slot (
    tenant_id     BIGINT NOT NULL,
    code_id       BIGINT NOT NULL,
    slot_no       BIGINT NOT NULL,
    name          TEXT NOT NULL,
    weekdays      BIGINT NOT NULL,
    from_minute   BIGINT NOT NULL,
    until_minute  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code_id, slot_no)
);

CREATE TABLE channel_code_tag (
    tenant_id     BIGINT NOT NULL,
    code_id       BIGINT NOT NULL,
    place         BIGINT NOT NULL,
    tag_id        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code_id, place)
);

-- One row per relation that came through a code: makes counting idempotent and ties a loss to
-- the code and day of its add.
CREATE TABLE channel_code_match (
    tenant_id     BIGINT NOT NULL,
    relation_id   BIGINT NOT NULL,
    code_id       BIGINT NOT NULL,
    customer_id   BIGINT NOT NULL,
    staff_id      BIGINT NOT NULL,
    added_at_ms   BIGINT NOT NULL,
    lost_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, relation_id)
);

CREATE TABLE channel_code_day (
    tenant_id     BIGINT NOT NULL,
    code_id       BIGINT NOT NULL,
    day           BIGINT NOT NULL,
    staff_id      BIGINT NOT NULL,
    added         BIGINT NOT NULL,
    lost          BIGINT NOT NULL,
    last_added_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, code_id, day, staff_id)
);
CREATE INDEX channel_code_day_by_staff ON channel_code_day (tenant_id, staff_id, day);
