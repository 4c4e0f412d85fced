/* shop_call.h -- asking a platform: token, request, answer, facts.  Private to shop/.
 *
 * Blocks on the network, so never in a transaction. */
#ifndef SHOP_SHOP_CALL_H
#define SHOP_SHOP_CALL_H

#include "shop/shop_connector.h"

/* A shop being spoken to. */
typedef struct Speaking {
    Ctx                 *cx;
    Shop                 shop;
    ShopKeys             keys;
    const ShopConnector *connector;
} Speaking;

/* ERR_NOT_FOUND "shop.not_found", ERR_INVALID "shop.no_pull". */
Code shop_call_open(Ctx *cx, ShopId id, Speaking *out) MUST_USE;
/* One question; a token that is missing, old or refused is fetched where the platform gives them.
 * ERR_UNAVAILABLE for what passes ("shop.throttled", "shop.platform_busy", "shop.unreachable"),
 * ERR_CONFLICT for what people must mend; the shop's health tells both. */
Code shop_call_ask(Speaking *speaking, const ShopAsk *ask, ShopPage *page) MUST_USE;
/* The facts of a page, with single things it names asked for: wanted is empty afterwards. */
Code shop_call_facts(Speaking *speaking, const ShopPage *page, ShopFacts *facts) MUST_USE;
/* Asks for what is wanted, until nothing is. */
Code shop_call_wanted(Speaking *speaking, ShopFacts *facts) MUST_USE;
/* Whether the credentials work, by asking the least there is; the health tells. */
Code shop_call_check(Ctx *cx, ShopId id, Shop *out) MUST_USE;

#endif
