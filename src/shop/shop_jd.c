/* shop_jd.c -- JD: asked by its router; it does not call. */
#include "shop/shop_sign.h"

enum { PAGE_SIZE = 50 };

static const char optional_fields[] =
    "orderId,orderState,orderTotalPrice,orderSellerPrice,orderPayment,freightPrice,sellerDiscount,"
    "orderStartTime,orderEndTime,modified,paymentConfirmTime,pin,open_id_buyer,xid_buyer,"
    "consigneeInfo,itemInfoList";

/* ---- asking ------------------------------------------------------------------------------ */

static const char ware_fields[] = "wareId,title,wareStatus,jdPrice,logo,modified";
static const char sku_fields[]  = "wareId,skuId,skuName,jdPrice,stockNum,status,saleAttrs";

static void put_orders(Arena *arena, const ShopAsk *ask, JsonOut *out)
{
    json_pair_str(out, S("dateType"), S("0"));
    json_pair_str(out, S("end_date"), shop_sign_local(arena, ask->to_ms));
    json_pair_str(out, S("optional_fields"), str_of(optional_fields));
    json_pair_str(out, S("page"), shop_sign_page(arena, ask->cursor));
    json_pair_str(out, S("page_size"), str_fmt(arena, "%d", PAGE_SIZE));
    json_pair_str(out, S("start_date"), shop_sign_local(arena, ask->from_ms));
}

/* Those asked for in the window, then those decided in it: there is no time of change. */
static void put_refunds(Arena *arena, const ShopAsk *ask, JsonOut *out)
{
    const bool is_new = shop_sign_place(ask->cursor).list == 0;
    json_pair_str(out, is_new ? S("applyTimeStart") : S("checkTimeStart"),
                  shop_sign_local(arena, ask->from_ms));
    json_pair_str(out, is_new ? S("applyTimeEnd") : S("checkTimeEnd"),
                  shop_sign_local(arena, ask->to_ms));
    json_pair_str(out, S("pageIndex"), shop_sign_page(arena, ask->cursor));
    json_pair_str(out, S("pageSize"), str_fmt(arena, "%d", PAGE_SIZE));
}

static void put_wares(Arena *arena, const ShopAsk *ask, JsonOut *out)
{
    if (ask->from_ms) {
        json_pair_str(out, S("endModifiedTime"), shop_sign_local(arena, ask->to_ms));
        json_pair_str(out, S("startModifiedTime"), shop_sign_local(arena, ask->from_ms));
    }
    json_pair_str(out, S("field"), str_of(ware_fields));
    json_pair_str(out, S("pageNo"), shop_sign_page(arena, ask->cursor));
    json_pair_str(out, S("pageSize"), str_fmt(arena, "%d", PAGE_SIZE));
}

static void put_skus(const ShopAsk *ask, JsonOut *out)
{
    json_pair_str(out, S("field"), str_of(sku_fields));
    json_pair_str(out, S("pageNo"), S("1"));
    json_pair_str(out, S("page_size"), S("100"));
    json_pair_str(out, S("wareId"), ask->number);
}

static Str params_of(Arena *arena, const ShopAsk *ask)
{
    JsonOut out  = json_out(arena, 4096);
    Str     text = { 0 };
    json_open_object(&out);
    switch (ask->what) {
    case WANT_ORDERS: put_orders(arena, ask, &out); break;
    case WANT_REFUNDS: put_refunds(arena, ask, &out); break;
    case WANT_PRODUCTS: put_wares(arena, ask, &out); break;
    case WANT_PRODUCT: put_skus(ask, &out); break;
    case WANT_ORDER:
        json_pair_str(&out, S("optional_fields"), str_of(optional_fields));
        json_pair_str(&out, S("order_id"), ask->number);
        break;
    case WANT_REFUND:
    case WANT_TOKEN: break;
    }
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

/* An app that is granted other interfaces, such as the encrypted ones, names them in the options.
 */
static Str method_of(const ShopKeys *keys, ShopWant what)
{
    static const struct {
        const char *option, *method;
    } methods[] = {
        [WANT_ORDERS]   = { "search_method", "jingdong.pop.order.search" },
        [WANT_ORDER]    = { "get_method", "jingdong.pop.order.get" },
        [WANT_REFUNDS]  = { "refunds_method", "jingdong.pop.afs.soa.refundapply.queryPageList" },
        [WANT_PRODUCTS] = { "wares_method", "jingdong.ware.read.searchWare4Valid" },
        [WANT_PRODUCT]  = { "skus_method", "jingdong.sku.read.searchSkuList" },
    };
    if (what >= COUNT(methods) || !methods[what].option) return (Str){ 0 };
    return shop_connector_option(keys, methods[what].option, str_of(methods[what].method));
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    ShopParams params = { 0 };
    const Str  method = method_of(keys, ask->what);
    if (!method.len) return "shop.not_asked";
    shop_sign_add(&params, "method", method);
    shop_sign_add(&params, "access_token", keys->access_token);
    shop_sign_add(&params, "app_key", keys->app_key);
    shop_sign_add(&params, "timestamp", shop_sign_local(arena, ask->now_ms));
    shop_sign_add(&params, "v", S("2.0"));
    shop_sign_add(&params, "format", S("json"));
    shop_sign_add(&params, "360buy_param_json", params_of(arena, ask));
    shop_sign_add(&params, "sign", shop_sign_top(arena, &params, keys->app_secret, S("md5")));
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/routerjson", FMT(keys->base_url)),
                        .type   = S("application/x-www-form-urlencoded"),
                        .body   = shop_sign_form(arena, &params) };
    return NULL;
}

/* ---- answers --------------------------------------------------------------------------------- */

static const char *error_of(Arena *arena, const Json *error)
{
    const Str   code   = shop_sign_text(arena, error, "code");
    const Str   said   = json_str(error, S("zh_desc"));
    const char *reason = "shop.platform_refused";
    if (str_equal(code, S("19"))) reason = "shop.token_expired";
    return str_fmt(arena, "%s %.*s %.*s", reason, FMT(code), FMT(said)).ptr;
}

/* Where in an answer the items stand, and how many there are. */
typedef struct Naming {
    const char *result, *list, *total, *topic;
    int64_t     lists; /* 0: not in pages */
} Naming;
static const Naming namings[] = {
    [WANT_ORDERS]   = { "searchorderinfo_result", "orderInfoList", "orderTotal", "order", 1 },
    [WANT_REFUNDS]  = { "queryResult", "result", "totalCount", "refund", 2 },
    [WANT_PRODUCTS] = { "page", "data", "totalItem", "ware", 1 },
    [WANT_PRODUCT]  = { "page", "data", "totalItem", "sku", 0 },
};

static const char *read_order(Arena *arena, const Json *answer, ShopPage *page)
{
    const Json *found = json_at(answer, "orderDetailInfo.orderInfo");
    if (!found) return "shop.bad_answer";
    shop_sign_item(arena, found, "order", page);
    return NULL;
}

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json *json  = shop_sign_parse(arena, body);
    const Json *error = json_get(json, S("error_response"));
    (void)keys;
    if (error) return error_of(arena, error);
    if (json->count != 1) return "shop.bad_answer";
    const Json *answer = &json->as.first[0]; /* ..._responce: the platform spells it so */
    if (ask->what == WANT_ORDER) return read_order(arena, answer, page);
    const Naming *naming = &namings[ask->what];
    const Json   *result = json_get(answer, str_of(naming->result));
    if (!result) return "shop.bad_answer";
    const JsonItems items = json_items(result, str_of(naming->list));
    for (size_t i = 0; i < items.count; i++)
        shop_sign_item(arena, &items.at[i], naming->topic, page);
    page->total = json_i64(result, str_of(naming->total), 0);
    if (naming->lists) shop_sign_turn(arena, ask->cursor, PAGE_SIZE, naming->lists, page);
    return NULL;
}

/* ---- in our words ---------------------------------------------------------------------------- */

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

static const char *map_order(Arena *arena, const Json *order, ShopFacts *facts)
{
    const OrderState state  = state_of(json_str(order, S("orderState")));
    const int64_t    pay_ms = shop_sign_local_ms(order, "paymentConfirmTime");
    const int64_t    end_ms = shop_sign_local_ms(order, "orderEndTime");
    const int64_t    fen    = shop_sign_yuan(arena, order, "orderPayment");
    const Str        number = shop_sign_text(arena, order, "orderId");
    const Json      *to     = json_get(order, S("consigneeInfo"));
    Vec              paid   = vec_of(arena, PaymentFact);
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

/* A time of theirs: local, or milliseconds. */
static int64_t time_of(const Json *object, const char *key)
{
    const int64_t local = shop_sign_local_ms(object, key);
    return local ? local : json_i64(object, str_of(key), 0);
}

/* The application to take an order back before it is shipped: 0 to be checked, 1 5 6 7 granted, 3 9
 * granted by the platform's finance, which pays; 2 4 8 refused. */
static RefundState refund_state_of(int64_t status)
{
    static const RefundState states[] = { REFUND_OPEN,   REFUND_AGREED, REFUND_CLOSED,
                                          REFUND_DONE,   REFUND_CLOSED, REFUND_AGREED,
                                          REFUND_AGREED, REFUND_AGREED, REFUND_CLOSED,
                                          REFUND_DONE };
    return status >= 0 && status < (int64_t)COUNT(states) ? states[status] : 0;
}

static const char *map_refund(Arena *arena, const Json *refund, ShopFacts *facts)
{
    const RefundState state   = refund_state_of(json_i64(refund, S("status"), -1));
    const int64_t     applied = time_of(refund, "applyTime");
    const int64_t     checked = time_of(refund, "checkTime");
    const int64_t     changed = time_of(refund, "modified");
    int64_t           told    = changed > checked ? changed : checked;
    if (!state) return "shop.unknown_state";
    if (told < applied) told = applied;
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, refund, "id"),
        .order_no     = shop_sign_text(arena, refund, "orderId"),
        .reason       = json_str(refund, S("reason")),
        .state        = state,
        .amount_fen   = json_i64(refund, S("applyRefundSum"), 0),
        .opened_at_ms = applied,
        .ended_at_ms  = state >= REFUND_DONE ? told : 0,
        .told_at_ms   = told,
    };
    return NULL;
}

/* 8 is on the shelf; all others are not, for some reason. */
static const char *map_ware(Arena *arena, const Json *ware, const ShopMessage *message,
                            ShopFacts *facts)
{
    const Str     number  = shop_sign_text(arena, ware, "wareId");
    const Str     logo    = json_str(ware, S("logo"));
    const int64_t changed = time_of(ware, "modified");
    const bool    is_sold = json_i64(ware, S("wareStatus"), 0) == 8;
    const bool    is_path = logo.len && !str_starts(logo, S("http"));
    if (!number.len) return "shop.no_product_no";
    *VEC_ADD(&facts->products, ProductFact) = (ProductFact){
        .product_no = number,
        .title      = json_str(ware, S("title")),
        .picture =
            is_path ? str_fmt(arena, "https://img10.360buyimg.com/n1/%.*s", FMT(logo)) : logo,
        .state      = is_sold ? PRODUCT_ON_SALE : PRODUCT_OFF_SALE,
        .price_fen  = shop_sign_yuan(arena, ware, "jdPrice"),
        .told_at_ms = changed ? changed : message->asked_at_ms,
    };
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ WANT_PRODUCT, number };
    return NULL;
}

static const char *map_sku(Arena *arena, const Json *sku, const ShopMessage *message,
                           ShopFacts *facts)
{
    *VEC_ADD(&facts->stocks, StockFact) =
        (StockFact){ .product_no = shop_sign_text(arena, sku, "wareId"),
                     .sku_no     = shop_sign_text(arena, sku, "skuId"),
                     .title      = json_str(sku, S("skuName")),
                     .price_fen  = shop_sign_yuan(arena, sku, "jdPrice"),
                     .stock      = json_i64(sku, S("stockNum"), 0),
                     .told_at_ms = message->asked_at_ms };
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    (void)keys;
    if (str_equal(message->topic, S("refund"))) return map_refund(arena, json, facts);
    if (str_equal(message->topic, S("ware"))) return map_ware(arena, json, message, facts);
    if (str_equal(message->topic, S("sku"))) return map_sku(arena, json, message, facts);
    return map_order(arena, json, facts);
}

const ShopConnector shop_jd_connector = {
    .platform = SHOP_JD,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET | SHOP_NEEDS_TOKEN,
    .base_url = "https://api.jd.com",
    .pulls    = 1u << WANT_ORDERS | 1u << WANT_ORDER | 1u << WANT_REFUNDS | 1u << WANT_PRODUCTS |
             1u << WANT_PRODUCT,
    .window_max_ms = 7 * (int64_t)MS_PER_DAY, /* of refunds; of orders it were a month */
    .ask           = ask,
    .read          = read,
    .map           = map,
};
