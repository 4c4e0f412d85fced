/* shop_taobao.c -- Taobao and Tmall: TOP.  It is asked; its messages come by a service of their
 * own that is not spoken here. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

static const char trade_fields[] =
    "tid,status,payment,total_fee,post_fee,discount_fee,created,modified,pay_time,consign_time,"
    "end_time,buyer_nick,buyer_open_uid,alipay_no,receiver_state,receiver_city,orders";
static const char refund_fields[] =
    "refund_id,tid,oid,refund_fee,payment,status,has_good_return,reason,created,modified";

/* ---- asking ------------------------------------------------------------------------------ */

/* Pages move while they are read, so they are read from the last to the first: the first
 * question only counts.  The cursor is the number of the page. */
static void add_window(Arena *arena, const ShopAsk *ask, ShopParams *params)
{
    shop_sign_add(params, "start_modified", shop_sign_local(arena, ask->from_ms));
    shop_sign_add(params, "end_modified", shop_sign_local(arena, ask->to_ms));
    shop_sign_add(params, "page_no", ask->cursor.len ? ask->cursor : S("1"));
    shop_sign_add(params, "page_size", str_fmt(arena, "%d", PAGE_SIZE));
    shop_sign_add(params, "use_has_next", ask->cursor.len ? S("true") : S("false"));
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    ShopParams params = { 0 };
    const Str  method = shop_connector_option(keys, "sign_method", S("md5"));
    if (ask->what == WANT_ORDERS) {
        shop_sign_add(&params, "method", S("taobao.trades.sold.increment.get"));
        shop_sign_add(&params, "fields", str_of(trade_fields));
        add_window(arena, ask, &params);
    } else if (ask->what == WANT_REFUNDS) {
        shop_sign_add(&params, "method", S("taobao.refunds.receive.get"));
        shop_sign_add(&params, "fields", str_of(refund_fields));
        add_window(arena, ask, &params);
    } else if (ask->what == WANT_ORDER) {
        shop_sign_add(&params, "method", S("taobao.trade.fullinfo.get"));
        shop_sign_add(&params, "fields", str_of(trade_fields));
        shop_sign_add(&params, "tid", ask->number);
    } else if (ask->what == WANT_REFUND) {
        shop_sign_add(&params, "method", S("taobao.refund.get"));
        shop_sign_add(&params, "fields", str_of(refund_fields));
        shop_sign_add(&params, "refund_id", ask->number);
    } else {
        return "shop.not_asked";
    }
    shop_sign_add(&params, "app_key", keys->app_key);
    shop_sign_add(&params, "session", keys->access_token);
    shop_sign_add(&params, "timestamp", shop_sign_local(arena, ask->now_ms));
    shop_sign_add(&params, "format", S("json"));
    shop_sign_add(&params, "v", S("2.0"));
    shop_sign_add(&params, "sign_method", method);
    shop_sign_add(&params, "sign", shop_sign_top(arena, &params, keys->app_secret, method));
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/router/rest", FMT(keys->base_url)),
                        .type   = S("application/x-www-form-urlencoded"),
                        .body   = shop_sign_form(arena, &params) };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

static const char *error_of(Arena *arena, const Json *error)
{
    static const struct {
        int64_t     code;
        const char *reason;
    } known[] = {
        { 7, "shop.throttled" },      { 15, "shop.platform_busy" }, { 25, "shop.wrong_secret" },
        { 26, "shop.token_expired" }, { 27, "shop.token_expired" }, { 29, "shop.wrong_app_key" },
        { 33, "shop.wrong_clock" },
    };
    const int64_t code = json_i64(error, S("code"), 0);
    const Str     said = json_str(error, S("sub_msg"));
    const Str     msg  = said.len ? said : json_str(error, S("msg"));
    for (size_t i = 0; i < COUNT(known); i++)
        if (known[i].code == code)
            return str_fmt(arena, "%s %lld %.*s", known[i].reason, (long long)code, FMT(msg)).ptr;
    return str_fmt(arena, "shop.platform_refused %lld %.*s", (long long)code, FMT(msg)).ptr;
}

static void add_items(Arena *arena, JsonItems items, const char *topic, ShopPage *page)
{
    for (size_t i = 0; i < items.count; i++) {
        JsonOut out  = json_out(arena, 1 << 20);
        Str     body = { 0 };
        json_put(&out, &items.at[i]);
        if (json_out_done(&out, &body) != OK) continue;
        *VEC_ADD(&page->messages, ShopMessage) =
            (ShopMessage){ .topic = str_of(topic), .body = body };
    }
}

static void turn_page(Arena *arena, const ShopAsk *ask, ShopPage *page)
{
    int64_t at = 0;
    if (!ask->cursor.len) {
        const int64_t pages = (page->total + PAGE_SIZE - 1) / PAGE_SIZE;
        if (pages <= 1) return;
        page->messages.count = 0;
        page->cursor         = str_fmt(arena, "%lld", (long long)pages);
    } else if (str_to_i64(ask->cursor, &at) && at > 1) {
        page->cursor = str_fmt(arena, "%lld", (long long)(at - 1));
    }
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json *json  = shop_sign_parse(arena, body);
    const Json *error = json_get(json, S("error_response"));
    (void)keys;
    if (error) return error_of(arena, error);
    if (json->count != 1) return "shop.bad_answer";
    const Json *answer  = &json->as.first[0]; /* its name is the method's, with _response */
    const bool  refunds = ask->what == WANT_REFUNDS || ask->what == WANT_REFUND;
    const char *list = refunds ? "refunds" : "trades", *one = refunds ? "refund" : "trade";
    page->total = json_i64(answer, S("total_results"), 0);
    if (ask->what == WANT_ORDERS || ask->what == WANT_REFUNDS) {
        add_items(arena, json_items(json_get(answer, str_of(list)), str_of(one)), one, page);
        turn_page(arena, ask, page);
        return NULL;
    }
    const Json *found = json_get(answer, str_of(one));
    if (!found) return "shop.bad_answer";
    add_items(arena, (JsonItems){ found, 1 }, one, page);
    return NULL;
}

/* ---- in our words -----------------------------------------------------------------------------
 */

static OrderState state_of(Str status)
{
    static const struct {
        const char *word;
        OrderState  state;
    } states[] = {
        { "TRADE_NO_CREATE_PAY", ORDER_UNPAID },
        { "WAIT_BUYER_PAY", ORDER_UNPAID },
        { "PAY_PENDING", ORDER_UNPAID },
        { "WAIT_PRE_AUTH_CONFIRM", ORDER_UNPAID },
        { "WAIT_SELLER_SEND_GOODS", ORDER_PAID },
        { "SELLER_CONSIGNED_PART", ORDER_PART_SHIPPED },
        { "WAIT_BUYER_CONFIRM_GOODS", ORDER_SHIPPED },
        { "TRADE_BUYER_SIGNED", ORDER_SHIPPED },
        { "TRADE_FINISHED", ORDER_FINISHED },
        { "TRADE_CLOSED", ORDER_CLOSED },
        { "TRADE_CLOSED_BY_TAOBAO", ORDER_CLOSED },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_equal(status, str_of(states[i].word))) return states[i].state;
    return 0;
}

static Rows lines_of(Arena *arena, const Json *trade)
{
    const JsonItems orders = json_items(json_get(trade, S("orders")), S("order"));
    Vec             lines  = vec_of(arena, LineFact);
    for (size_t i = 0; i < orders.count; i++) {
        const Json *order          = &orders.at[i];
        *VEC_ADD(&lines, LineFact) = (LineFact){
            .line_no    = shop_sign_text(arena, order, "oid"),
            .product_no = shop_sign_text(arena, order, "num_iid"),
            .sku_no     = shop_sign_text(arena, order, "sku_id"),
            .title      = json_str(order, S("title")),
            .sku_title  = json_str(order, S("sku_properties_name")),
            .quantity   = json_i64(order, S("num"), 0),
            .price_fen  = shop_sign_yuan(arena, order, "price"),
            .amount_fen = shop_sign_yuan(arena, order, "payment"),
        };
    }
    return vec_rows(&lines);
}

static const char *map_trade(Arena *arena, const Json *trade, ShopFacts *facts)
{
    const OrderState state   = state_of(json_str(trade, S("status")));
    const int64_t    pay_ms  = shop_sign_local_ms(trade, "pay_time");
    const int64_t    end_ms  = shop_sign_local_ms(trade, "end_time");
    const int64_t    payment = shop_sign_yuan(arena, trade, "payment");
    const Str        tid     = shop_sign_text(arena, trade, "tid");
    Vec              paid    = vec_of(arena, PaymentFact);
    if (!state) return "shop.unknown_state";
    if (pay_ms) {
        const Str number             = shop_sign_text(arena, trade, "alipay_no");
        *VEC_ADD(&paid, PaymentFact) = (PaymentFact){ .payment_no = number.len ? number : tid,
                                                      .amount_fen = payment,
                                                      .paid_at_ms = pay_ms };
    }
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no       = tid,
        .state          = state,
        .total_fen      = shop_sign_yuan(arena, trade, "total_fee"),
        .post_fen       = shop_sign_yuan(arena, trade, "post_fee"),
        .discount_fen   = shop_sign_yuan(arena, trade, "discount_fee"),
        .payable_fen    = payment,
        .region         = str_fmt(arena, "%.*s %.*s", FMT(json_str(trade, S("receiver_state"))),
                                  FMT(json_str(trade, S("receiver_city")))),
        .created_at_ms  = shop_sign_local_ms(trade, "created"),
        .paid_at_ms     = pay_ms,
        .shipped_at_ms  = shop_sign_local_ms(trade, "consign_time"),
        .finished_at_ms = state == ORDER_FINISHED ? end_ms : 0,
        .closed_at_ms   = state == ORDER_CLOSED ? end_ms : 0,
        .told_at_ms     = shop_sign_local_ms(trade, "modified"),
        .buyer          = { .buyer_id = json_str(trade, S("buyer_open_uid")),
                            .name     = json_str(trade, S("buyer_nick")) },
        .lines          = lines_of(arena, trade),
        .payments       = vec_rows(&paid),
    };
    return NULL;
}

static const char *map_refund(Arena *arena, const Json *refund, ShopFacts *facts)
{
    const Str   status = json_str(refund, S("status"));
    RefundState state  = REFUND_OPEN; /* asked for, or refused with the buyer's next word open */
    if (str_equal(status, S("WAIT_BUYER_RETURN_GOODS")) ||
        str_equal(status, S("WAIT_SELLER_CONFIRM_GOODS")))
        state = REFUND_AGREED;
    if (str_equal(status, S("SUCCESS"))) state = REFUND_DONE;
    if (str_equal(status, S("CLOSED"))) state = REFUND_CLOSED;
    const int64_t modified                = shop_sign_local_ms(refund, "modified");
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, refund, "refund_id"),
        .order_no     = shop_sign_text(arena, refund, "tid"),
        .line_no      = shop_sign_text(arena, refund, "oid"),
        .reason       = json_str(refund, S("reason")),
        .state        = state,
        .with_goods   = json_bool(refund, S("has_good_return"), false),
        .amount_fen   = shop_sign_yuan(arena, refund, "refund_fee"),
        .opened_at_ms = shop_sign_local_ms(refund, "created"),
        .ended_at_ms  = state >= REFUND_DONE ? modified : 0,
        .told_at_ms   = modified,
    };
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    (void)keys;
    if (str_equal(message->topic, S("refund"))) return map_refund(arena, json, facts);
    return map_trade(arena, json, facts);
}

const ShopConnector shop_taobao_connector = {
    .platform      = SHOP_TAOBAO,
    .needs         = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET | SHOP_NEEDS_TOKEN,
    .base_url      = "https://gw.api.taobao.com",
    .pulls         = 1u << WANT_ORDERS | 1u << WANT_REFUNDS | 1u << WANT_ORDER | 1u << WANT_REFUND,
    .window_max_ms = MS_PER_DAY,
    .ask           = ask,
    .read          = read,
    .map           = map,
};
