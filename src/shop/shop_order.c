/* shop_order.c -- orders as people see them. */
#include "shop/shop_order_sql.h"

Code shop_order_list(Ctx *cx, const OrderFilter *filter, Rows *orders, Str *next_cursor)
{
    const int64_t limit = page_limit(filter->limit);
    int64_t       keys[2];
    TRY(page_keys(cx, filter->cursor, INT64_MAX, keys, COUNT(keys)));
    TRY(shop_order_sql_list(cx, filter, keys, limit + 1, orders));
    *next_cursor = (Str){ 0 };
    if ((int64_t)orders->count <= limit) return OK;
    orders->count     = (size_t)limit;
    const Order *last = ROWS_AT(Order, *orders, limit - 1);
    *next_cursor      = page_cursor(cx->arena, (int64_t[]){ last->created_at_ms, last->id }, 2);
    return OK;
}

Code shop_order_get(Ctx *cx, OrderId id, OrderView *out)
{
    enum { EVENTS_MAX = 200 };
    bool found = false;
    Str  next  = { 0 };
    TRY(shop_order_sql_get(cx, id.v, &out->order, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "order.not_found");
    TRY(shop_order_sql_lines_of(cx, id.v, &out->lines));
    TRY(shop_order_sql_payments_of(cx, id.v, &out->payments));
    TRY(shop_order_sql_shipments_of(cx, id.v, &out->shipments));
    TRY(shop_order_sql_refunds_of(cx, id.v, &out->refunds));
    const Str object = str_fmt(cx->arena, "order:%lld", (long long)id.v);
    return event_list(cx, S(""), object, (Str){ 0 }, EVENTS_MAX, &out->events, &next);
}

Code shop_order_totals(Ctx *cx, CustomerId id, Rows *totals)
{
    Customer customer = { 0 };
    TRY(customer_merge_resolve(cx, &id));
    TRY(customer_get(cx, id, &customer));
    return shop_order_sql_totals(cx, id.v, totals);
}
