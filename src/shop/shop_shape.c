/* shop_shape.c -- fields of shops, orders and products. */
#include "shop/shop.h"

// clang-format off
static const char *const platform_words_[] = {
    [SHOP_GENERIC] = "generic", [SHOP_TAOBAO] = "taobao", [SHOP_DOUDIAN] = "doudian", [SHOP_JD] = "jd",
    [SHOP_YOUZAN] = "youzan", [SHOP_WEIMOB] = "weimob", [SHOP_WECHAT_STORE] = "wechat_store",
};
const Words shop_platform_words = { platform_words_, COUNT(platform_words_) };
static const char *const state_words_[] = {
    [SHOP_ACTIVE] = "active", [SHOP_PAUSED] = "paused", [SHOP_DELETED] = "deleted",
};
const Words shop_state_words = { state_words_, COUNT(state_words_) };
static const char *const health_words_[] = {
    [SHOP_GOOD] = "good", [SHOP_WARNING] = "warning", [SHOP_BAD] = "bad", [SHOP_UNKNOWN] = "unknown",
};
const Words shop_health_words = { health_words_, COUNT(health_words_) };
static const char *const order_words_[] = {
    [ORDER_UNPAID] = "unpaid", [ORDER_PAID] = "paid", [ORDER_PART_SHIPPED] = "part_shipped",
    [ORDER_SHIPPED] = "shipped", [ORDER_FINISHED] = "finished", [ORDER_CLOSED] = "closed",
};
const Words order_state_words = { order_words_, COUNT(order_words_) };
static const char *const refund_words_[] = {
    [REFUND_OPEN] = "open", [REFUND_AGREED] = "agreed", [REFUND_DONE] = "done", [REFUND_CLOSED] = "closed",
};
const Words refund_state_words = { refund_words_, COUNT(refund_words_) };
static const char *const product_words_[] = {
    [PRODUCT_ON_SALE] = "on_sale", [PRODUCT_OFF_SALE] = "off_sale", [PRODUCT_DELETED] = "deleted",
};
const Words product_state_words = { product_words_, COUNT(product_words_) };

/* ---- shops ------------------------------------------------------------------------------- */

static const Field shop_fields[] = {
    FIELD_ID  (Shop, id),
    FIELD_ID  (Shop, tenant_id, .flags = SECRET),
    FIELD_ENUM(Shop, platform, shop_platform_words),
    FIELD     (Shop, name),
    FIELD     (Shop, shop_no),
    FIELD     (Shop, app_key),
    FIELD     (Shop, base_url),
    FIELD_JSON(Shop, options),
    FIELD_WITH(Shop, app_secret_sealed,       .flags = SECRET),
    FIELD_WITH(Shop, access_token_sealed,     .flags = SECRET),
    FIELD_WITH(Shop, refresh_token_sealed,    .flags = SECRET),
    FIELD_WITH(Shop, callback_token_sealed,   .flags = SECRET),
    FIELD_WITH(Shop, callback_aes_key_sealed, .flags = SECRET),
    FIELD_TIME(Shop, token_until_ms),
    FIELD_ENUM(Shop, state,  shop_state_words),
    FIELD_ENUM(Shop, health, shop_health_words),
    FIELD     (Shop, health_reason),
    FIELD     (Shop, health_detail),
    FIELD     (Shop, pull_minutes),
    FIELD     (Shop, stale_minutes),
    FIELD_TIME(Shop, last_push_at_ms),
    FIELD_TIME(Shop, last_pull_at_ms),
    FIELD_TIME(Shop, pulled_until_ms),
    FIELD_ID  (Shop, pull_job_id),
    FIELD_TIME(Shop, products_until_ms),
    FIELD_TIME(Shop, products_whole_at_ms),
    FIELD_TIME(Shop, created_at_ms),
    FIELD     (Shop, revision),
    FIELD_WITH(Shop, can_push,         .flags = NOT_STORED, .about = "The platform calls us"),
    FIELD_WITH(Shop, can_pull,         .flags = NOT_STORED, .about = "The platform can be asked"),
    FIELD_WITH(Shop, is_stale,         .flags = NOT_STORED, .about = "News are older than they may be"),
    FIELD_TIME(Shop, fresh_at_ms,      .flags = NOT_STORED, .about = "What happened before is known"),
    FIELD_WITH(Shop, waiting_count,    .flags = NOT_STORED),
    FIELD_WITH(Shop, failed_count,     .flags = NOT_STORED),
    FIELD_WITH(Shop, callback_url,     .flags = NOT_STORED),
    FIELD_WITH(Shop, callback_token,   .flags = NOT_STORED, .about = "For shop.write only"),
    FIELD_WITH(Shop, callback_aes_key, .flags = NOT_STORED, .about = "For shop.write only"),
};
const Shape shop_shape = SHAPE(Shop, shop_fields);

static const Field draft_fields[] = {
    FIELD_ENUM(ShopDraft, platform, shop_platform_words),
    FIELD_WITH(ShopDraft, name,             .max = 60),
    FIELD_WITH(ShopDraft, shop_no,          .max = 64),
    FIELD_WITH(ShopDraft, app_key,          .max = 128),
    FIELD_WITH(ShopDraft, base_url,         .max = 200),
    FIELD_JSON(ShopDraft, options,          .max = 2000),
    FIELD_WITH(ShopDraft, app_secret,       .max = 512),
    FIELD_WITH(ShopDraft, access_token,     .max = 1024),
    FIELD_WITH(ShopDraft, refresh_token,    .max = 1024),
    FIELD_WITH(ShopDraft, callback_token,   .max = 128),
    FIELD_WITH(ShopDraft, callback_aes_key, .max = 128),
    FIELD_ENUM(ShopDraft, state, shop_state_words),
    FIELD_WITH(ShopDraft, pull_minutes,  .min = -1, .max = 1440, .about = "-1: never; 0: unchanged"),
    FIELD_WITH(ShopDraft, stale_minutes, .min = -1, .max = 10080, .about = "-1: no alarm; 0: unchanged"),
};
const Shape shop_draft_shape = SHAPE(ShopDraft, draft_fields);

/* ---- orders ------------------------------------------------------------------------------ */

static const Field order_fields[] = {
    FIELD_ID  (Order, id),
    FIELD_ID  (Order, tenant_id, .flags = SECRET),
    FIELD_ID  (Order, shop_id),
    FIELD_ID  (Order, customer_id),
    FIELD     (Order, order_no),
    FIELD     (Order, parent_no),
    FIELD_WITH(Order, is_seen, .flags = SECRET),
    FIELD_WITH(Order, is_split, .about = "Others took its place; it does not count"),
    FIELD_ENUM(Order, state, order_state_words),
    FIELD_ENUM(Order, told_state, order_state_words, .flags = SECRET),
    FIELD_TIME(Order, told_at_ms),
    FIELD_WITH(Order, told_hash, .flags = SECRET),
    FIELD     (Order, currency),
    FIELD     (Order, total_fen),
    FIELD     (Order, post_fen),
    FIELD     (Order, discount_fen),
    FIELD     (Order, payable_fen),
    FIELD     (Order, paid_fen),
    FIELD     (Order, refunded_fen),
    FIELD     (Order, refunding_fen),
    FIELD     (Order, title),
    FIELD     (Order, quantity),
    FIELD     (Order, buyer_name),
    FIELD     (Order, region),
    FIELD_TIME(Order, created_at_ms),
    FIELD_TIME(Order, paid_at_ms),
    FIELD_TIME(Order, shipped_at_ms),
    FIELD_TIME(Order, finished_at_ms),
    FIELD_TIME(Order, closed_at_ms),
    FIELD_WITH(Order, emitted, .flags = SECRET),
    FIELD_WITH(Order, customer_name, .flags = NOT_STORED),
};
const Shape order_shape = SHAPE(Order, order_fields);

static const Field line_fields[] = {
    FIELD_ID  (OrderLine, id),
    FIELD_ID  (OrderLine, tenant_id, .flags = SECRET),
    FIELD_ID  (OrderLine, order_id, .flags = SECRET),
    FIELD     (OrderLine, line_no),
    FIELD     (OrderLine, product_no),
    FIELD     (OrderLine, sku_no),
    FIELD     (OrderLine, title),
    FIELD     (OrderLine, sku_title),
    FIELD     (OrderLine, quantity),
    FIELD     (OrderLine, price_fen),
    FIELD     (OrderLine, amount_fen),
};
const Shape order_line_shape = SHAPE(OrderLine, line_fields);

static const Field payment_fields[] = {
    FIELD_ID  (Payment, id),
    FIELD_ID  (Payment, tenant_id, .flags = SECRET),
    FIELD_ID  (Payment, order_id, .flags = SECRET),
    FIELD     (Payment, payment_no),
    FIELD     (Payment, method),
    FIELD     (Payment, amount_fen),
    FIELD_TIME(Payment, paid_at_ms),
    FIELD_TIME(Payment, told_at_ms),
    FIELD_WITH(Payment, told_hash, .flags = SECRET),
};
const Shape payment_shape = SHAPE(Payment, payment_fields);

static const Field shipment_fields[] = {
    FIELD_ID  (Shipment, id),
    FIELD_ID  (Shipment, tenant_id, .flags = SECRET),
    FIELD_ID  (Shipment, order_id, .flags = SECRET),
    FIELD     (Shipment, shipment_no),
    FIELD     (Shipment, carrier),
    FIELD     (Shipment, is_last),
    FIELD_TIME(Shipment, shipped_at_ms),
    FIELD_TIME(Shipment, signed_at_ms),
    FIELD_TIME(Shipment, told_at_ms),
    FIELD_WITH(Shipment, told_hash, .flags = SECRET),
};
const Shape shipment_shape = SHAPE(Shipment, shipment_fields);

static const Field refund_fields[] = {
    FIELD_ID  (Refund, id),
    FIELD_ID  (Refund, tenant_id, .flags = SECRET),
    FIELD_ID  (Refund, order_id, .flags = SECRET),
    FIELD     (Refund, refund_no),
    FIELD     (Refund, line_no),
    FIELD_ENUM(Refund, state, refund_state_words),
    FIELD     (Refund, reason),
    FIELD     (Refund, with_goods),
    FIELD     (Refund, amount_fen),
    FIELD_TIME(Refund, opened_at_ms),
    FIELD_TIME(Refund, ended_at_ms),
    FIELD_TIME(Refund, told_at_ms),
    FIELD_WITH(Refund, told_hash, .flags = SECRET),
    FIELD_WITH(Refund, heard,     .flags = SECRET),
    FIELD_WITH(Refund, emitted,   .flags = SECRET),
};
const Shape refund_shape = SHAPE(Refund, refund_fields);

static const Field filter_fields[] = {
    FIELD_ID  (OrderFilter, shop_id),
    FIELD_ID  (OrderFilter, customer_id),
    FIELD_ENUM(OrderFilter, state, order_state_words),
    FIELD     (OrderFilter, with_refund),
    FIELD_WITH(OrderFilter, order_no, .max = 64, .about = "Of the order, or of the one it was split from"),
    FIELD_TIME(OrderFilter, from_ms),
    FIELD_TIME(OrderFilter, to_ms),
    FIELD     (OrderFilter, cursor),
    FIELD_WITH(OrderFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape order_filter_shape = SHAPE(OrderFilter, filter_fields);

static const Field totals_fields[] = {
    FIELD     (OrderTotals, currency),
    FIELD     (OrderTotals, orders),
    FIELD     (OrderTotals, paid_orders),
    FIELD     (OrderTotals, refunds),
    FIELD     (OrderTotals, refund_orders),
    FIELD     (OrderTotals, paid_fen),
    FIELD     (OrderTotals, refunded_fen),
    FIELD     (OrderTotals, net_fen),
    FIELD_TIME(OrderTotals, first_paid_at_ms),
    FIELD_TIME(OrderTotals, last_paid_at_ms),
};
const Shape order_totals_shape = SHAPE(OrderTotals, totals_fields);

/* ---- products ---------------------------------------------------------------------------- */

static const Field sku_fields[] = {
    FIELD_ID  (Sku, id),
    FIELD_ID  (Sku, tenant_id, .flags = SECRET),
    FIELD_ID  (Sku, product_id, .flags = SECRET),
    FIELD     (Sku, sku_no),
    FIELD     (Sku, title),
    FIELD     (Sku, price_fen),
    FIELD     (Sku, stock),
    FIELD_TIME(Sku, told_at_ms),
    FIELD_WITH(Sku, told_hash, .flags = SECRET),
};
const Shape sku_shape = SHAPE(Sku, sku_fields);

static const Field product_fields[] = {
    FIELD_ID  (Product, id),
    FIELD_ID  (Product, tenant_id, .flags = SECRET),
    FIELD_ID  (Product, shop_id),
    FIELD     (Product, product_no),
    FIELD     (Product, title),
    FIELD     (Product, picture),
    FIELD     (Product, category),
    FIELD_ENUM(Product, state, product_state_words),
    FIELD     (Product, price_fen),
    FIELD_TIME(Product, told_at_ms),
    FIELD_WITH(Product, told_hash, .flags = SECRET),
    FIELD_WITH(Product, stock,     .flags = NOT_STORED, .about = "Of all skus"),
    FIELD_WITH(Product, sku_count, .flags = NOT_STORED),
    FIELD_LIST(Product, skus, sku_shape, .about = "Of a single product only"),
};
const Shape product_shape = SHAPE(Product, product_fields);

static const Field product_filter_fields[] = {
    FIELD_ID  (ProductFilter, shop_id),
    FIELD_ENUM(ProductFilter, state, product_state_words),
    FIELD_WITH(ProductFilter, q, .max = 64, .about = "A part of the title, or the product's number"),
    FIELD     (ProductFilter, cursor),
    FIELD_WITH(ProductFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape product_filter_shape = SHAPE(ProductFilter, product_filter_fields);
// clang-format on
