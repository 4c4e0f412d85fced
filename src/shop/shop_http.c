/* shop_http.c -- the routes of shops, orders and products: no rules here. */
#include "shop/shop_http.h"

#include "shop/shop_call.h"
#include "shop/shop_door.h"
#include "shop/shop_pull.h"
#include "shop/shop_push.h"

// clang-format off
typedef struct ShopItems { Rows items; Str next_cursor; } ShopItems;

#define PAGE_SHAPE(stem, of_shape, Name)                                                   \
    static const Field stem##_fields[] = { FIELD_LIST(ShopItems, items, of_shape),          \
        FIELD(ShopItems, next_cursor) };                                                    \
    static const Shape stem##_shape = { .name = Name, .fields = stem##_fields,             \
        .count = COUNT(stem##_fields), .size = sizeof(ShopItems) }
PAGE_SHAPE(shop_page, shop_shape, "ShopPage");
PAGE_SHAPE(push_page, push_shape, "ShopPushPage");
PAGE_SHAPE(order_page, order_shape, "OrderPage");
PAGE_SHAPE(product_page, product_shape, "ProductPage");
PAGE_SHAPE(totals_page, order_totals_shape, "OrderTotalsPage");

static const Field view_fields[] = {
    FIELD_OBJECT(OrderView, order, order_shape),
    FIELD_LIST  (OrderView, lines,     order_line_shape),
    FIELD_LIST  (OrderView, payments,  payment_shape),
    FIELD_LIST  (OrderView, shipments, shipment_shape),
    FIELD_LIST  (OrderView, refunds,   refund_shape),
    FIELD_LIST  (OrderView, events,    event_shape),
};
static const Shape view_shape = SHAPE(OrderView, view_fields);
// clang-format on

static void note(Call *call, const char *noun, int64_t id)
{
    call->object = str_fmt(call->cx->arena, "%s:%lld", noun, (long long)id);
}

/* ---- shops ------------------------------------------------------------------------------- */

static Code list_shops(Call *call)
{
    return shop_list(call->cx, &((ShopItems *)call->out)->items);
}

static Code get_shop(Call *call)
{
    TRY(shop_get(call->cx, (ShopId){ call->id }, call->out));
    return shop_describe(call->cx, call->out, cx_may(call->cx, PERM_SHOP_WRITE));
}

static Code create_shop(Call *call)
{
    TRY(shop_create(call->cx, call->in, call->out));
    note(call, "shop", ((const Shop *)call->out)->id);
    return OK;
}

static Code update_shop(Call *call)
{
    note(call, "shop", call->id);
    return shop_update(call->cx, (ShopId){ call->id }, call->if_match, call->in, call->out);
}

static Code delete_shop(Call *call)
{
    note(call, "shop", call->id);
    return shop_delete(call->cx, (ShopId){ call->id }, call->if_match);
}

static Code check_shop(Call *call)
{
    note(call, "shop", call->id);
    return shop_call_check(call->cx, (ShopId){ call->id }, call->out);
}

static Code pull_shop(Call *call)
{
    note(call, "shop", call->id);
    return shop_pull_start(call->cx, (ShopId){ call->id }, call->in, call->out);
}

static Code list_pushes(Call *call)
{
    ShopItems *page = call->out;
    return shop_push_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code get_push(Call *call) { return shop_push_get(call->cx, call->id, call->out); }

static Code replay_push(Call *call)
{
    note(call, "shop_push", call->id);
    return shop_push_replay(call->cx, call->id, call->out);
}

/* ---- orders and products ----------------------------------------------------------------- */

static Code list_orders(Call *call)
{
    ShopItems *page = call->out;
    return shop_order_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code get_order(Call *call)
{
    return shop_order_get(call->cx, (OrderId){ call->id }, call->out);
}

static Code get_totals(Call *call)
{
    return shop_order_totals(call->cx, (CustomerId){ call->id }, &((ShopItems *)call->out)->items);
}

static Code list_products(Call *call)
{
    ShopItems *page = call->out;
    return shop_product_list(call->cx, call->query, &page->items, &page->next_cursor);
}

static Code get_product(Call *call)
{
    return shop_product_get(call->cx, (ProductId){ call->id }, call->out);
}

/* ---- for platforms ----------------------------------------------------------------------- */

static Str header_of(const void *with, Str name) { return http_header(with, name); }

static Code receive(Call *call)
{
    const ShopDelivery delivery = { .body   = call->request->body,
                                    .query  = call->request->query,
                                    .header = header_of,
                                    .with   = call->request,
                                    .now_ms = call->cx->now_ms };
    ShopReply          reply    = { 0 };
    TRY(shop_door_receive(call->cx, call->arg[0], call->arg[1], &delivery, &reply));
    call->reply->status = reply.status;
    call->reply->type   = reply.type;
    call->reply->body   = reply.body;
    return OK;
}

// clang-format off
static const Route routes[] = {
    { GET,     "/api/shops",                  PERM_SHOP_READ,    list_shops,    NULL, NULL, &shop_page_shape, 0, "Connected shops with their health and freshness" },
    { POST,    "/api/shops",                  PERM_SHOP_WRITE,   create_shop,   NULL, &shop_draft_shape, &shop_shape, AUDITED | IDEMPOTENT | CREATED, "Connect a shop" },
    { GET,     "/api/shops/{id}",             PERM_SHOP_READ,    get_shop,      NULL, NULL, &shop_shape, 0, "One shop; with the keys of its callbacks for those who may write" },
    { PUT,     "/api/shops/{id}",             PERM_SHOP_WRITE,   update_shop,   NULL, &shop_draft_shape, &shop_shape, AUDITED | IF_MATCH, "Change a shop" },
    { DELETE_, "/api/shops/{id}",             PERM_SHOP_WRITE,   delete_shop,   NULL, NULL, NULL, AUDITED | IF_MATCH | NO_BODY, "Disconnect a shop; its orders stay" },
    { POST,    "/api/shops/{id}/check",       PERM_SHOP_WRITE,   check_shop,    NULL, NULL, &shop_shape, AUDITED | OUTSIDE, "Ask the platform whether the credentials work" },
    { POST,    "/api/shops/{id}/pull",        PERM_SHOP_WRITE,   pull_shop,     NULL, &shop_pull_draft_shape, &job_shape, AUDITED | ACCEPTED, "Ask the platform again for what changed in a window" },
    { GET,     "/api/shop-pushes",            PERM_SHOP_READ,    list_pushes,   &push_filter_shape, NULL, &push_page_shape, 0, "Callbacks of shops and what became of them, newest first" },
    { GET,     "/api/shop-pushes/{id}",       PERM_SHOP_WRITE,   get_push,      NULL, NULL, &push_shape, 0, "One callback as it came" },
    { POST,    "/api/shop-pushes/{id}/replay",PERM_SHOP_WRITE,   replay_push,   NULL, NULL, &push_shape, AUDITED, "Carry a callback out once more" },
    { GET,     "/api/orders",                 PERM_ORDER_READ,   list_orders,   &order_filter_shape, NULL, &order_page_shape, 0, "Orders of those the caller may see, newest first" },
    { GET,     "/api/orders/{id}",            PERM_ORDER_READ,   get_order,     NULL, NULL, &view_shape, 0, "One order with lines, payments, shipments, refunds and what happened" },
    { GET,     "/api/customers/{id}/order-totals", PERM_ORDER_READ, get_totals, NULL, NULL, &totals_page_shape, 0, "What a customer paid and was given back, by currency" },
    { GET,     "/api/products",               PERM_PRODUCT_READ, list_products, &product_filter_shape, NULL, &product_page_shape, 0, "Products of shops with their stock" },
    { GET,     "/api/products/{id}",          PERM_PRODUCT_READ, get_product,   NULL, NULL, &product_shape, 0, "One product with its skus" },
};
const RouteList shop_routes = ROUTE_LIST_OF(MODULE_SHOP, "shop", routes);

static const Route callback_routes[] = {
    { GET,     "/callback/shop/{platform}/{shop_id}", PERM_PUBLIC, receive, NULL, NULL, NULL, RAW | OUTSIDE, "The check of a platform's form" },
    { POST,    "/callback/shop/{platform}/{shop_id}", PERM_PUBLIC, receive, NULL, NULL, NULL, RAW | OUTSIDE, "Where the platforms of shops call" },
};
const RouteList shop_callback_routes = ROUTE_LIST("shop", callback_routes);
// clang-format on
