-- 0078_oa_figures: what official accounts count: fans and reads per day, articles, taps of the menu.
-- Why: the platform keeps figures for a while and tells them by the day; here they stay.
-- Empty tables: takes no time.  Check: SELECT count(*) FROM oa_day;

CREATE TABLE oa_day (
    tenant_id     BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    day           TEXT   NOT NULL, -- YYYY-MM-DD, of China
    new_count     BIGINT NOT NULL,
    cancel_count  BIGINT NOT NULL,
    total_count   BIGINT NOT NULL,
    read_user     BIGINT NOT NULL,
    read_count    BIGINT NOT NULL,
    share_count   BIGINT NOT NULL,
    message_user  BIGINT NOT NULL,
    message_count BIGINT NOT NULL,
    read_at_ms    BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, day)
) {without_rowid};

CREATE TABLE oa_article (
    tenant_id       BIGINT NOT NULL,
    connection_id   BIGINT NOT NULL,
    msgid           TEXT   NOT NULL,
    title           TEXT   NOT NULL,
    published_on    TEXT   NOT NULL,
    target_user     BIGINT NOT NULL,
    read_user       BIGINT NOT NULL,
    read_count      BIGINT NOT NULL,
    share_user      BIGINT NOT NULL,
    favourite_user  BIGINT NOT NULL,
    read_at_ms      BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, msgid)
) {without_rowid};

-- Taps of the menu per day, counted from the events of persons.
CREATE TABLE oa_tap (
    tenant_id     BIGINT NOT NULL,
    connection_id BIGINT NOT NULL,
    day           BIGINT NOT NULL,
    button        TEXT   NOT NULL,
    taps          BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, connection_id, day, button)
) {without_rowid};
