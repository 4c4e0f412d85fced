-- 0064_notice_window: what is being gathered for one message to a member's phone.
-- Why: twelve losses within some minutes are one message, not twelve.  One row for each member and
-- kind he was ever told of.  Expected time: none, the table is new.  Check: SELECT count(*) FROM notice_window.

CREATE TABLE notice_window (
    tenant_id BIGINT NOT NULL,
    staff_id  BIGINT NOT NULL,
    kind      TEXT   NOT NULL,
    until_ms  BIGINT NOT NULL,  -- when what was gathered goes out
    gathered  BIGINT NOT NULL,  -- how many; 0: the one that opened the window went at once
    PRIMARY KEY (tenant_id, staff_id, kind)
) {without_rowid};
