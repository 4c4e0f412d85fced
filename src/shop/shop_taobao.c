/* shop_taobao.c -- Taobao and Tmall: TOP.  It is asked; its messages come by a service of their
 * own that is not spoken here. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

static const char trade_fields[] =
    "tid,status,payment,total_fee,post_fee,discount_fee,created,modified,pay_time,consign_time,"
    "end_time,buyer_nick,buyer_open_uid,alipay_no,receiver_state,receiver_city,orders";
static const char refund_fields[] =
    "refund_id,tid,oid,refund_fee,payment,status,has_good_return,reason,created,modified";
static const char item_fields[]   = "num_iid,title,pic_url,price,approve_status,modified";
static const char detail_fields[] = "num_iid,num,price,sku";

/* ---- asking ------------------------------------------------------------------------------ */

/* Pages move while they are read, so they are read from the last to the first: the first
 * question only counts.  The cursor is the number of the page. */
static void add_window(Arena *arena, const ShopAsk *ask, ShopParams *params)
{
    if (ask->from_ms) {
        shop_sign_add(params, "start_modified", shop_sign_local(arena, ask->from_ms));
        shop_sign_add(params, "end_modified", shop_sign_local(arena, ask->to_ms));
    }
    shop_sign_add(params, "page_no", shop_sign_page(arena, ask->cursor));
    shop_sign_add(params, "page_size", str_fmt(arena, "%d", PAGE_SIZE));
}

static void add_has_next(const ShopAsk *ask, ShopParams *params)
{
    shop_sign_add(params, "use_has_next", ask->cursor.len ? S("true") : S("false"));
}

/* What is sold, then what lies in the warehouse. */
static void ask_products(Arena *arena, const ShopAsk *ask, ShopParams *params)
{
    const bool is_sold = shop_sign_place(ask->cursor).list == 0;
    shop_sign_add(params, "method",
                  is_sold ? S("taobao.items.onsale.get") : S("taobao.items.inventory.get"));
    shop_sign_add(params, "fields", str_of(item_fields));
    add_window(arena, ask, params);
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    ShopParams params = { 0 };
    const Str  method = shop_connector_option(keys, "sign_method", S("md5"));
    if (ask->what == WANT_ORDERS) {
        shop_sign_add(&params, "method", S("taobao.trades.sold.increment.get"));
        shop_sign_add(&params, "fields", str_of(trade_fields));
        add_window(arena, ask, &params);
        add_has_next(ask, &params);
    } else if (ask->what == WANT_REFUNDS) {
        shop_sign_add(&params, "method", S("taobao.refunds.receive.get"));
        shop_sign_add(&params, "fields", str_of(refund_fields));
        add_window(arena, ask, &params);
        add_has_next(ask, &params);
    } else if (ask->what == WANT_PRODUCTS) {
        ask_products(arena, ask, &params);
    } else if (ask->what == WANT_ORDER) {
        shop_sign_add(&params, "method", S("taobao.trade.fullinfo.get"));
        shop_sign_add(&params, "fields", str_of(trade_fields));
        shop_sign_add(&params, "tid", ask->number);
    } else if (ask->what == WANT_REFUND) {
        shop_sign_add(&params, "method", S("taobao.refund.get"));
        shop_sign_add(&params, "fields", str_of(refund_fields));
        shop_sign_add(&params, "refund_id", ask->number);
    } else if (ask->what == WANT_PRODUCT) {
        shop_sign_add(&params, "method", S("taobao.item.seller.get"));
        shop_sign_add(&params, "fields", str_of(detail_fields));
        shop_sign_add(&params, "num_iid", ask->number);
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

/* The names that its lists and things go by, and what an item of the answer is to us. */
typedef struct Naming {
    const char *list, *one, *topic;
    int64_t     lists; /* 0: a single thing */
} Naming;
static const Naming namings[] = {
    [WANT_ORDERS]   = { "trades", "trade", "trade", 1 },
    [WANT_ORDER]    = { "trades", "trade", "trade", 0 },
    [WANT_REFUNDS]  = { "refunds", "refund", "refund", 1 },
    [WANT_REFUND]   = { "refunds", "refund", "refund", 0 },
    [WANT_PRODUCTS] = { "items", "item", "item", 2 },
    [WANT_PRODUCT]  = { "items", "item", "detail", 0 },
};

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json   *json   = shop_sign_parse(arena, body);
    const Json   *error  = json_get(json, S("error_response"));
    const Naming *naming = &namings[ask->what];
    (void)keys;
    if (error) return error_of(arena, error);
    if (json->count != 1) return "shop.bad_answer";
    const Json *answer = &json->as.first[0]; /* its name is the method's, with _response */
    const Json *found  = json_get(answer, str_of(naming->one));
    page->total        = json_i64(answer, S("total_results"), 0);
    if (naming->lists) {
        const Json     *list  = json_get(answer, str_of(naming->list));
        const JsonItems items = json_items(list, str_of(naming->one));
        for (size_t i = 0; i < items.count; i++)
            shop_sign_item(arena, &items.at[i], naming->topic, page);
        shop_sign_turn(arena, ask->cursor, PAGE_SIZE, naming->lists, page);
        return NULL;
    }
    if (!found) return "shop.bad_answer";
    shop_sign_item(arena, found, naming->topic, page);
    return NULL;
}

/* ---- in our words ---------------------------------------------------------------------------- */

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

static const char *map_item(Arena *arena, const Json *item, ShopFacts *facts)
{
    const Str  number  = shop_sign_text(arena, item, "num_iid");
    const bool is_sold = str_equal(json_str(item, S("approve_status")), S("onsale"));
    if (!number.len) return "shop.no_product_no";
    *VEC_ADD(&facts->products, ProductFact) =
        (ProductFact){ .product_no = number,
                       .title      = json_str(item, S("title")),
                       .picture    = json_str(item, S("pic_url")),
                       .state      = is_sold ? PRODUCT_ON_SALE : PRODUCT_OFF_SALE,
                       .price_fen  = shop_sign_yuan(arena, item, "price"),
                       .told_at_ms = shop_sign_local_ms(item, "modified") };
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_PRODUCT, number };
    return NULL;
}

/* "1627207:28338:颜色:白色;20509:28314:尺码:M" is 白色 M. */
static Str sku_title_of(Arena *arena, Str names)
{
    Str title = S("");
    while (names.ptr && names.len) {
        Str one   = str_cut(&names, ';');
        Str value = { 0 };
        for (int i = 0; i < 4 && one.ptr; i++) value = str_cut(&one, ':');
        title = shop_sign_join(arena, title, value);
    }
    return title;
}

static const char *map_detail(Arena *arena, const Json *item, const ShopMessage *message,
                              ShopFacts *facts)
{
    const Str       number = shop_sign_text(arena, item, "num_iid");
    const JsonItems skus   = json_items(json_get(item, S("skus")), S("sku"));
    for (size_t i = 0; i < skus.count; i++) {
        const Json *sku                     = &skus.at[i];
        *VEC_ADD(&facts->stocks, StockFact) = (StockFact){
            .product_no = number,
            .sku_no     = shop_sign_text(arena, sku, "sku_id"),
            .title      = sku_title_of(arena, json_str(sku, S("properties_name"))),
            .price_fen  = shop_sign_yuan(arena, sku, "price"),
            .stock      = json_i64(sku, S("quantity"), 0),
            .told_at_ms = message->asked_at_ms,
        };
    }
    if (!skus.count)
        shop_sign_only_sku(message, number, shop_sign_yuan(arena, item, "price"),
                           json_i64(item, S("num"), 0), facts);
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    (void)keys;
    if (str_equal(message->topic, S("refund"))) return map_refund(arena, json, facts);
    if (str_equal(message->topic, S("item"))) return map_item(arena, json, facts);
    if (str_equal(message->topic, S("detail"))) return map_detail(arena, json, message, facts);
    return map_trade(arena, json, facts);
}

const ShopConnector shop_taobao_connector = {
    .platform = SHOP_TAOBAO,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET | SHOP_NEEDS_TOKEN,
    .base_url = "https://gw.api.taobao.com",
    .pulls    = 1u << WANT_ORDERS | 1u << WANT_REFUNDS | 1u << WANT_ORDER | 1u << WANT_REFUND |
             1u << WANT_PRODUCTS | 1u << WANT_PRODUCT,
    .window_max_ms = MS_PER_DAY,
    .ask           = ask,
    .read          = read,
    .map           = map,
};
