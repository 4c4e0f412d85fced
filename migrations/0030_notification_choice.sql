-- 0030_notification_choice: how a user wants to hear of each kind of notification, and when not.
-- Why: who hears of everything hears nothing.  Empty tables: takes no time.
-- Check: SELECT channel, count(*) FROM notification_choice GROUP BY channel;

CREATE TABLE notification_choice (
    tenant_id BIGINT NOT NULL,
    user_id   BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    channel   TEXT   NOT NULL CHECK (channel IN ('off', 'bell', 'app')),
    PRIMARY KEY (tenant_id, user_id, kind)
) {without_rowid};

-- Minutes of the day in the tenant's zone; from after until means over midnight.
CREATE TABLE notification_quiet (
    tenant_id    BIGINT NOT NULL,
    user_id      BIGINT NOT NULL,
    from_minute  BIGINT NOT NULL,
    until_minute BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, user_id)
) {without_rowid};
