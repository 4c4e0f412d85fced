/* shop_youzan.c -- Youzan (有赞云): whole orders by callback, the rest asked. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

/* ---- callbacks ------------------------------------------------------------------------------- */

static const char *verify(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery)
{
    const Str sign = delivery->header(delivery->with, S("Event-Sign"));
    const Str want = shop_sign_md5(arena, keys->app_key, delivery->body, keys->app_secret);
    if (!sign.len) return "shop.no_signature";
    return equal_constant_time(sign, want) ? NULL : "shop.bad_signature";
}

static const char *decode(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages)
{
    const Json *json = shop_sign_parse(arena, delivery->body);
    (void)keys;
    if (json->kind != JSON_OBJECT || !json_get(json, S("type"))) return "shop.malformed";
    *VEC_ADD(messages, ShopMessage) = (ShopMessage){ .message_no = json_str(json, S("msg_id")),
                                                     .topic      = json_str(json, S("type")),
                                                     .body       = delivery->body,
                                                     .is_test = json_bool(json, S("test"), false) };
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

static void open_page(const ShopAsk *ask, JsonOut *out)
{
    const int64_t page = shop_sign_place(ask->cursor).page;
    json_open_object(out);
    json_pair_i64(out, S("page_no"), page ? page : 1);
    json_pair_i64(out, S("page_size"), PAGE_SIZE);
}

static Str name_of(ShopWant what)
{
    if (what == WANT_REFUND) return S("refund_id");
    return what == WANT_PRODUCT ? S("item_id") : S("tid");
}

static Str body_of(Arena *arena, const ShopKeys *keys, const ShopAsk *ask)
{
    JsonOut   out  = json_out(arena, 4096);
    Str       text = { 0 };
    const Str from = shop_sign_local(arena, ask->from_ms), to = shop_sign_local(arena, ask->to_ms);
    switch (ask->what) {
    case WANT_ORDERS:
        open_page(ask, &out);
        json_pair_str(&out, S("start_update"), from);
        json_pair_str(&out, S("end_update"), to);
        break;
    case WANT_REFUNDS:
        open_page(ask, &out);
        json_pair_str(&out, S("update_time_start"), from);
        json_pair_str(&out, S("update_time_end"), to);
        break;
    case WANT_TOKEN:
        json_open_object(&out);
        json_pair_str(&out, S("authorize_type"), S("silent"));
        json_pair_str(&out, S("client_id"), keys->app_key);
        json_pair_str(&out, S("client_secret"), keys->app_secret);
        json_pair_str(&out, S("grant_id"), keys->shop_no);
        json_pair_bool(&out, S("refresh"), false);
        break;
    case WANT_PRODUCTS:
        open_page(ask, &out);
        if (ask->from_ms) json_pair_i64(&out, S("update_time_start"), ask->from_ms);
        if (ask->from_ms) json_pair_i64(&out, S("update_time_end"), ask->to_ms);
        break;
    case WANT_ORDER:
    case WANT_REFUND:
    case WANT_PRODUCT:
        json_open_object(&out);
        json_pair_str(&out, name_of(ask->what), ask->number);
        break;
    }
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

/* Versions of interfaces come and go: an app that is granted another names it in the options. */
static Str path_of(Arena *arena, const ShopKeys *keys, const ShopAsk *ask)
{
    const char *shelf = shop_sign_place(ask->cursor).list == 0 ? "onsale" : "inventory";
    switch (ask->what) {
    case WANT_ORDERS:
        return str_fmt(arena, "api/youzan.trades.sold.get/%.*s",
                       FMT(shop_connector_option(keys, "trades_version", S("4.0.4"))));
    case WANT_ORDER:
        return str_fmt(arena, "api/youzan.trade.get/%.*s",
                       FMT(shop_connector_option(keys, "trade_version", S("4.0.0"))));
    case WANT_REFUNDS:
        return str_fmt(arena, "api/youzan.trade.refund.search/%.*s",
                       FMT(shop_connector_option(keys, "refunds_version", S("3.0.0"))));
    case WANT_REFUND:
        return str_fmt(arena, "api/youzan.trade.refund.get/%.*s",
                       FMT(shop_connector_option(keys, "refund_version", S("3.0.0"))));
    case WANT_TOKEN: return S("auth/token");
    case WANT_PRODUCTS:
        return str_fmt(arena, "api/youzan.items.%s.get/%.*s", shelf,
                       FMT(shop_connector_option(keys, "items_version", S("3.0.0"))));
    case WANT_PRODUCT:
        return str_fmt(arena, "api/youzan.item.get/%.*s",
                       FMT(shop_connector_option(keys, "item_version", S("3.0.0"))));
    }
    return S("");
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    const Str path = path_of(arena, keys, ask);
    if (!path.len) return "shop.not_asked";
    const Str token = ask->what == WANT_TOKEN ? S("")
                                              : str_fmt(arena, "?access_token=%.*s",
                                                        FMT(url_encode(arena, keys->access_token)));
    const Str url   = str_fmt(arena, "%.*s/%.*s%.*s", FMT(keys->base_url), FMT(path), FMT(token));
    *call           = (HttpCall){ .method = "POST",
                                  .url    = url,
                                  .type   = S("application/json"),
                                  .body   = body_of(arena, keys, ask) };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

static const char *error_of(Arena *arena, int64_t code, Str said)
{
    const char *why = "shop.platform_refused";
    if (code >= 4201 && code <= 4204) why = "shop.token_expired";
    if (code == 4007) why = "shop.throttled";
    return str_fmt(arena, "%s %lld %.*s", why, (long long)code, FMT(said)).ptr;
}

/* What is sold, then what lies in the warehouse. */
static void read_products(Arena *arena, const ShopAsk *ask, const Json *data, ShopPage *page)
{
    const JsonItems items   = json_items(data, S("items"));
    const bool      is_sold = shop_sign_place(ask->cursor).list == 0;
    page->total             = json_i64(data, S("count"), 0);
    for (size_t i = 0; i < items.count; i++)
        shop_sign_item(arena, &items.at[i], is_sold ? "item" : "item_unsold", page);
    shop_sign_turn(arena, ask->cursor, PAGE_SIZE, 2, page);
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json *json = shop_sign_parse(arena, body);
    const Json *gate = json_get(json, S("gw_err_resp"));
    const Json *data = json_get(json, S("data"));
    (void)keys;
    if (gate)
        return error_of(arena, json_i64(gate, S("err_code"), 0), json_str(gate, S("err_msg")));
    if (!json_bool(json, S("success"), false) || !data)
        return error_of(arena, json_i64(json, S("code"), 0), json_str(json, S("message")));
    if (ask->what == WANT_TOKEN) {
        page->access_token   = json_str(data, S("access_token"));
        page->token_until_ms = json_i64(data, S("expires"), 0);
        return page->access_token.len ? NULL : "shop.bad_answer";
    }
    if (ask->what == WANT_PRODUCT) {
        const Json *item = json_get(data, S("item"));
        if (!item) return "shop.bad_answer";
        shop_sign_item(arena, item, "detail", page);
        return NULL;
    }
    if (ask->what == WANT_PRODUCTS) {
        read_products(arena, ask, data, page);
        return NULL;
    }
    if (ask->what == WANT_ORDER || ask->what == WANT_REFUND) {
        shop_sign_item(arena, data, ask->what == WANT_ORDER ? "order" : "refund", page);
        return NULL;
    }
    const bool orders = ask->what == WANT_ORDERS;
    JsonItems  items  = json_items(data, orders ? S("full_order_info_list") : S("refunds"));
    page->total       = json_i64(data, S("total_results"), json_i64(data, S("total"), 0));
    for (size_t i = 0; i < items.count; i++)
        shop_sign_item(arena, &items.at[i], orders ? "order" : "refund", page);
    shop_sign_turn(arena, ask->cursor, PAGE_SIZE, 1, page);
    return NULL;
}

/* ---- in our words ------------------------------------------------------------------------ */

static OrderState state_of(Str status)
{
    static const struct {
        const char *word;
        OrderState  state;
    } states[] = {
        { "WAIT_BUYER_PAY", ORDER_UNPAID },
        { "TRADE_PAID", ORDER_PAID },
        { "WAIT_CONFIRM", ORDER_PAID },
        { "WAIT_SELLER_SEND_GOODS", ORDER_PAID },
        { "WAIT_BUYER_CONFIRM_GOODS", ORDER_SHIPPED },
        { "TRADE_SUCCESS", ORDER_FINISHED },
        { "TRADE_CLOSED", ORDER_CLOSED },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_equal(status, str_of(states[i].word))) return states[i].state;
    return 0;
}

static Rows lines_of(Arena *arena, const Json *full)
{
    const JsonItems items = json_items(full, S("orders"));
    Vec             lines = vec_of(arena, LineFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json *item           = &items.at[i];
        *VEC_ADD(&lines, LineFact) = (LineFact){
            .line_no    = shop_sign_text(arena, item, "oid"),
            .product_no = shop_sign_text(arena, item, "item_id"),
            .sku_no     = shop_sign_text(arena, item, "sku_id"),
            .title      = json_str(item, S("title")),
            .quantity   = json_i64(item, S("num"), 0),
            .price_fen  = shop_sign_yuan(arena, item, "price"),
            .amount_fen = shop_sign_yuan(arena, item, "payment"),
        };
    }
    return vec_rows(&lines);
}

/* One payment; of several orders paid together each names the same transaction. */
static Rows payments_of(Arena *arena, const Json *full, Str tid, int64_t pay_ms)
{
    const Json     *pay  = json_get(full, S("pay_info"));
    const JsonItems ids  = json_items(pay, S("transaction"));
    Vec             rows = vec_of(arena, PaymentFact);
    const bool      has  = ids.count && ids.at[0].kind == JSON_STR && ids.at[0].as.str.len;
    if (pay_ms)
        *VEC_ADD(&rows, PaymentFact) =
            (PaymentFact){ .payment_no = has ? ids.at[0].as.str : tid,
                           .amount_fen = shop_sign_yuan(arena, pay, "payment"),
                           .paid_at_ms = pay_ms };
    return vec_rows(&rows);
}

static const char *map_order(Arena *arena, const Json *item, int64_t version_ms, ShopFacts *facts)
{
    const Json      *inner  = json_get(item, S("full_order_info"));
    const Json      *full   = inner ? inner : item;
    const Json      *info   = json_get(full, S("order_info"));
    const Json      *buyer  = json_get(full, S("buyer_info"));
    const Json      *pay    = json_get(full, S("pay_info"));
    const OrderState state  = state_of(json_str(info, S("status")));
    const Str        tid    = shop_sign_text(arena, info, "tid");
    const int64_t    pay_ms = shop_sign_local_ms(info, "pay_time");
    const int64_t    end_ms = shop_sign_local_ms(info, "success_time");
    int64_t          told   = shop_sign_local_ms(info, "update_time");
    if (!state) return "shop.unknown_state";
    if (!told) told = version_ms;
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no       = tid,
        .state          = state,
        .total_fen      = shop_sign_yuan(arena, pay, "total_fee"),
        .post_fen       = shop_sign_yuan(arena, pay, "post_fee"),
        .payable_fen    = shop_sign_yuan(arena, pay, "payment"),
        .region         = json_str(json_get(full, S("address_info")), S("delivery_province")),
        .created_at_ms  = shop_sign_local_ms(info, "created"),
        .paid_at_ms     = pay_ms,
        .finished_at_ms = state == ORDER_FINISHED ? end_ms : 0,
        .told_at_ms     = told,
        .buyer          = { .buyer_id = json_str(buyer, S("yz_open_id")),
                            .phone    = json_str(buyer, S("buyer_phone")),
                            .name     = json_str(buyer, S("fans_nickname")) },
        .lines          = lines_of(arena, full),
        .payments       = payments_of(arena, full, tid, pay_ms),
    };
    return NULL;
}

static RefundState refund_state_of(Str topic)
{
    static const struct {
        const char *word;
        RefundState state;
    } states[] = {
        { "trade_refund_RefundSuccess", REFUND_DONE },
        { "trade_refund_SysRefund", REFUND_DONE },
        { "trade_refund_RefundClosed", REFUND_CLOSED },
        { "trade_refund_RefundSellerAgree", REFUND_AGREED },
        { "trade_refund_RefundSellerAgreeReturnGoods", REFUND_AGREED },
        { "trade_refund_RefundBuyerReturnGoods", REFUND_AGREED },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_equal(topic, str_of(states[i].word))) return states[i].state;
    return REFUND_OPEN;
}

static RefundState refund_state_of_number(int64_t status)
{
    if (status == 60) return REFUND_DONE;
    if (status == 50) return REFUND_CLOSED;
    return status == 20 || status == 30 ? REFUND_AGREED : REFUND_OPEN;
}

static const char *map_refund(Arena *arena, const Json *refund, RefundState state, int64_t told_ms,
                              ShopFacts *facts)
{
    int64_t told = shop_sign_local_ms(refund, "update_time");
    if (!told) told = shop_sign_local_ms(refund, "modified");
    if (!told) told = told_ms;
    const bool is_fee                     = json_get(refund, S("refunded_fee")) != NULL;
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, refund, "refund_id"),
        .order_no     = shop_sign_text(arena, refund, "tid"),
        .reason       = shop_sign_text(arena, refund, "refund_reason"),
        .state        = state,
        .with_goods   = str_equal(json_str(refund, S("refund_type")), S("REFUND_AND_RETURN")),
        .amount_fen   = shop_sign_yuan(arena, refund, is_fee ? "refunded_fee" : "refund_fee"),
        .opened_at_ms = shop_sign_local_ms(refund, "created"),
        .ended_at_ms  = state >= REFUND_DONE ? told : 0,
        .told_at_ms   = told,
    };
    return NULL;
}

static const char *map_callback(Arena *arena, const ShopMessage *message, ShopFacts *facts)
{
    const Json   *outer   = shop_sign_parse(arena, message->body);
    const Str     text    = url_decode(arena, json_str(outer, S("msg")), true);
    const Json   *inner   = shop_sign_parse(arena, text);
    const int64_t version = json_i64(outer, S("version"), 0);
    if (str_starts(message->topic, S("trade_refund_")))
        return map_refund(arena, inner, refund_state_of(message->topic), version, facts);
    if (!str_starts(message->topic, S("trade_"))) return NULL;
    if (json_at(inner, "full_order_info.order_info.created"))
        return map_order(arena, inner, version, facts);
    const Str number = shop_sign_text(arena, outer, "id");
    if (!number.len) return "shop.no_order_no";
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_ORDER, number };
    return NULL;
}

/* Prices of products are fen, unlike those of orders. */
static const char *map_item(Arena *arena, const ShopMessage *message, ShopFacts *facts)
{
    const Json *item    = shop_sign_parse(arena, message->body);
    const Str   number  = shop_sign_text(arena, item, "item_id");
    const bool  is_sold = str_equal(message->topic, S("item"));
    if (!number.len) return "shop.no_product_no";
    const int64_t updated = shop_sign_local_ms(item, "update_time");
    *VEC_ADD(&facts->products, ProductFact) =
        (ProductFact){ .product_no = number,
                       .title      = json_str(item, S("title")),
                       .picture    = json_str(item, S("image")),
                       .state      = is_sold ? PRODUCT_ON_SALE : PRODUCT_OFF_SALE,
                       .price_fen  = json_i64(item, S("price"), 0),
                       .told_at_ms = updated ? updated : message->asked_at_ms };
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_PRODUCT, number };
    return NULL;
}

/* [{"k":"颜色","v":"白色"},...] as text is 白色 .... */
static Str sku_title_of(Arena *arena, Str properties)
{
    const Json *list  = shop_sign_parse(arena, properties);
    Str         title = S("");
    for (uint32_t i = 0; list->kind == JSON_ARRAY && i < list->count; i++)
        title = shop_sign_join(arena, title, json_str(&list->as.first[i], S("v")));
    return title;
}

static const char *map_detail(Arena *arena, const ShopMessage *message, ShopFacts *facts)
{
    const Json     *item   = shop_sign_parse(arena, message->body);
    const Str       number = shop_sign_text(arena, item, "item_id");
    const JsonItems skus   = json_items(item, S("skus"));
    for (size_t i = 0; i < skus.count; i++) {
        const Json *sku                     = &skus.at[i];
        *VEC_ADD(&facts->stocks, StockFact) = (StockFact){
            .product_no = number,
            .sku_no     = shop_sign_text(arena, sku, "sku_id"),
            .title      = sku_title_of(arena, json_str(sku, S("properties_name_json"))),
            .price_fen  = json_i64(sku, S("price"), 0),
            .stock      = json_i64(sku, S("quantity"), 0),
            .told_at_ms = message->asked_at_ms,
        };
    }
    if (!skus.count)
        shop_sign_only_sku(message, number, json_i64(item, S("price"), 0),
                           json_i64(item, S("quantity"), 0), facts);
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    (void)keys;
    if (str_equal(message->topic, S("order")))
        return map_order(arena, shop_sign_parse(arena, message->body), 0, facts);
    if (str_equal(message->topic, S("detail"))) return map_detail(arena, message, facts);
    if (str_equal(message->topic, S("item")) || str_equal(message->topic, S("item_unsold")))
        return map_item(arena, message, facts);
    if (!str_equal(message->topic, S("refund"))) return map_callback(arena, message, facts);
    const Json *refund = shop_sign_parse(arena, message->body);
    return map_refund(arena, refund, refund_state_of_number(json_i64(refund, S("status"), 0)), 0,
                      facts);
}

const ShopConnector shop_youzan_connector = {
    .platform = SHOP_YOUZAN,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET,
    .base_url = "https://open.youzanyun.com",
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
