/* shop_jd.c -- JD: asked by its router; it does not call. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

static const char optional_fields[] =
    "orderId,orderState,orderTotalPrice,orderSellerPrice,orderPayment,freightPrice,sellerDiscount,"
    "orderStartTime,orderEndTime,modified,paymentConfirmTime,pin,open_id_buyer,xid_buyer,"
    "consigneeInfo,itemInfoList";

/* ---- asking ------------------------------------------------------------------------------ */

static Str search_json(Arena *arena, const ShopAsk *ask)
{
    JsonOut out  = json_out(arena, 4096);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("dateType"), S("0"));
    json_pair_str(&out, S("end_date"), shop_sign_local(arena, ask->to_ms));
    json_pair_str(&out, S("optional_fields"), str_of(optional_fields));
    json_pair_str(&out, S("page"), ask->cursor.len ? ask->cursor : S("1"));
    json_pair_str(&out, S("page_size"), str_fmt(arena, "%d", PAGE_SIZE));
    json_pair_str(&out, S("start_date"), shop_sign_local(arena, ask->from_ms));
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static Str get_json(Arena *arena, const ShopAsk *ask)
{
    JsonOut out  = json_out(arena, 4096);
    Str     text = { 0 };
    json_open_object(&out);
    json_pair_str(&out, S("optional_fields"), str_of(optional_fields));
    json_pair_str(&out, S("order_id"), ask->number);
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    ShopParams params  = { 0 };
    const bool is_page = ask->what == WANT_ORDERS;
    if (!is_page && ask->what != WANT_ORDER) return "shop.not_asked";
    /* Shops whose app is granted the encrypted interfaces only name them in the options. */
    shop_sign_add(&params, "method",
                  is_page
                      ? shop_connector_option(keys, "search_method", S("jingdong.pop.order.search"))
                      : shop_connector_option(keys, "get_method", S("jingdong.pop.order.get")));
    shop_sign_add(&params, "access_token", keys->access_token);
    shop_sign_add(&params, "app_key", keys->app_key);
    shop_sign_add(&params, "timestamp", shop_sign_local(arena, ask->now_ms));
    shop_sign_add(&params, "v", S("2.0"));
    shop_sign_add(&params, "format", S("json"));
    shop_sign_add(&params, "360buy_param_json",
                  is_page ? search_json(arena, ask) : get_json(arena, ask));
    shop_sign_add(&params, "sign", shop_sign_top(arena, &params, keys->app_secret, S("md5")));
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/routerjson", FMT(keys->base_url)),
                        .type   = S("application/x-www-form-urlencoded"),
                        .body   = shop_sign_form(arena, &params) };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------------
 */

static const char *error_of(Arena *arena, const Json *error)
{
    const Str   code   = shop_sign_text(arena, error, "code");
    const Str   said   = json_str(error, S("zh_desc"));
    const char *reason = "shop.platform_refused";
    if (str_equal(code, S("19"))) reason = "shop.token_expired";
    return str_fmt(arena, "%s %.*s %.*s", reason, FMT(code), FMT(said)).ptr;
}

static void add_item(Arena *arena, const Json *item, ShopPage *page)
{
    JsonOut out  = json_out(arena, 1 << 20);
    Str     body = { 0 };
    json_put(&out, item);
    if (json_out_done(&out, &body) != OK) return;
    *VEC_ADD(&page->messages, ShopMessage) = (ShopMessage){ .topic = S("order"), .body = body };
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json *json  = shop_sign_parse(arena, body);
    const Json *error = json_get(json, S("error_response"));
    int64_t     at    = 0;
    (void)keys;
    if (error) return error_of(arena, error);
    if (json->count != 1) return "shop.bad_answer";
    const Json *answer = &json->as.first[0]; /* ..._responce: the platform spells it so */
    if (ask->what == WANT_ORDER) {
        const Json *found = json_at(answer, "orderDetailInfo.orderInfo");
        if (!found) return "shop.bad_answer";
        add_item(arena, found, page);
        return NULL;
    }
    const Json *result = json_get(answer, S("searchorderinfo_result"));
    if (!result) return "shop.bad_answer";
    const JsonItems items = json_items(result, S("orderInfoList"));
    for (size_t i = 0; i < items.count; i++) add_item(arena, &items.at[i], page);
    page->total         = json_i64(result, S("orderTotal"), 0);
    const int64_t pages = (page->total + PAGE_SIZE - 1) / PAGE_SIZE;
    /* From the last page to the first: rows move while they are read. */
    if (!ask->cursor.len && pages > 1) {
        page->messages.count = 0;
        page->cursor         = str_fmt(arena, "%lld", (long long)pages);
    } else if (str_to_i64(ask->cursor, &at) && at > 1) {
        page->cursor = str_fmt(arena, "%lld", (long long)(at - 1));
    }
    return NULL;
}

/* ---- in our words -------------------------------------------------------------------------------
 */

static OrderState state_of(Str status)
{
    static const struct {
        const char *word;
        OrderState  state;
    } states[] = {
        { "NOT_PAY", ORDER_UNPAID },
        { "WAIT_SELLER_STOCK_OUT", ORDER_PAID },
        { "WAIT_SELLER_DELIVERY", ORDER_PAID },
        { "PAUSE", ORDER_PAID },
        { "LOCKED", ORDER_PAID },
        { "POP_ORDER_PAUSE", ORDER_PAID },
        { "WAIT_GOODS_RECEIVE_CONFIRM", ORDER_SHIPPED },
        { "DengDaiShouHuo", ORDER_SHIPPED },
        { "FINISHED_L", ORDER_FINISHED },
        { "TRADE_CANCELED", ORDER_CLOSED },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_equal(status, str_of(states[i].word))) return states[i].state;
    return 0;
}

static Rows lines_of(Arena *arena, const Json *order)
{
    const JsonItems items = json_items(order, S("itemInfoList"));
    Vec             lines = vec_of(arena, LineFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json   *item     = &items.at[i];
        const int64_t price    = shop_sign_yuan(arena, item, "jdPrice");
        const int64_t quantity = json_i64(item, S("itemTotal"), 0);
        *VEC_ADD(&lines, LineFact) =
            (LineFact){ .line_no    = str_fmt(arena, "%zu", i + 1),
                        .product_no = shop_sign_text(arena, item, "wareId"),
                        .sku_no     = shop_sign_text(arena, item, "skuId"),
                        .title      = json_str(item, S("skuName")),
                        .quantity   = quantity,
                        .price_fen  = price,
                        .amount_fen = price * (quantity < 1000000 ? quantity : 0) };
    }
    return vec_rows(&lines);
}

static Str buyer_of(const Json *order)
{
    static const char *const keys[] = { "open_id_buyer", "xid_buyer", "pin" };
    for (size_t i = 0; i < COUNT(keys); i++) {
        const Str value = json_str(order, str_of(keys[i]));
        if (value.len) return value;
    }
    return S("");
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json      *order  = shop_sign_parse(arena, message->body);
    const OrderState state  = state_of(json_str(order, S("orderState")));
    const int64_t    pay_ms = shop_sign_local_ms(order, "paymentConfirmTime");
    const int64_t    end_ms = shop_sign_local_ms(order, "orderEndTime");
    const int64_t    fen    = shop_sign_yuan(arena, order, "orderPayment");
    const Str        number = shop_sign_text(arena, order, "orderId");
    const Json      *to     = json_get(order, S("consigneeInfo"));
    Vec              paid   = vec_of(arena, PaymentFact);
    (void)keys;
    if (!state) return "shop.unknown_state";
    if (pay_ms)
        *VEC_ADD(&paid, PaymentFact) =
            (PaymentFact){ .payment_no = number, .amount_fen = fen, .paid_at_ms = pay_ms };
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no       = number,
        .state          = state,
        .total_fen      = shop_sign_yuan(arena, order, "orderTotalPrice"),
        .post_fen       = shop_sign_yuan(arena, order, "freightPrice"),
        .discount_fen   = shop_sign_yuan(arena, order, "sellerDiscount"),
        .payable_fen    = fen,
        .region         = json_str(to, S("province")),
        .created_at_ms  = shop_sign_local_ms(order, "orderStartTime"),
        .paid_at_ms     = pay_ms,
        .finished_at_ms = state == ORDER_FINISHED ? end_ms : 0,
        .closed_at_ms   = state == ORDER_CLOSED ? end_ms : 0,
        .told_at_ms     = shop_sign_local_ms(order, "modified"),
        .buyer          = { .buyer_id = buyer_of(order) },
        .lines          = lines_of(arena, order),
        .payments       = vec_rows(&paid),
    };
    return NULL;
}

const ShopConnector shop_jd_connector = {
    .platform      = SHOP_JD,
    .needs         = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET | SHOP_NEEDS_TOKEN,
    .base_url      = "https://api.jd.com",
    .pulls         = 1u << WANT_ORDERS | 1u << WANT_ORDER,
    .window_max_ms = 30 * (int64_t)MS_PER_DAY,
    .ask           = ask,
    .read          = read,
    .map           = map,
};
