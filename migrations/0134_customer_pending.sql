-- Corps whose contacts come without a unionid: only there a follower of an official account is asked for by pending ids.
-- A row a corp.  Instant.  Check: SELECT * FROM customer_untold;
CREATE TABLE customer_untold (
    tenant_id  BIGINT NOT NULL,
    corp_id    TEXT   NOT NULL,
    since_ms   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, corp_id)
);
