/* shop_fact.h -- what a platform tells, in our words: the common language of all connectors.
 * shop.h brings it.
 *
 * A fact is a whole snapshot of one thing as of told_at_ms (`updated_at` outside).  Of two
 * snapshots of one thing the newer counts; of equally new ones always the same one. */
#ifndef SHOP_SHOP_FACT_H
#define SHOP_SHOP_FACT_H

#include "shop/shop.h"
#include "wire/wire.h"

enum {
    SHOP_NUMBER_MAX =
        64, /* of orders, lines, payments, ...; they are text, whatever they look like */
    SHOP_LINES_MAX    = 500,
    SHOP_CHILDREN_MAX = 100, /* payments, shipments, refunds told with an order */
};
/* A thousand million yuan: more is a mistake of units. */
#define SHOP_FEN_MAX INT64_C(100000000000)

/* Who bought, by what the platform says.  Absent: not told. */
typedef struct BuyerFact {
    Str buyer_id; /* the platform's own, within platform and shop */
    Str unionid, openid, appid;
    Str member_no, phone, email, name;
} BuyerFact;

typedef struct LineFact {
    Str     line_no, product_no, sku_no, title, sku_title;
    int64_t quantity, price_fen, amount_fen;
} LineFact;

/* order_no and told_at_ms may be absent in one that is told with its order. */
typedef struct PaymentFact {
    Str     payment_no, order_no, method;
    int64_t amount_fen, paid_at_ms, told_at_ms;
} PaymentFact;

typedef struct ShipmentFact {
    Str     shipment_no, order_no, carrier;
    bool    is_last;
    int64_t shipped_at_ms, signed_at_ms, told_at_ms;
} ShipmentFact;

typedef struct RefundFact {
    Str         refund_no, order_no, line_no, reason;
    RefundState state;
    bool        with_goods;
    int64_t     amount_fen, opened_at_ms, ended_at_ms, told_at_ms;
} RefundFact;

typedef struct OrderFact {
    Str        order_no, parent_no;
    OrderState state;
    Str        currency; /* absent: CNY */
    int64_t    total_fen, post_fen, discount_fen, payable_fen;
    Str        region;
    int64_t    created_at_ms, paid_at_ms, shipped_at_ms, finished_at_ms, closed_at_ms, told_at_ms;
    BuyerFact  buyer;
    Rows       lines, payments, shipments, refunds;
} OrderFact;

typedef struct SkuFact {
    Str     sku_no, title;
    int64_t price_fen, stock;
} SkuFact;

typedef struct ProductFact {
    Str          product_no, title, picture, category;
    ProductState state;
    int64_t      price_fen, told_at_ms;
    Rows         skus;
} ProductFact;

/* How many are left of one sku; newer than the product that told of it.  What it is called and
 * costs, where that is told with it. */
typedef struct StockFact {
    Str     product_no, sku_no, title;
    int64_t price_fen, stock, told_at_ms;
} StockFact;

extern const Shape order_fact_shape, payment_fact_shape, shipment_fact_shape, refund_fact_shape,
    product_fact_shape, stock_fact_shape;

/* What has to be asked before anything is known. */
typedef enum ShopWant {
    WANT_ORDERS = 1, /* pages of what changed in a window */
    WANT_REFUNDS,
    WANT_PRODUCTS,
    WANT_ORDER, /* one, by its number */
    WANT_REFUND,
    WANT_PRODUCT,
    WANT_TOKEN,
} ShopWant;
extern const Words shop_want_words;
typedef struct Wanted {
    ShopWant what;
    Str      number;
} Wanted;

struct ShopFacts {
    Arena *arena;
    Vec    orders, payments, shipments, refunds, products, stocks, wanted;
};

/* Nothing yet. */
ShopFacts shop_facts(Arena *arena);
/* Whether there is nothing in it. */
bool      shop_facts_is_empty(const ShopFacts *facts);

/* Decimal yuan ("12.50", "-3", "1e2" is none) to fen; false when it is no amount, has a
 * fraction of a fen or is too large. */
bool    shop_fact_fen(Str yuan, int64_t *fen);
/* "yyyy-MM-dd HH:mm:ss" of Beijing; 0 when it is none. */
int64_t shop_fact_local_ms(Str text);

#endif
