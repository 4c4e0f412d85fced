/* shop_apply.h -- facts become records and events.  Private to shop/. */
#ifndef SHOP_SHOP_APPLY_H
#define SHOP_SHOP_APPLY_H

#include "shop/shop_fact.h"

typedef struct Applied {
    int64_t orders, new_orders, products, new_products, events;
} Applied;

/* In an open transaction: buyers are resolved, records brought up to date, events appended.  The
 * same facts in any order, however often, give the same records.  What the facts want is left to
 * the caller.  ERR_INVALID "shop.no_order_no", "shop.number_too_long", "shop.bad_amount",
 * "shop.bad_time"; ERR_UNAVAILABLE with `retry` when another transaction met the same order or
 * person.  `out` may be NULL. */
Code shop_apply(Ctx *cx, const Shop *shop, const ShopFacts *facts, Applied *out) MUST_USE;

/* ---- the rules, pure ---- */

/* Whether news of (at, rank, hash) takes the place of what is known. */
bool       shop_apply_is_newer(int64_t at, int rank, int64_t hash, int64_t known_at, int known_rank,
                               int64_t known_hash);
/* The state of an order by what was told of it and of its payments and shipments. */
OrderState shop_apply_state(const Order *order, bool ships_some, bool ships_all);

#endif
