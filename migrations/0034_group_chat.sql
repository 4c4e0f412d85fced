-- group_chat: customer groups (客户群) of the platform, and who was in them when.
-- Why: retention and net joins per group and owner come from intervals, as with relations: a
-- member who comes again is a new interval, so nothing is counted away.
-- Empty tables: takes no time.  Check: SELECT count(*) FROM group_chat.

CREATE TABLE group_chat (
    tenant_id       BIGINT NOT NULL,
    id              BIGINT NOT NULL,
    connection_id   BIGINT NOT NULL,
    chat_id         TEXT NOT NULL,
    name            TEXT NOT NULL,
    owner_userid    TEXT NOT NULL,
    owner_staff_id  BIGINT NOT NULL,
    notice          TEXT NOT NULL,
    state           TEXT NOT NULL
        CHECK (state IN ('active', 'owner_left', 'inheriting', 'inherited', 'dismissed')),
    member_count    BIGINT NOT NULL,
    external_count  BIGINT NOT NULL,
    created_at_ms   BIGINT NOT NULL,
    dismissed_at_ms BIGINT NOT NULL,
    read_at_ms      BIGINT NOT NULL,  -- when its members were last read; 0 = never
    listed_at_ms    BIGINT NOT NULL,  -- beginning of the sync that last showed it
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX group_chat_on_platform ON group_chat (tenant_id, connection_id, chat_id);
CREATE INDEX group_chat_by_owner ON group_chat (tenant_id, owner_staff_id);

-- One row per stay.  member_key: the external_userid, or the userid of staff in lower case.
CREATE TABLE group_chat_member (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    group_chat_id BIGINT NOT NULL,
    member_key    TEXT NOT NULL,
    is_staff      BOOLEAN NOT NULL,
    customer_id   BIGINT NOT NULL,
    name          TEXT NOT NULL,
    scene         TEXT NOT NULL CHECK (scene IN ('unknown', 'invited', 'link', 'qr_code')),
    state         TEXT NOT NULL,
    invited_by    TEXT NOT NULL,
    joined_at_ms  BIGINT NOT NULL,
    left_at_ms    BIGINT NOT NULL,
    left_by       TEXT CHECK (left_by IN ('self', 'removed', 'dismissed', 'unseen')),
    PRIMARY KEY (tenant_id, id),
    CHECK ((left_at_ms = 0) = (left_by IS NULL)),
    CHECK (left_at_ms = 0 OR left_at_ms >= joined_at_ms)
);
CREATE UNIQUE INDEX group_chat_member_present
    ON group_chat_member (tenant_id, group_chat_id, member_key) WHERE left_at_ms = 0;
CREATE INDEX group_chat_member_of_group ON group_chat_member (tenant_id, group_chat_id, joined_at_ms);
CREATE INDEX group_chat_member_key ON group_chat_member (tenant_id, member_key);
CREATE INDEX group_chat_member_of_customer ON group_chat_member (tenant_id, customer_id)
    WHERE customer_id <> 0;
