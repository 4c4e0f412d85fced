/* shop.h -- shops of two platforms: an endless world of orders that follows from the seed alone,
 * the interfaces that tell of it, and callbacks on demand.
 *
 * Order k is placed in the k-th interval since 1970 and lives by its own random numbers, so
 * nothing is kept: at any instant the same orders stand in the same states. */
#ifndef SIM_SHOP_H
#define SIM_SHOP_H

#include "sim/api.h"

enum {
    SHOP_INTERVAL_S = 1200,
    SHOP_LIFE_S     = 10 * 86400, /* nothing happens to an order after that */
    SHOP_STEPS_MAX  = 6,
    SHOP_PRODUCTS   = 60,
    SHOP_PRODUCT_NO = 1000, /* the number of the product before the first */
};

typedef enum ShopStep {
    STEP_CREATED = 1,
    STEP_PAID,
    STEP_SHIPPED,
    STEP_FINISHED,
    STEP_CANCELLED,
    STEP_REFUNDED
} ShopStep;

typedef struct ShopOrder {
    int64_t  number, index;
    int64_t  buyer, product, quantity, price_fen, total_fen, refund_fen;
    ShopStep step[SHOP_STEPS_MAX];
    int64_t  at_s[SHOP_STEPS_MAX]; /* in order; those after `now` are yet to come */
    size_t   step_count;
} ShopOrder;

/* The order as it stands at `now_s`: steps that have not happened are left out. */
ShopOrder shop_order(uint64_t seed, int64_t index, int64_t now_s);
/* When the step happened; 0 = it did not. */
int64_t   shop_step_s(const ShopOrder *order, ShopStep step);
/* Of the last step. */
int64_t   shop_updated_s(const ShopOrder *order);
/* Those updated from `from_s` until before `to_s`, newest first: ShopOrder. */
Vec       shop_orders(Arena *arena, uint64_t seed, int64_t from_s, int64_t to_s, int64_t now_s);

/* What is sold: product n of SHOP_PRODUCTS changes once a day, and its stock every hour.  Odd ones
 * are without skus, each tenth is not on the shelf. */
typedef struct ShopProduct {
    int64_t number, price_fen, changed_s;
    int64_t stock[2]; /* of its skus; the first is its own where it has none */
    bool    has_skus, is_sold;
} ShopProduct;
ShopProduct shop_product(uint64_t seed, int64_t n, int64_t now_s);

/* Of `is_sold` or not, changed from `from_s` (0: ever): ShopProduct. */
Vec shop_products(Arena *arena, uint64_t seed, bool is_sold, int64_t from_s, int64_t now_s);

/* Answers what the platforms' interfaces are asked; false when the path is none of theirs. */
bool shop_answer(Call *call);

/* The keys of the fake shops. */
#define SHOP_SIM_KEY    S("sim-app-key")
#define SHOP_SIM_SECRET S("sim-app-secret")
#define SHOP_SIM_TOKEN  S("sim-session")

#endif
