-- shop: what the brand sells on the platforms and in its own malls and tills: shops, products,
-- stock, orders, payments, shipments, refunds.
-- Why: an order, its payments and its refunds are told separately, more than once and in any
-- order.  Each row keeps how new its news is (told_at_ms, then told_hash), so the newest wins
-- whatever came first, and an order that was only mentioned stands as a stub (is_seen false).
-- Money is integer fen of `currency`.  Empty tables: takes no time.  Check: SELECT count(*) FROM shop.

CREATE TABLE shop (
    tenant_id               BIGINT NOT NULL,
    id                      BIGINT NOT NULL,
    platform                TEXT NOT NULL,
    name                    TEXT NOT NULL,
    shop_no                 TEXT NOT NULL,   -- the platform's id of the shop
    app_key                 TEXT NOT NULL,
    base_url                TEXT NOT NULL,
    options                 TEXT NOT NULL,   -- a JSON object: what differs between apps of a platform
    app_secret_sealed       TEXT NOT NULL,
    access_token_sealed     TEXT NOT NULL,
    refresh_token_sealed    TEXT NOT NULL,
    callback_token_sealed   TEXT NOT NULL,
    callback_aes_key_sealed TEXT NOT NULL,
    token_until_ms          BIGINT NOT NULL, -- 0: not known
    state                   TEXT NOT NULL,
    health                  TEXT NOT NULL,
    health_reason           TEXT NOT NULL,
    health_detail           TEXT NOT NULL,
    pull_minutes            BIGINT NOT NULL, -- 0: never by itself
    stale_minutes           BIGINT NOT NULL, -- older news than this is an alarm
    last_push_at_ms         BIGINT NOT NULL,
    last_pull_at_ms         BIGINT NOT NULL,
    pulled_until_ms         BIGINT NOT NULL, -- changes before this have been read
    pull_job_id             BIGINT NOT NULL, -- the last one that began by itself
    created_at_ms           BIGINT NOT NULL,
    revision                BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
-- The address of a callback names the platform and the shop, so one shop belongs to one brand.
CREATE UNIQUE INDEX shop_on_platform ON shop (platform, shop_no);

CREATE TABLE shop_order (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    customer_id    BIGINT NOT NULL,  -- 0: nobody knows
    order_no       TEXT NOT NULL,
    parent_no      TEXT NOT NULL,    -- of the order this one was split from
    is_seen        BOOLEAN NOT NULL, -- false: only a payment, shipment or refund told of it
    is_split       BOOLEAN NOT NULL, -- others took its place; it does not count in totals
    state          TEXT NOT NULL,
    told_state     TEXT,
    told_at_ms     BIGINT NOT NULL,
    told_hash      BIGINT NOT NULL,
    currency       TEXT NOT NULL,
    total_fen      BIGINT NOT NULL,
    post_fen       BIGINT NOT NULL,
    discount_fen   BIGINT NOT NULL,
    payable_fen    BIGINT NOT NULL,
    paid_fen       BIGINT NOT NULL,
    refunded_fen   BIGINT NOT NULL,  -- of refunds that were carried out
    refunding_fen  BIGINT NOT NULL,  -- of refunds that are still open
    title          TEXT NOT NULL,
    quantity       BIGINT NOT NULL,
    buyer_name     TEXT NOT NULL,
    region         TEXT NOT NULL,
    created_at_ms  BIGINT NOT NULL,
    paid_at_ms     BIGINT NOT NULL,
    shipped_at_ms  BIGINT NOT NULL,
    finished_at_ms BIGINT NOT NULL,
    closed_at_ms   BIGINT NOT NULL,
    emitted        INTEGER NOT NULL, -- which of its events are in the log, a bit each
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_order_no ON shop_order (tenant_id, shop_id, order_no);
CREATE INDEX shop_order_by_number ON shop_order (tenant_id, order_no);
CREATE INDEX shop_order_by_time ON shop_order (tenant_id, created_at_ms, id);
CREATE INDEX shop_order_by_state ON shop_order (tenant_id, state, created_at_ms, id);
CREATE INDEX shop_order_of_customer ON shop_order (tenant_id, customer_id, created_at_ms)
    WHERE customer_id <> 0;

CREATE TABLE shop_order_line (
    tenant_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    line_no    TEXT NOT NULL,
    product_no TEXT NOT NULL,
    sku_no     TEXT NOT NULL,
    title      TEXT NOT NULL,
    sku_title  TEXT NOT NULL,
    quantity   BIGINT NOT NULL,
    price_fen  BIGINT NOT NULL,
    amount_fen BIGINT NOT NULL,      -- what is paid for the line, after its discounts
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_order_line_no ON shop_order_line (tenant_id, order_id, line_no);

-- One payment of several orders is a row for each, of the same payment_no.
CREATE TABLE shop_payment (
    tenant_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    order_id   BIGINT NOT NULL,
    payment_no TEXT NOT NULL,
    method     TEXT NOT NULL,
    amount_fen BIGINT NOT NULL,
    paid_at_ms BIGINT NOT NULL,
    told_at_ms BIGINT NOT NULL,
    told_hash  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_payment_no ON shop_payment (tenant_id, order_id, payment_no);

CREATE TABLE shop_shipment (
    tenant_id     BIGINT NOT NULL,
    id            BIGINT NOT NULL,
    order_id      BIGINT NOT NULL,
    shipment_no   TEXT NOT NULL,
    carrier       TEXT NOT NULL,
    is_last       BOOLEAN NOT NULL,  -- with it the whole order is on its way
    shipped_at_ms BIGINT NOT NULL,
    signed_at_ms  BIGINT NOT NULL,
    told_at_ms    BIGINT NOT NULL,
    told_hash     BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_shipment_no ON shop_shipment (tenant_id, order_id, shipment_no);

CREATE TABLE shop_refund (
    tenant_id    BIGINT NOT NULL,
    id           BIGINT NOT NULL,
    order_id     BIGINT NOT NULL,
    refund_no    TEXT NOT NULL,
    line_no      TEXT NOT NULL,
    state        TEXT NOT NULL,
    reason       TEXT NOT NULL,
    with_goods   BOOLEAN NOT NULL,
    amount_fen   BIGINT NOT NULL,
    opened_at_ms BIGINT NOT NULL,
    ended_at_ms  BIGINT NOT NULL,
    told_at_ms   BIGINT NOT NULL,
    told_hash    BIGINT NOT NULL,
    heard        INTEGER NOT NULL,   -- which states were ever told, a bit each
    emitted      INTEGER NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_refund_no ON shop_refund (tenant_id, order_id, refund_no);

CREATE TABLE shop_product (
    tenant_id  BIGINT NOT NULL,
    id         BIGINT NOT NULL,
    shop_id    BIGINT NOT NULL,
    product_no TEXT NOT NULL,
    title      TEXT NOT NULL,
    picture    TEXT NOT NULL,
    category   TEXT NOT NULL,
    state      TEXT NOT NULL,
    price_fen  BIGINT NOT NULL,
    told_at_ms BIGINT NOT NULL,
    told_hash  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_product_no ON shop_product (tenant_id, shop_id, product_no);

CREATE TABLE shop_sku (
    tenant_id   BIGINT NOT NULL,
    id          BIGINT NOT NULL,
    product_id  BIGINT NOT NULL,
    sku_no      TEXT NOT NULL,
    title       TEXT NOT NULL,
    price_fen   BIGINT NOT NULL,
    stock       BIGINT NOT NULL,
    told_at_ms  BIGINT NOT NULL,
    told_hash   BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_sku_no ON shop_sku (tenant_id, product_id, sku_no);

-- What a platform sent, as it came.
CREATE TABLE shop_push (
    tenant_id      BIGINT NOT NULL,
    id             BIGINT NOT NULL,
    shop_id        BIGINT NOT NULL,
    message_no     TEXT NOT NULL,    -- the platform's id of the message
    topic          TEXT NOT NULL,
    state          TEXT NOT NULL,
    reason         TEXT NOT NULL,
    detail         TEXT NOT NULL,
    attempts       INTEGER NOT NULL,
    body_sealed    TEXT NOT NULL,    -- it holds addresses and phones
    received_at_ms BIGINT NOT NULL,
    applied_at_ms  BIGINT NOT NULL,
    PRIMARY KEY (tenant_id, id)
) {without_rowid};
CREATE UNIQUE INDEX shop_push_once ON shop_push (tenant_id, shop_id, message_no);
CREATE INDEX shop_push_state ON shop_push (tenant_id, shop_id, state, id);

-- Who sees customers sees what they bought; who sees and changes connections does so with shops.
UPDATE role SET permission_json = replace(permission_json, '"customer.read"', '"customer.read","order.read","product.read"')
WHERE permission_json LIKE '%"customer.read"%';
UPDATE role SET permission_json = replace(permission_json, '"connection.read"', '"connection.read","shop.read"')
WHERE permission_json LIKE '%"connection.read"%';
UPDATE role SET permission_json = replace(permission_json, '"connection.write"', '"connection.write","shop.write"')
WHERE permission_json LIKE '%"connection.write"%';
