/* shop_import.c -- orders and products of files: whose they are, and storing them. */
#include "shop/shop_apply.h"
#include "shop/shop_sql.h"

Code shop_import_open(Ctx *cx, Str number, Str name, Shop *out)
{
    bool            found = false;
    const Str       own   = str_fmt(cx->arena, "%.*s-%lld", FMT(number), (long long)cx->tenant_id);
    const ShopDraft draft = { .platform      = SHOP_GENERIC,
                              .name          = name,
                              .shop_no       = own,
                              .state         = SHOP_PAUSED,
                              .pull_minutes  = -1,
                              .stale_minutes = -1 };
    TRY(shop_sql_by_number(cx, SHOP_GENERIC, own, out, &found));
    if (found && out->state != SHOP_DELETED) return OK;
    return shop_create(cx, &draft, out);
}

Code shop_import_facts(Ctx *cx, const Shop *shop, const ShopFacts *facts, ShopImported *out)
{
    Applied done = { 0 };
    TRY(shop_apply(cx, shop, facts, &done));
    *out = (ShopImported){ .orders       = done.orders,
                           .new_orders   = done.new_orders,
                           .products     = done.products,
                           .new_products = done.new_products };
    return OK;
}
