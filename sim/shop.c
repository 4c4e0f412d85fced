/* shop.c -- the world of orders. */
#include "sim/shop.h"

static int64_t between(uint64_t *prng, int64_t least, int64_t most)
{
    return least + (int64_t)prng_below(prng, (uint64_t)(most - least + 1));
}

static void add(ShopOrder *order, ShopStep step, int64_t at_s, int64_t now_s)
{
    if (at_s > now_s) return;
    order->step[order->step_count] = step;
    order->at_s[order->step_count] = at_s;
    order->step_count++;
}

/* 1 in 6 is never paid, 1 in 12 is given back before it is shipped, 1 in 8 in part after. */
static void live(ShopOrder *order, uint64_t *prng, int64_t now_s)
{
    const int64_t created  = order->index * SHOP_INTERVAL_S + between(prng, 0, SHOP_INTERVAL_S - 1);
    const int64_t paid     = created + between(prng, 20, 1800);
    const int64_t shipped  = paid + between(prng, 3600, 86400);
    const int64_t finished = shipped + between(prng, 86400, 4 * 86400);
    const int64_t fate     = between(prng, 0, 23);
    add(order, STEP_CREATED, created, now_s);
    if (fate < 4) {
        add(order, STEP_CANCELLED, created + 1800, now_s);
        return;
    }
    add(order, STEP_PAID, paid, now_s);
    if (fate < 6) {
        order->refund_fen = order->total_fen;
        add(order, STEP_REFUNDED, paid + 1800, now_s);
        add(order, STEP_CANCELLED, paid + 1801, now_s);
        return;
    }
    add(order, STEP_SHIPPED, shipped, now_s);
    add(order, STEP_FINISHED, finished, now_s);
    if (fate > 8) return;
    order->refund_fen = order->total_fen / 3;
    add(order, STEP_REFUNDED, finished + between(prng, 3600, 86400), now_s);
}

ShopOrder shop_order(uint64_t seed, int64_t index, int64_t now_s)
{
    uint64_t  prng  = seed * 2654435761u + (uint64_t)index;
    ShopOrder order = { .index = index };
    (void)prng_next(&prng);                                 /* neighbours begin alike */
    order.number    = INT64_C(6900000000000000000) + index; /* no double holds it */
    order.buyer     = between(&prng, 1, 400);
    order.product   = between(&prng, 1, SHOP_PRODUCTS);
    order.quantity  = between(&prng, 1, 3);
    order.price_fen = 100 * between(&prng, 9, 300) + 90;
    order.total_fen = order.quantity * order.price_fen;
    live(&order, &prng, now_s);
    return order;
}

int64_t shop_step_s(const ShopOrder *order, ShopStep step)
{
    for (size_t i = 0; i < order->step_count; i++)
        if (order->step[i] == step) return order->at_s[i];
    return 0;
}

int64_t shop_updated_s(const ShopOrder *order)
{
    return order->step_count ? order->at_s[order->step_count - 1] : 0;
}

Vec shop_orders(Arena *arena, uint64_t seed, int64_t from_s, int64_t to_s, int64_t now_s)
{
    Vec           found = vec_of(arena, ShopOrder);
    const int64_t first = (from_s - SHOP_LIFE_S) / SHOP_INTERVAL_S;
    const int64_t until = to_s < now_s ? to_s : now_s + 1;
    for (int64_t index = until / SHOP_INTERVAL_S; index >= first; index--) {
        const ShopOrder order = shop_order(seed, index, now_s);
        const int64_t   at    = shop_updated_s(&order);
        if (at >= from_s && at < until) *VEC_ADD(&found, ShopOrder) = order;
    }
    return found;
}

ShopProduct shop_product(uint64_t seed, int64_t n, int64_t now_s)
{
    uint64_t      fixed   = seed * 2654435761u + (uint64_t)n;
    uint64_t      moving  = fixed * 31 + (uint64_t)(now_s / 3600);
    const int64_t began_s = now_s / 86400 * 86400 + n * 60; /* each at a minute of its own */
    ShopProduct   product = { .number = SHOP_PRODUCT_NO + n };
    (void)prng_next(&fixed);
    (void)prng_next(&moving);
    product.price_fen = 100 * between(&fixed, 9, 300) + 90;
    product.changed_s = began_s <= now_s ? began_s : began_s - 86400;
    product.has_skus  = n % 2 == 0;
    product.is_sold   = n % 10 != 0;
    product.stock[0]  = between(&moving, 0, 200);
    product.stock[1]  = product.has_skus ? between(&moving, 0, 200) : 0;
    return product;
}

Vec shop_products(Arena *arena, uint64_t seed, bool is_sold, int64_t from_s, int64_t now_s)
{
    Vec found = vec_of(arena, ShopProduct);
    for (int64_t n = 1; n <= SHOP_PRODUCTS; n++) {
        const ShopProduct product = shop_product(seed, n, now_s);
        if (product.is_sold == is_sold && product.changed_s >= from_s)
            *VEC_ADD(&found, ShopProduct) = product;
    }
    return found;
}
