-- Alerts: a rule on a metric, what its last look found, whom it tells, and each time it was broken.  A
-- deleted rule is kept so that it can be taken back.  Some hundred rules a brand, some thousand firings a
-- year; nothing to check.
CREATE TABLE alert (
    tenant_id      BIGINT  NOT NULL,
    id             BIGINT  NOT NULL,
    user_id        BIGINT  NOT NULL,
    name           TEXT    NOT NULL,
    metric         TEXT    NOT NULL,
    filters        TEXT    NOT NULL,
    period         TEXT    NOT NULL CHECK (period IN ('last_hour', 'today', 'yesterday', 'last_7_days', 'last_30_days', 'this_month')),
    condition      TEXT    NOT NULL CHECK (condition IN ('above', 'below', 'risen', 'fallen', 'changed')),
    threshold      BIGINT  NOT NULL,
    percent        INTEGER NOT NULL,
    base           TEXT    NOT NULL CHECK (base IN ('before', 'week_before')),
    every          TEXT    NOT NULL CHECK (every IN ('hour', 'day')),
    hour           INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
    is_on          BOOLEAN NOT NULL,
    is_firing      BOOLEAN NOT NULL,
    fired_until_ms BIGINT  NOT NULL,
    looked_at_ms   BIGINT  NOT NULL,
    verdict        TEXT CHECK (verdict IN ('broken', 'kept', 'unknown')),
    value_num      BIGINT  NOT NULL,
    value_den      BIGINT  NOT NULL,
    before_num     BIGINT  NOT NULL,
    before_den     BIGINT  NOT NULL,
    reason         TEXT    NOT NULL,
    revision       BIGINT  NOT NULL,
    created_at_ms  BIGINT  NOT NULL,
    changed_at_ms  BIGINT  NOT NULL,
    deleted_at_ms  BIGINT  NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE TABLE alert_receiver (
    tenant_id BIGINT NOT NULL,
    alert_id  BIGINT NOT NULL,
    kind      TEXT   NOT NULL CHECK (kind IN ('user', 'role')),
    ref_id    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, alert_id, kind, ref_id)
);
CREATE TABLE alert_firing (
    tenant_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    alert_id    BIGINT NOT NULL,
    fired_at_ms BIGINT NOT NULL,
    ended_at_ms BIGINT NOT NULL,
    from_ms     BIGINT NOT NULL,
    until_ms    BIGINT NOT NULL,
    value_num   BIGINT NOT NULL,
    value_den   BIGINT NOT NULL,
    before_num  BIGINT NOT NULL,
    before_den  BIGINT NOT NULL,
    cause       TEXT   NOT NULL,
    said_zh     TEXT   NOT NULL,
    said_en     TEXT   NOT NULL,
    told        BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE INDEX alert_firing_of_alert ON alert_firing (tenant_id, alert_id, id);
