-- Boards sent by the clock: when, to whom, under which filter; each time it was sent, and what became of it
-- at each receiver.  A deleted schedule is kept so that it can be taken back, with its board too.  Some
-- hundred schedules a brand; the newest 60 sends of each are kept, so there is nothing to check.
CREATE TABLE report_schedule (
    tenant_id       BIGINT  NOT NULL,
    id              BIGINT  NOT NULL,
    user_id         BIGINT  NOT NULL,
    board           TEXT    NOT NULL,
    filter          TEXT    NOT NULL,
    every           TEXT    NOT NULL CHECK (every IN ('day', 'week', 'month')),
    weekdays        INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127),
    day             INTEGER NOT NULL CHECK (day BETWEEN 0 AND 31),
    minute          INTEGER NOT NULL CHECK (minute BETWEEN 0 AND 1439),
    has_sheet       BOOLEAN NOT NULL,
    is_on           BOOLEAN NOT NULL,
    reason          TEXT    NOT NULL,
    revision        BIGINT  NOT NULL,
    created_at_ms   BIGINT  NOT NULL,
    changed_at_ms   BIGINT  NOT NULL,
    deleted_at_ms   BIGINT  NOT NULL,
    gone_with_board BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX report_schedule_of_board ON report_schedule (tenant_id, board);
CREATE TABLE report_receiver (
    tenant_id   BIGINT NOT NULL,
    schedule_id BIGINT NOT NULL,
    user_id     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, schedule_id, user_id)
);
CREATE TABLE report_run (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    schedule_id   BIGINT  NOT NULL,
    due_at_ms     BIGINT  NOT NULL,
    started_at_ms BIGINT  NOT NULL,
    is_late       BOOLEAN NOT NULL,
    is_trial      BOOLEAN NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX report_run_of_schedule ON report_run (tenant_id, schedule_id, id);
CREATE UNIQUE INDEX report_run_once ON report_run (tenant_id, schedule_id, due_at_ms) WHERE NOT is_trial;
CREATE TABLE report_delivery (
    tenant_id     BIGINT  NOT NULL,
    id            BIGINT  NOT NULL,
    run_id        BIGINT  NOT NULL,
    user_id       BIGINT  NOT NULL,
    part          INTEGER NOT NULL,
    state         TEXT    NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'told', 'refused', 'failed')),
    reason        TEXT    NOT NULL,
    settled_at_ms BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX report_delivery_of_run ON report_delivery (tenant_id, run_id, id);
