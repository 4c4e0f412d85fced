/* shop_weimob.c -- Weimob (微盟云, WOS): hints by callback, orders, rights (refunds) and goods
 * asked. An app without the interfaces says so in the options ("detail": "off"): then a callback's
 * state is all there is. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

/* The signature is in the body and its formula is not confirmed by public code, so a shop may
 * switch the check off (option "verify": "off"); what then comes is believed. */
static const char *verify(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery)
{
    const Json *json = shop_sign_parse(arena, delivery->body);
    const Str   sign = json_str(json, S("sign"));
    const Str   id   = shop_sign_text(arena, json, "id");
    if (str_equal(shop_connector_option(keys, "verify", S("on")), S("off"))) return NULL;
    if (!sign.len) return "shop.no_signature";
    const Str want = shop_sign_md5(arena, keys->app_key, id, keys->app_secret);
    return equal_constant_time(sign, want) ? NULL : "shop.bad_signature";
}

static const char *decode(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages)
{
    const Json *json = shop_sign_parse(arena, delivery->body);
    const Json *body = json_get(json, S("msgBody"));
    JsonOut     out  = json_out(arena, 256 * 1024);
    Str         text = { 0 };
    (void)keys;
    if (!body) return "shop.malformed";
    if (body->kind == JSON_STR)
        text = body->as.str;
    else
        json_put(&out, body);
    if (!text.ptr && json_out_done(&out, &text) != OK) return "shop.malformed";
    *VEC_ADD(messages, ShopMessage) =
        (ShopMessage){ .topic   = str_fmt(arena, "%.*s.%.*s", FMT(json_str(json, S("topic"))),
                                          FMT(json_str(json, S("event")))),
                       .body    = text,
                       .is_test = json_bool(json, S("test"), false) };
    return NULL;
}

static void acknowledge(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                        ShopReply *reply)
{
    (void)arena, (void)keys, (void)delivery;
    *reply = (ShopReply){ .status = 200,
                          .type   = S("application/json"),
                          .body   = S("{\"code\":{\"errcode\":\"0\",\"errmsg\":\"success\"}}") };
}

/* ---- asking ------------------------------------------------------------------------------ */

/* Node of the organisation; some shops have to name theirs. */
static void put_basic(const ShopKeys *keys, JsonOut *out)
{
    int64_t vid = 0;
    if (!str_to_i64(shop_connector_option(keys, "vid", S("")), &vid)) return;
    json_key(out, S("basicInfo"));
    json_open_object(out);
    json_pair_i64(out, S("vid"), vid);
    json_close_object(out);
}

/* Which time a window is of has a number of theirs that is not told publicly: an option. */
static void put_window(const ShopKeys *keys, const ShopAsk *ask, JsonOut *out)
{
    int64_t type = 0;
    if (!str_to_i64(shop_connector_option(keys, "time_type", S("2")), &type)) type = 2;
    json_key(out, S("queryParameter"));
    json_open_object(out);
    if (ask->what == WANT_PRODUCTS) {
        if (ask->from_ms) json_pair_i64(out, S("startUpdateTime"), ask->from_ms);
        if (ask->from_ms) json_pair_i64(out, S("endUpdateTime"), ask->to_ms);
    } else {
        json_key(out, S("queryTime"));
        json_open_object(out);
        json_pair_i64(out, S("type"), type);
        json_pair_i64(out, S("startTime"), ask->from_ms);
        json_pair_i64(out, S("endTime"), ask->to_ms);
        json_close_object(out);
    }
    json_close_object(out);
}

typedef struct Interface {
    const char *path, *number; /* of a single thing: the name of its number */
} Interface;
static const Interface interfaces[] = {
    [WANT_ORDERS]   = { "order/list/search", NULL },
    [WANT_REFUNDS]  = { "rights/list/search", NULL },
    [WANT_PRODUCTS] = { "goods/getList", NULL },
    [WANT_ORDER]    = { "order/detail/get", "orderNo" },
    [WANT_REFUND]   = { "rights/detail/get", "rightsId" },
    [WANT_PRODUCT]  = { "goods/get", "goodsId" },
};

static const char *body_of(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str *body)
{
    const Interface *interface = &interfaces[ask->what];
    JsonOut          out       = json_out(arena, 4096);
    const int64_t    page      = shop_sign_place(ask->cursor).page;
    int64_t          number    = 0;
    json_open_object(&out);
    put_basic(keys, &out);
    if (interface->number) {
        if (!str_to_i64(ask->number, &number)) return "shop.no_number";
        json_pair_i64(&out, str_of(interface->number), number);
    } else {
        json_pair_i64(&out, S("pageNum"), page ? page : 1);
        json_pair_i64(&out, S("pageSize"), PAGE_SIZE);
        put_window(keys, ask, &out);
    }
    json_close_object(&out);
    return json_out_done(&out, body) == OK ? NULL : "shop.bad_answer";
}

static Str token_url(Arena *arena, const ShopKeys *keys)
{
    return str_fmt(arena,
                   "%.*s/fuwu/b/oauth2/token?grant_type=client_credentials&client_id=%.*s"
                   "&client_secret=%.*s&shop_id=%.*s&shop_type=business_operation_system_id",
                   FMT(keys->base_url), FMT(url_encode(arena, keys->app_key)),
                   FMT(url_encode(arena, keys->app_secret)), FMT(url_encode(arena, keys->shop_no)));
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    Str body = { 0 };
    if (ask->what == WANT_TOKEN) {
        *call = (HttpCall){ .method = "POST",
                            .url    = token_url(arena, keys),
                            .type   = S("application/json"),
                            .body   = S("{}") };
        return NULL;
    }
    const char *reason = body_of(arena, keys, ask, &body);
    if (reason) return reason;
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/apigw/weimob_shop/v2.0/%s?accesstoken=%.*s",
                                          FMT(keys->base_url), interfaces[ask->what].path,
                                          FMT(url_encode(arena, keys->access_token))),
                        .type   = S("application/json"),
                        .body   = body };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

/* Its numbers are not told publicly; one that speaks of the token is asked again with another. */
static const char *error_of(Arena *arena, const Json *code)
{
    const Str   number = shop_sign_text(arena, code, "errcode");
    const Str   said   = json_str(code, S("errmsg"));
    const bool  tokens = str_find(said, S("token")) >= 0 || str_find(said, S("Token")) >= 0;
    const char *why    = tokens ? "shop.token_expired" : "shop.platform_refused";
    return str_fmt(arena, "%s %.*s %.*s", why, FMT(number), FMT(said)).ptr;
}

static const char *read_token(Arena *arena, const ShopAsk *ask, const Json *json, ShopPage *page)
{
    page->access_token   = json_str(json, S("access_token"));
    page->refresh_token  = json_str(json, S("refresh_token"));
    page->token_until_ms = ask->now_ms + json_i64(json, S("expires_in"), 0) * MS_PER_SECOND;
    if (page->access_token.len) return NULL;
    const Json *code = json_get(json, S("code"));
    return code ? error_of(arena, code) : "shop.wrong_secret";
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    static const char *const topics[] = {
        [WANT_ORDERS] = "order", [WANT_ORDER] = "order",    [WANT_REFUNDS] = "right_listed",
        [WANT_REFUND] = "right", [WANT_PRODUCTS] = "goods", [WANT_PRODUCT] = "detail",
    };
    const Json *json = shop_sign_parse(arena, body);
    const Json *code = json_get(json, S("code"));
    const Json *data = json_get(json, S("data"));
    (void)keys;
    if (ask->what == WANT_TOKEN) return read_token(arena, ask, json, page);
    if (!code) return "shop.bad_answer";
    if (!str_equal(shop_sign_text(arena, code, "errcode"), S("0"))) return error_of(arena, code);
    if (!data) return "shop.bad_answer";
    if (interfaces[ask->what].number) {
        shop_sign_item(arena, data, topics[ask->what], page);
        return NULL;
    }
    const JsonItems items = json_items(data, S("pageList"));
    for (size_t i = 0; i < items.count; i++)
        shop_sign_item(arena, &items.at[i], topics[ask->what], page);
    page->total = json_i64(data, S("totalCount"), 0);
    shop_sign_turn(arena, ask->cursor, PAGE_SIZE, 1, page);
    return NULL;
}

/* ---- in our words ------------------------------------------------------------------------ */

static OrderState state_of(int64_t status)
{
    switch (status) {
    case 0:
    case 1: return ORDER_UNPAID;
    case 2:
    case 3: return ORDER_PAID;
    case 4: return ORDER_PART_SHIPPED;
    case 5:
    case 7: return ORDER_SHIPPED;
    case 8: return ORDER_FINISHED;
    case 9: return ORDER_CLOSED;
    default: return 0;
    }
}

/* Amounts of theirs are yuan with a point, as text or as a number. */
static Rows lines_of(Arena *arena, const Json *order)
{
    const JsonItems items = json_items(order, S("items"));
    Vec             lines = vec_of(arena, LineFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json *item           = &items.at[i];
        int64_t     quantity       = 0;
        const Str   many           = shop_sign_text(arena, item, "skuNum");
        Str         rest           = many;
        const bool  is_number      = str_to_i64(str_cut(&rest, '.'), &quantity);
        *VEC_ADD(&lines, LineFact) = (LineFact){
            .line_no    = shop_sign_text(arena, item, "itemId"),
            .product_no = shop_sign_text(arena, item, "goodsId"),
            .sku_no     = shop_sign_text(arena, item, "skuId"),
            .title      = json_str(item, S("goodsTitle")),
            .sku_title  = json_str(item, S("skuAttrInfo")),
            .quantity   = is_number ? quantity : 0,
            .price_fen  = shop_sign_yuan(arena, item, "salePrice"),
            .amount_fen = shop_sign_yuan(arena, json_get(item, S("payInfo")), "payAmount"),
        };
    }
    return vec_rows(&lines);
}

/* What was paid, by each payment; where they are not told, all of it by one. */
static Rows payments_of(Arena *arena, const Json *pay, Str order_no, int64_t pay_ms)
{
    const JsonItems items = json_items(pay, S("payItems"));
    Vec             rows  = vec_of(arena, PaymentFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json   *more = json_get(&items.at[i], S("payItemExtInfo"));
        const Str     no   = shop_sign_text(arena, &items.at[i], "tradeId");
        const int64_t at   = json_i64(&items.at[i], S("payTime"), 0);
        const int64_t fen  = shop_sign_yuan(arena, more, "amount");
        if (!no.len || !fen) continue;
        *VEC_ADD(&rows, PaymentFact) =
            (PaymentFact){ .payment_no = no, .amount_fen = fen, .paid_at_ms = at ? at : pay_ms };
    }
    if (!rows.count && pay_ms)
        *VEC_ADD(&rows, PaymentFact) =
            (PaymentFact){ .payment_no = order_no,
                           .amount_fen = shop_sign_yuan(arena, pay, "payAmount"),
                           .paid_at_ms = pay_ms };
    return vec_rows(&rows);
}

static int64_t yuan_of_type(Arena *arena, const Json *pay, const char *description)
{
    const JsonItems items = json_items(pay, S("amountInfos"));
    for (size_t i = 0; i < items.count; i++)
        if (str_find(json_str(&items.at[i], S("description")), str_of(description)) >= 0)
            return shop_sign_yuan(arena, &items.at[i], "amount");
    return 0;
}

static const char *map_order(Arena *arena, const Json *item, ShopFacts *facts)
{
    const Json      *order  = json_get(item, S("orderInfo"));
    const Json      *base   = json_get(order, S("orderBaseInfo"));
    const Json      *buyer  = json_get(order, S("buyerInfo"));
    const Json      *pay    = json_get(order, S("payInfo"));
    const Json      *to     = json_get(json_get(order, S("orderFulfill")), S("receiverInfo"));
    const OrderState state  = state_of(json_i64(base, S("orderStatus"), -1));
    const Str        number = shop_sign_text(arena, base, "orderNo");
    const int64_t    pay_ms = json_i64(base, S("payTime"), 0);
    const int64_t    told   = json_i64(base, S("updateTime"), 0);
    if (!state) return "shop.unknown_state";
    const int64_t closed = state == ORDER_CLOSED ? told : 0;

    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no     = number,
        .parent_no    = shop_sign_text(arena, base, "parentOrderNo"),
        .state        = state,
        .total_fen    = shop_sign_yuan(arena, pay, "totalAmount"),
        .post_fen     = yuan_of_type(arena, pay, "运费"),
        .discount_fen = shop_sign_yuan(arena, pay, "totalDiscountAmount"),
        .payable_fen  = shop_sign_yuan(arena, pay, "shouldPayAmount"),
        .region       = shop_sign_join(arena, json_str(to, S("province")), json_str(to, S("city"))),
        .created_at_ms  = json_i64(base, S("createTime"), 0),
        .paid_at_ms     = pay_ms,
        .shipped_at_ms  = json_i64(base, S("finishDeliveryTime"), 0),
        .finished_at_ms = state == ORDER_FINISHED ? json_i64(base, S("finishTime"), 0) : 0,
        .closed_at_ms   = closed,
        .told_at_ms     = told,
        .buyer          = { .buyer_id = shop_sign_text(arena, buyer, "wid"),
                            .name     = json_str(buyer, S("userNickName")) },
        .lines          = lines_of(arena, order),
        .payments       = payments_of(arena, pay, number, pay_ms),
    };
    return NULL;
}

/* 1 asked, 2 to be sent back, 3 sent back, 5 and 10 being paid back, 6 done, 7 withdrawn, 8
 * refused, 9 failed and tried again, 20 exchanged. */
static RefundState refund_state_of(int64_t status)
{
    switch (status) {
    case 1: return REFUND_OPEN;
    case 2:
    case 3:
    case 5:
    case 9:
    case 10:
    case 20: return REFUND_AGREED;
    case 6: return REFUND_DONE;
    case 7:
    case 8: return REFUND_CLOSED;
    default: return 0;
    }
}

static const char *map_right(Arena *arena, const Json *item, ShopFacts *facts)
{
    const Json       *right  = json_get(item, S("rightsInfo"));
    const Json       *base   = json_get(right, S("rightsOrder"));
    const Json       *origin = json_get(right, S("originOrder"));
    const Json       *refund = json_get(right, S("refundDetail"));
    const RefundState state  = refund_state_of(json_i64(base, S("rightsStatus"), 0));
    const int64_t     told   = json_i64(base, S("updateTime"), 0);
    int64_t           fen    = shop_sign_yuan(arena, refund, "refundAmount");
    if (!state) return "shop.unknown_state";
    if (!fen) fen = shop_sign_yuan(arena, refund, "applyAmount");
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, base, "rightsId"),
        .order_no     = shop_sign_text(arena, origin, "orderNo"),
        .reason       = json_str(json_get(right, S("rightsReason")), S("rightsReason")),
        .state        = state,
        .with_goods   = json_i64(base, S("rightsType"), 0) == 1,
        .amount_fen   = fen,
        .opened_at_ms = json_i64(base, S("createTime"), 0),
        .ended_at_ms  = state >= REFUND_DONE ? told : 0,
        .told_at_ms   = told,
    };
    return NULL;
}

static const char *want(ShopFacts *facts, ShopWant what, Str number)
{
    if (!number.len) return "shop.no_number";
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ what, number };
    return NULL;
}

static const char *map_goods(Arena *arena, const Json *goods, const ShopMessage *message,
                             ShopFacts *facts)
{
    const Str   number = shop_sign_text(arena, goods, "goodsId");
    const Json *price  = json_get(goods, S("goodsPrice"));

    *VEC_ADD(&facts->products, ProductFact) = (ProductFact){
        .product_no = number,
        .title      = json_str(goods, S("title")),
        .picture    = json_str(goods, S("defaultImageUrl")),
        .state      = json_bool(goods, S("isOnline"), false) ? PRODUCT_ON_SALE : PRODUCT_OFF_SALE,
        .price_fen  = shop_sign_yuan(arena, price, "minSalePrice"),
        .told_at_ms = message->asked_at_ms,
    };
    return want(facts, WANT_PRODUCT, number);
}

static const char *map_detail(Arena *arena, const Json *goods, const ShopMessage *message,
                              ShopFacts *facts)
{
    const Str       number = shop_sign_text(arena, goods, "goodsId");
    const JsonItems skus   = json_items(goods, S("skuList"));
    for (size_t i = 0; i < skus.count; i++) {
        const Json     *sku    = &skus.at[i];
        const JsonItems values = json_items(sku, S("skuSpecValueList"));
        Str             title  = S("");
        for (size_t v = 0; v < values.count; v++)
            title = shop_sign_join(arena, title, json_str(&values.at[v], S("specValueName")));
        *VEC_ADD(&facts->stocks, StockFact) =
            (StockFact){ .product_no = number,
                         .sku_no     = shop_sign_text(arena, sku, "skuId"),
                         .title      = title,
                         .price_fen  = shop_sign_yuan(arena, sku, "salePrice"),
                         .stock      = json_i64(sku, S("skuStockNum"), 0),
                         .told_at_ms = message->asked_at_ms };
    }
    return NULL;
}

/* The state alone, of an app that may ask nothing. */
static const char *map_state(Arena *arena, const Json *order, ShopFacts *facts)
{
    const OrderState state = state_of(json_i64(order, S("orderStatus"), -1));
    if (!state) return "shop.unknown_state";
    const int64_t created               = json_i64(order, S("createTime"), 0);
    const int64_t updated               = json_i64(order, S("updateTime"), created);
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no      = shop_sign_text(arena, order, "orderNo"),
        .parent_no     = shop_sign_text(arena, order, "parentOrderNo"),
        .state         = state,
        .created_at_ms = created,
        .told_at_ms    = updated,
        .buyer         = { .buyer_id = shop_sign_text(arena, order, "wid") },
    };
    return NULL;
}

static const char *map_hint(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                            const Json *json, ShopFacts *facts)
{
    const bool detail = !str_equal(shop_connector_option(keys, "detail", S("on")), S("off"));
    if (str_starts(message->topic, S("weimob_shop.rights.")))
        return detail ? want(facts, WANT_REFUND, shop_sign_text(arena, json, "rightsId")) : NULL;
    if (!str_starts(message->topic, S("weimob_shop.order."))) return NULL;
    if (detail) return want(facts, WANT_ORDER, shop_sign_text(arena, json, "orderNo"));
    return json_get(json, S("orderStatus")) ? map_state(arena, json, facts) : NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    if (str_equal(message->topic, S("order"))) return map_order(arena, json, facts);
    if (str_equal(message->topic, S("right"))) return map_right(arena, json, facts);
    if (str_equal(message->topic, S("goods"))) return map_goods(arena, json, message, facts);
    if (str_equal(message->topic, S("detail"))) return map_detail(arena, json, message, facts);
    if (str_equal(message->topic, S("right_listed")))
        return want(facts, WANT_REFUND,
                    shop_sign_text(arena, json_get(json, S("rightsOrder")), "rightsId"));
    return map_hint(arena, keys, message, json, facts);
}

const ShopConnector shop_weimob_connector = {
    .platform = SHOP_WEIMOB,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET,
    .base_url = "https://dopen.weimob.com",
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
