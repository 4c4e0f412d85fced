/* shop.h -- what the brand sells on the platforms, in its own malls and at its tills: shops,
 * products and stock, orders with payments, shipments and refunds.
 *
 * A platform tells by push and by pull, more than once and in any order; the newest news of each
 * thing wins, so the record is the same whatever came first.  What happened to an order becomes
 * order.* and refund.* events, each once.  Money is integer fen of the order's currency. */
#ifndef SHOP_SHOP_H
#define SHOP_SHOP_H

#include "customer/customer.h"

typedef struct ShopId {
    int64_t v;
} ShopId;
typedef struct OrderId {
    int64_t v;
} OrderId;
typedef struct ProductId {
    int64_t v;
} ProductId;

/* ---- shops ------------------------------------------------------------------------------- */

typedef enum ShopPlatform {
    SHOP_GENERIC = 1, /* the signed webhook: tills and own malls */
    SHOP_TAOBAO,
    SHOP_DOUDIAN,
    SHOP_JD,
    SHOP_YOUZAN,
    SHOP_WEIMOB,
    SHOP_WECHAT_STORE,
    SHOP_PLATFORM_COUNT
} ShopPlatform;
typedef enum ShopState {
    SHOP_ACTIVE = 1,
    SHOP_PAUSED,
    SHOP_DELETED /* its orders stay, and are its own again when it is connected again */
} ShopState;
typedef enum ShopHealth { SHOP_GOOD = 1, SHOP_WARNING, SHOP_BAD, SHOP_UNKNOWN } ShopHealth;
extern const Words shop_platform_words, shop_state_words, shop_health_words;

typedef struct Shop {
    int64_t      id, tenant_id;
    ShopPlatform platform;
    Str          name, shop_no, app_key, base_url;
    Str          options; /* a JSON object: what differs between apps of a platform */
    Str          app_secret_sealed, access_token_sealed, refresh_token_sealed;
    Str          callback_token_sealed, callback_aes_key_sealed;
    int64_t      token_until_ms;
    ShopState    state;
    ShopHealth   health;
    Str          health_reason, health_detail;
    int64_t      pull_minutes, stale_minutes;
    int64_t      last_push_at_ms, last_pull_at_ms, pulled_until_ms, pull_job_id;
    int64_t      products_until_ms, products_whole_at_ms; /* changes known; all listed last */
    int64_t      created_at_ms, revision;
    /* Computed when read for a person: */
    bool         can_push, can_pull, is_stale;
    int64_t      fresh_at_ms; /* all that happened before is known, as far as we know */
    int64_t      waiting_count, failed_count;
    Str          callback_url;
    Str          callback_token, callback_aes_key; /* opened, for shop.write only */
} Shop;
extern const Shape shop_shape;

typedef struct ShopDraft {
    ShopPlatform platform;
    Str          name, shop_no, app_key, base_url, options;
    Str          app_secret, access_token, refresh_token; /* absent in an update: unchanged */
    Str          callback_token, callback_aes_key;        /* absent: made by us             */
    ShopState    state;
    int64_t      pull_minutes, stale_minutes; /* 0: unchanged, at first the usual; -1: never */
} ShopDraft;
extern const Shape shop_draft_shape;

/* Oldest first: Rows of Shop. */
Code shop_list(Ctx *cx, Rows *shops) MUST_USE;
/* ERR_NOT_FOUND "shop.not_found". */
Code shop_get(Ctx *cx, ShopId id, Shop *out) MUST_USE;
/* Makes keys for callbacks, seals the secrets.  "shop.taken", "shop.no_number". */
Code shop_create(Ctx *cx, const ShopDraft *draft, Shop *out) MUST_USE;
/* "shop.changed_meanwhile", "shop.platform_fixed". */
Code shop_update(Ctx *cx, ShopId id, int64_t revision, const ShopDraft *draft, Shop *out) MUST_USE;
/* Orders and customers stay. */
Code shop_delete(Ctx *cx, ShopId id, int64_t revision) MUST_USE;
/* Fills what is computed; `with_keys` also opens what is to be pasted into the platform. */
Code shop_describe(Ctx *cx, Shop *shop, bool with_keys) MUST_USE;

/* ---- orders ------------------------------------------------------------------------------ */

typedef enum OrderState {
    ORDER_UNPAID = 1,
    ORDER_PAID, /* to be shipped */
    ORDER_PART_SHIPPED,
    ORDER_SHIPPED,
    ORDER_FINISHED,
    ORDER_CLOSED
} OrderState;
typedef enum RefundState {
    REFUND_OPEN = 1,
    REFUND_AGREED, /* the goods are on their way back, or the money is */
    REFUND_DONE,
    REFUND_CLOSED /* refused or withdrawn */
} RefundState;
typedef enum ProductState { PRODUCT_ON_SALE = 1, PRODUCT_OFF_SALE, PRODUCT_DELETED } ProductState;
extern const Words order_state_words, refund_state_words, product_state_words;

typedef struct Order {
    int64_t    id, tenant_id, shop_id, customer_id;
    Str        order_no, parent_no;
    bool       is_seen, is_split;
    OrderState state, told_state;
    int64_t    told_at_ms, told_hash;
    Str        currency;
    int64_t    total_fen, post_fen, discount_fen, payable_fen, paid_fen;
    int64_t    refunded_fen, refunding_fen;
    Str        title;
    int64_t    quantity;
    Str        buyer_name, region;
    int64_t    created_at_ms, paid_at_ms, shipped_at_ms, finished_at_ms, closed_at_ms;
    int32_t    emitted;
    /* When read for a person: */
    Str        customer_name;
} Order;
extern const Shape order_shape;

typedef struct OrderLine {
    int64_t id, tenant_id, order_id;
    Str     line_no, product_no, sku_no, title, sku_title;
    int64_t quantity, price_fen, amount_fen;
} OrderLine;

typedef struct Payment {
    int64_t id, tenant_id, order_id;
    Str     payment_no, method;
    int64_t amount_fen, paid_at_ms, told_at_ms, told_hash;
    bool    is_new; /* while news of it is taken in */
} Payment;

typedef struct Shipment {
    int64_t id, tenant_id, order_id;
    Str     shipment_no, carrier;
    bool    is_last;
    int64_t shipped_at_ms, signed_at_ms, told_at_ms, told_hash;
    bool    is_new;
} Shipment;

typedef struct Refund {
    int64_t     id, tenant_id, order_id;
    Str         refund_no, line_no, reason;
    RefundState state;
    bool        with_goods;
    int64_t     amount_fen, opened_at_ms, ended_at_ms, told_at_ms, told_hash;
    int32_t     heard, emitted;
    bool        is_new;
} Refund;
extern const Shape order_line_shape, payment_shape, shipment_shape, refund_shape;

typedef struct OrderFilter {
    int64_t    shop_id, customer_id;
    OrderState state;
    bool       with_refund;
    Str        order_no; /* of the order, or of the one it was split from */
    int64_t    from_ms, to_ms;
    Str        cursor;
    int64_t    limit;
} OrderFilter;
extern const Shape order_filter_shape;

/* Those the caller may see, newest first: Rows of Order. */
Code shop_order_list(Ctx *cx, const OrderFilter *filter, Rows *orders, Str *next_cursor) MUST_USE;

typedef struct OrderView {
    Order order;
    Rows  lines, payments, shipments, refunds;
    Rows  events; /* of the log, oldest first */
} OrderView;
/* ERR_NOT_FOUND "order.not_found". */
Code shop_order_get(Ctx *cx, OrderId id, OrderView *out) MUST_USE;

/* Figures of orders, each currency apart; orders that were split do not count. */
typedef struct OrderTotals {
    Str     currency;
    int64_t orders, paid_orders, refunds, refund_orders;
    int64_t paid_fen, refunded_fen, net_fen;
    int64_t first_paid_at_ms, last_paid_at_ms;
} OrderTotals;
extern const Shape order_totals_shape;
/* Of a customer the caller may see: Rows of OrderTotals, most orders first.  ERR_NOT_FOUND
 * "customer.not_found". */
Code               shop_order_totals(Ctx *cx, CustomerId id, Rows *totals) MUST_USE;

/* ---- products ---------------------------------------------------------------------------- */

typedef struct Product {
    int64_t      id, tenant_id, shop_id;
    Str          product_no, title, picture, category;
    ProductState state;
    int64_t      price_fen, told_at_ms, told_hash;
    /* When read for a person: */
    int64_t      stock, sku_count;
    Rows         skus; /* of Sku; of a single one only */
} Product;

typedef struct Sku {
    int64_t id, tenant_id, product_id;
    Str     sku_no, title;
    int64_t price_fen, stock, told_at_ms, told_hash;
} Sku;
extern const Shape product_shape, sku_shape;

typedef struct ProductFilter {
    int64_t      shop_id;
    ProductState state;
    Str          q, cursor;
    int64_t      limit;
} ProductFilter;
extern const Shape product_filter_shape;

/* Newest first: Rows of Product. */
Code shop_product_list(Ctx *cx, const ProductFilter *filter, Rows *products,
                       Str *next_cursor) MUST_USE;
/* With its skus; ERR_NOT_FOUND "product.not_found". */
Code shop_product_get(Ctx *cx, ProductId id, Product *out) MUST_USE;

/* ---- import ------------------------------------------------------------------------- */

typedef struct ShopFacts ShopFacts; /* shop_fact.h */
typedef struct ShopImported {
    int64_t orders, new_orders, products, new_products;
} ShopImported;

/* The shop of that number whose orders come from files, so that a second file finds them; it is
 * made when it is missing, and nobody calls it. */
Code shop_import_open(Ctx *cx, Str number, Str name, Shop *out) MUST_USE;
/* In an open transaction: what a file tells becomes records and events, as shop_apply says. */
Code shop_import_facts(Ctx *cx, const Shop *shop, const ShopFacts *facts,
                       ShopImported *out) MUST_USE;

/* ---- wiring ------------------------------------------------------------------------------ */

extern const SqlList    shop_sql, shop_order_sql;
extern const Consumer   shop_consumer;
extern const MergeTable shop_merge_table;
extern const JobKind    shop_pull_job;
extern const TimerKind  shop_pull_timer;
extern const EffectKind shop_fetch_effect;

/* Forgets at most `limit` callbacks that were carried out, refused or put aside and came before
 * `before_ms`; what they made stays. */
Code shop_push_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed) MUST_USE;

#include "shop/shop_fact.h"

#endif
