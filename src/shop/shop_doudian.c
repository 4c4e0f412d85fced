/* shop_doudian.c -- the Douyin store (抖店): hints by callback, orders and after-sales asked. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

/* ---- callbacks ------------------------------------------------------------------------------- */

static const char *verify(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery)
{
    const Str sign = delivery->header(delivery->with, S("event-sign"));
    const Str want = shop_sign_md5(arena, keys->app_key, delivery->body, keys->app_secret);
    if (!sign.len) return "shop.no_signature";
    return equal_constant_time(sign, want) ? NULL : "shop.bad_signature";
}

/* `data` is JSON in a text, or the object itself. */
static Str data_of(Arena *arena, const Json *item)
{
    const Json *data = json_get(item, S("data"));
    JsonOut     out  = json_out(arena, 256 * 1024);
    Str         text = S("{}");
    if (!data) return text;
    if (data->kind == JSON_STR) return data->as.str;
    json_put(&out, data);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static const char *decode(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages)
{
    const Json *json = shop_sign_parse(arena, delivery->body);
    (void)keys;
    if (json->kind != JSON_ARRAY) return "shop.malformed";
    for (uint32_t i = 0; i < json->count; i++) {
        const Json *item   = &json->as.first[i];
        Str         number = shop_sign_text(arena, item, "msg_id");
        const Str   tag    = shop_sign_text(arena, item, "tag");
        if (!number.len) number = shop_sign_text(arena, item, "msgId");
        *VEC_ADD(messages, ShopMessage) = (ShopMessage){ .message_no = number,
                                                         .topic      = tag,
                                                         .body       = data_of(arena, item),
                                                         .is_test    = str_equal(tag, S("0")) };
    }
    return NULL;
}

static void acknowledge(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                        ShopReply *reply)
{
    (void)arena, (void)keys, (void)delivery;
    *reply = (ShopReply){ .status = 200,
                          .type   = S("application/json"),
                          .body   = S("{\"code\":0,\"msg\":\"success\"}") };
}

/* ---- asking ---------------------------------------------------------------------------------- */

static Str page_of(const ShopAsk *ask) { return ask->cursor.len ? ask->cursor : S("0"); }

static Str name_of(ShopWant what)
{
    if (what == WANT_REFUND) return S("after_sale_id");
    return what == WANT_PRODUCT ? S("product_id") : S("shop_order_id");
}

/* Members stand in the order of their names: so they are signed. */
static Str params_of(Arena *arena, const ShopKeys *keys, const ShopAsk *ask)
{
    const long long from = ask->from_ms / MS_PER_SECOND, to = ask->to_ms / MS_PER_SECOND;
    JsonOut         out  = json_out(arena, 4096);
    Str             text = { 0 };
    switch (ask->what) {
    case WANT_ORDERS:
        return str_fmt(
            arena,
            "{\"order_asc\":false,\"order_by\":\"update_time\",\"page\":%.*s,\"size\":%d,"
            "\"update_time_end\":%lld,\"update_time_start\":%lld}",
            FMT(page_of(ask)), PAGE_SIZE, to, from);
    case WANT_REFUNDS:
        return str_fmt(arena,
                       "{\"order_by\":[\"update_time desc\"],\"page\":%.*s,\"size\":%d,"
                       "\"update_end_time\":%lld,\"update_start_time\":%lld}",
                       FMT(page_of(ask)), PAGE_SIZE, to, from);
    case WANT_TOKEN:
        json_open_object(&out);
        json_pair_str(&out, S("code"), S(""));
        json_pair_str(&out, S("grant_type"), S("authorization_self"));
        json_pair_str(&out, S("shop_id"), keys->shop_no);
        json_close_object(&out);
        break;
    case WANT_PRODUCTS:
        json_open_object(&out);
        if (ask->cursor.len) json_pair_str(&out, S("cursor_id"), ask->cursor);
        json_pair_i64(&out, S("page"), 1);
        json_pair_i64(&out, S("size"), PAGE_SIZE);
        if (from) json_pair_i64(&out, S("update_end_time"), to);
        if (from) json_pair_i64(&out, S("update_start_time"), from);
        json_pair_bool(&out, S("use_cursor"), true);
        json_close_object(&out);
        break;
    case WANT_ORDER:
    case WANT_REFUND:
    case WANT_PRODUCT:
        json_open_object(&out);
        json_pair_str(&out, name_of(ask->what), ask->number);
        json_close_object(&out);
        break;
    }
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

/* With its slash a point it is the method. */
static const char *path_of(ShopWant what)
{
    switch (what) {
    case WANT_ORDERS: return "order/searchList";
    case WANT_REFUNDS: return "afterSale/List";
    case WANT_ORDER: return "order/orderDetail";
    case WANT_REFUND: return "afterSale/Detail";
    case WANT_TOKEN: return "token/create";
    case WANT_PRODUCTS: return "product/listV2";
    case WANT_PRODUCT: return "product/detail";
    }
    return NULL;
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    ShopParams  query = { 0 };
    const char *path  = path_of(ask->what);
    if (!path) return "shop.not_asked";
    const Str method = str_replace(arena, str_of(path), S("/"), S("."));
    const Str how    = shop_connector_option(keys, "sign_method", S("hmac-sha256"));
    const Str at     = shop_sign_local(arena, ask->now_ms);
    const Str params = params_of(arena, keys, ask);
    shop_sign_add(&query, "app_key", keys->app_key);
    shop_sign_add(&query, "method", method);
    if (ask->what != WANT_TOKEN) shop_sign_add(&query, "access_token", keys->access_token);
    shop_sign_add(&query, "timestamp", at);
    shop_sign_add(&query, "v", S("2"));
    shop_sign_add(&query, "sign_method", how);
    shop_sign_add(&query, "sign", shop_sign_doudian(arena, keys, method, params, at, how));
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/%s?%.*s", FMT(keys->base_url), path,
                                          FMT(shop_sign_form(arena, &query))),
                        .type   = S("application/json"),
                        .body   = params };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

static const char *error_of(Arena *arena, int64_t code, const Json *json)
{
    const Str   sub  = json_str(json, S("sub_msg"));
    const Str   said = sub.len ? sub : json_str(json, S("msg"));
    const char *why  = "shop.platform_refused";
    if (code == 30001 || code == 30005) why = "shop.token_expired";
    if (code == 30002) why = "shop.wrong_secret";
    if (code == 70000) why = "shop.throttled";
    return str_fmt(arena, "%s %lld %.*s", why, (long long)code, FMT(said)).ptr;
}

/* Pages from 0; from the last to the first, because rows move while they are read. */
static void turn_page(Arena *arena, const ShopAsk *ask, ShopPage *page)
{
    int64_t at = 0;
    if (!ask->cursor.len) {
        const int64_t pages = (page->total + PAGE_SIZE - 1) / PAGE_SIZE;
        if (pages <= 1) return;
        page->messages.count = 0;
        page->cursor         = str_fmt(arena, "%lld", (long long)(pages - 1));
    } else if (str_to_i64(ask->cursor, &at) && at > 0) {
        page->cursor = str_fmt(arena, "%lld", (long long)(at - 1));
    }
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json   *json = shop_sign_parse(arena, body);
    const int64_t code = json_i64(json, S("code"), -1);
    const Json   *data = json_get(json, S("data"));
    (void)keys;
    if (code != 10000 && json_i64(json, S("err_no"), -1) != 0) return error_of(arena, code, json);
    if (!data) return "shop.bad_answer";
    if (ask->what == WANT_TOKEN) {
        page->access_token   = json_str(data, S("access_token"));
        page->refresh_token  = json_str(data, S("refresh_token"));
        page->token_until_ms = ask->now_ms + json_i64(data, S("expires_in"), 0) * MS_PER_SECOND;
        return page->access_token.len ? NULL : "shop.bad_answer";
    }
    if (ask->what == WANT_PRODUCT) {
        shop_sign_item(arena, data, "detail", page);
        return NULL;
    }
    if (ask->what == WANT_PRODUCTS) {
        const JsonItems products = json_items(data, S("data"));
        for (size_t i = 0; i < products.count; i++)
            shop_sign_item(arena, &products.at[i], "product", page);
        if (products.count) page->cursor = shop_sign_text(arena, data, "cursor_id");
        return NULL;
    }
    if (ask->what == WANT_ORDER || ask->what == WANT_REFUND) {
        const bool  is_order = ask->what == WANT_ORDER;
        const Json *detail = json_get(data, is_order ? S("shop_order_detail") : S("process_info"));
        shop_sign_item(arena, is_order && detail ? detail : data, is_order ? "order" : "refund",
                       page);
        return NULL;
    }
    const bool      orders = ask->what == WANT_ORDERS;
    const JsonItems items  = json_items(data, orders ? S("shop_order_list") : S("items"));
    page->total            = json_i64(data, S("total"), 0);
    for (size_t i = 0; i < items.count; i++)
        shop_sign_item(arena, &items.at[i], orders ? "order" : "refund", page);
    turn_page(arena, ask, page);
    return NULL;
}

/* ---- in our words ------------------------------------------------------------------------ */

static OrderState state_of(int64_t status)
{
    switch (status) {
    case 1: return ORDER_UNPAID;
    case 105:
    case 2: return ORDER_PAID;
    case 101: return ORDER_PART_SHIPPED;
    case 3: return ORDER_SHIPPED;
    case 4:
    case 21:
    case 22:
    case 39: return ORDER_CLOSED;
    case 5: return ORDER_FINISHED;
    default: return 0;
    }
}

static Rows lines_of(Arena *arena, const Json *order)
{
    const JsonItems items = json_items(order, S("sku_order_list"));
    Vec             lines = vec_of(arena, LineFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json   *item     = &items.at[i];
        const int64_t quantity = json_i64(item, S("item_num"), 0);
        const int64_t origin   = json_i64(item, S("origin_amount"), 0);
        *VEC_ADD(&lines, LineFact) =
            (LineFact){ .line_no    = shop_sign_text(arena, item, "order_id"),
                        .product_no = shop_sign_text(arena, item, "product_id"),
                        .sku_no     = shop_sign_text(arena, item, "sku_id"),
                        .title      = json_str(item, S("product_name")),
                        .quantity   = quantity,
                        .price_fen  = origin,
                        .amount_fen = json_i64(item, S("pay_amount"), 0) };
    }
    return vec_rows(&lines);
}

static Str region_of(Arena *arena, const Json *order)
{
    const Json *to       = json_get(order, S("post_addr"));
    const Json *province = json_get(to, S("province"));
    if (province && province->kind == JSON_STR) return province->as.str;
    return str_copy(arena, json_str(province, S("name")));
}

static const char *map_order(Arena *arena, const Json *order, ShopFacts *facts)
{
    const OrderState state    = state_of(json_i64(order, S("order_status"), 0));
    const int64_t    pay_ms   = shop_sign_seconds_ms(order, "pay_time");
    const int64_t    paid     = json_i64(order, S("pay_amount"), 0);
    const int64_t    updated  = shop_sign_seconds_ms(order, "update_time");
    const Str        number   = shop_sign_text(arena, order, "order_id");
    Vec              payments = vec_of(arena, PaymentFact);
    if (!state) return "shop.unknown_state";
    if (pay_ms)
        *VEC_ADD(&payments, PaymentFact) =
            (PaymentFact){ .payment_no = number, .amount_fen = paid, .paid_at_ms = pay_ms };
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no       = number,
        .state          = state,
        .total_fen      = json_i64(order, S("order_amount"), 0),
        .post_fen       = json_i64(order, S("post_amount"), 0),
        .discount_fen   = json_i64(order, S("promotion_amount"), 0),
        .payable_fen    = paid,
        .region         = region_of(arena, order),
        .created_at_ms  = shop_sign_seconds_ms(order, "create_time"),
        .paid_at_ms     = pay_ms,
        .finished_at_ms = state == ORDER_FINISHED ? shop_sign_seconds_ms(order, "finish_time") : 0,
        .told_at_ms     = updated,
        .buyer          = { .buyer_id = json_str(order, S("doudian_open_id")) },
        .lines          = lines_of(arena, order),
        .payments       = vec_rows(&payments),
    };
    return NULL;
}

static RefundState refund_state_of(int64_t status)
{
    switch (status) {
    case 7:
    case 11: return REFUND_AGREED;
    case 12: return REFUND_DONE;
    case 28: return REFUND_CLOSED;
    default: return REFUND_OPEN; /* applied, refused with an appeal open, arbitration */
    }
}

/* The list and the single one nest the same thing differently. */
static const Json *part_of(const Json *item, const char *name, const char *other)
{
    const Json *inner   = json_get(item, S("process_info"));
    const Json *place[] = { item, inner };
    for (size_t i = 0; i < COUNT(place); i++) {
        const Json *found = json_get(place[i], str_of(name));
        if (!found) found = json_get(place[i], str_of(other));
        if (found) return found;
    }
    return NULL;
}

static const char *map_refund(Arena *arena, const Json *item, ShopFacts *facts)
{
    const Json *info  = part_of(item, "aftersale_info", "after_sale_info");
    const Json *order = part_of(item, "order_info", "order_info");
    if (!info) return "shop.bad_answer";
    const RefundState state   = refund_state_of(json_i64(info, S("aftersale_status"), 0));
    const int64_t     updated = shop_sign_seconds_ms(info, "update_time");
    const Str         line    = shop_sign_text(arena, info, "related_id");
    const Str         whole   = shop_sign_text(arena, order, "shop_order_id");
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, info, "aftersale_id"),
        .order_no     = whole.len ? whole : line,
        .line_no      = line,
        .reason       = json_str(info, S("reason")),
        .state        = state,
        .with_goods   = json_i64(info, S("aftersale_type"), 1) == 0,
        .amount_fen   = json_i64(info, S("refund_amount"), 0),
        .opened_at_ms = shop_sign_seconds_ms(info, "apply_time"),
        .ended_at_ms  = state >= REFUND_DONE ? updated : 0,
        .told_at_ms   = updated,
    };
    return NULL;
}

/* A callback only says that something happened: what stands now is asked. */
static const char *map_hint(Arena *arena, int64_t tag, const Json *data, ShopFacts *facts)
{
    const Str number = shop_sign_text(arena, data, "p_id");
    const Str refund = shop_sign_text(arena, data, "aftersale_id");
    if (tag >= 200 && tag < 300 && refund.len)
        *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_REFUND, refund };
    if (!number.len) return "shop.no_order_no";
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_ORDER, number };
    return NULL;
}

/* The name of the deepest category. */
static Str category_of(const Json *product)
{
    static const char *const names[] = { "fourth_cname", "third_cname", "second_cname",
                                         "first_cname" };
    const Json              *detail  = json_get(product, S("category_detail"));
    for (size_t i = 0; i < COUNT(names); i++) {
        const Str name = json_str(detail, str_of(names[i]));
        if (name.len) return name;
    }
    return S("");
}

static const char *map_product(Arena *arena, const Json *product, const ShopMessage *message,
                               ShopFacts *facts)
{
    static const ProductState states[] = { PRODUCT_ON_SALE, PRODUCT_OFF_SALE, PRODUCT_DELETED };
    const int64_t             status   = json_i64(product, S("status"), -1);
    const int64_t             updated  = shop_sign_seconds_ms(product, "update_time");
    const Str                 number   = shop_sign_text(arena, product, "product_id");
    if (!number.len) return "shop.no_product_no";
    if (status < 0 || status >= (int64_t)COUNT(states)) return "shop.unknown_state";
    *VEC_ADD(&facts->products, ProductFact) =
        (ProductFact){ .product_no = number,
                       .title      = json_str(product, S("name")),
                       .picture    = json_str(product, S("img")),
                       .category   = category_of(product),
                       .state      = states[status],
                       .price_fen  = json_i64(product, S("discount_price"), 0),
                       .told_at_ms = updated ? updated : message->asked_at_ms };
    if (states[status] != PRODUCT_DELETED)
        *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_PRODUCT, number };
    return NULL;
}

/* Up to three names, or properties with values, as the version of the answer has it. */
static Str sku_title_of(Arena *arena, const Json *sku)
{
    static const char *const names[]    = { "spec_detail_name1", "spec_detail_name2",
                                            "spec_detail_name3" };
    const JsonItems          properties = json_items(sku, S("sell_properties"));
    Str                      title      = S("");
    for (size_t i = 0; i < COUNT(names); i++)
        title = shop_sign_join(arena, title, json_str(sku, str_of(names[i])));
    for (size_t i = 0; i < properties.count && i < COUNT(names); i++)
        title = shop_sign_join(arena, title, json_str(&properties.at[i], S("value_name")));
    return title;
}

static const char *map_detail(Arena *arena, const Json *product, const ShopMessage *message,
                              ShopFacts *facts)
{
    const Str       number = shop_sign_text(arena, product, "product_id");
    const JsonItems skus   = json_items(product, S("spec_prices"));
    for (size_t i = 0; i < skus.count; i++)
        *VEC_ADD(&facts->stocks, StockFact) =
            (StockFact){ .product_no = number,
                         .sku_no     = shop_sign_text(arena, &skus.at[i], "sku_id"),
                         .title      = sku_title_of(arena, &skus.at[i]),
                         .price_fen  = json_i64(&skus.at[i], S("price"), 0),
                         .stock      = json_i64(&skus.at[i], S("stock_num"), 0),
                         .told_at_ms = message->asked_at_ms };
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    int64_t     tag  = 0;
    (void)keys;
    if (str_equal(message->topic, S("order"))) return map_order(arena, json, facts);
    if (str_equal(message->topic, S("refund"))) return map_refund(arena, json, facts);
    if (str_equal(message->topic, S("product"))) return map_product(arena, json, message, facts);
    if (str_equal(message->topic, S("detail"))) return map_detail(arena, json, message, facts);
    /* 1xx are orders, 2xx after-sales; others (products, shop) are not kept. */
    if (!str_to_i64(message->topic, &tag) || tag < 100 || tag >= 300) return NULL;
    return map_hint(arena, tag, json, facts);
}

const ShopConnector shop_doudian_connector = {
    .platform = SHOP_DOUDIAN,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET,
    .base_url = "https://openapi-fxg.jinritemai.com",
    .pulls    = 1u << WANT_ORDERS | 1u << WANT_REFUNDS | 1u << WANT_ORDER | 1u << WANT_REFUND |
             1u << WANT_TOKEN | 1u << WANT_PRODUCTS | 1u << WANT_PRODUCT,
    .window_max_ms = 7 * (int64_t)MS_PER_DAY,
    .verify        = verify,
    .decode        = decode,
    .acknowledge   = acknowledge,
    .ask           = ask,
    .read          = read,
    .map           = map,
};
