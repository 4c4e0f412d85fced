-- What was paid for a channel, a channel code or a campaign on a business day.  Rows are set by sheets; each
-- change is an event of its difference, so queries over events know costs, too.  Some ten thousand rows a
-- brand and year; nothing to check.
CREATE TABLE spend (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    user_id       BIGINT NOT NULL,
    kind          TEXT   NOT NULL CHECK (kind IN ('channel', 'code', 'campaign')),
    touch         TEXT   NOT NULL,
    day_on        TEXT   NOT NULL,
    amount_fen    BIGINT NOT NULL CHECK (amount_fen >= 0),
    changed_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX spend_of_day ON spend (tenant_id, day_on, kind, touch);
