-- Metrics that operators made themselves: a formula over events, by name.  Built-in ones are data of
-- the program.  A few rows a brand; nothing to check.
CREATE TABLE metric (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    user_id       BIGINT NOT NULL,
    name_zh       TEXT   NOT NULL,
    name_en       TEXT   NOT NULL,
    unit          TEXT   NOT NULL,
    about_zh      TEXT   NOT NULL,
    about_en      TEXT   NOT NULL,
    formula       TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    created_at_ms BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
);
