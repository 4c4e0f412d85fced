/* shop_wechat.c -- the WeChat store (微信小店): encrypted hints by callback, orders and after-sales
 * asked. */
#include "shop/shop_sign.h"
#include "wire/wxcrypt.h"

enum { PAGE_SIZE = 100, PRODUCTS_PAGE_SIZE = 30 };

/* ---- callbacks ------------------------------------------------------------------------------- */

typedef struct Seal {
    Str signature, timestamp, nonce, cipher, echo;
} Seal;

static Seal seal_of(Arena *arena, const ShopDelivery *delivery)
{
    const Pairs query = query_parse(arena, delivery->query, 16);
    const Seal  seal  = { .timestamp = pairs_find(query, S("timestamp")),
                          .nonce     = pairs_find(query, S("nonce")),
                          .echo      = pairs_find(query, S("echostr")) };
    Seal        out   = seal;
    out.cipher        = json_str(shop_sign_parse(arena, delivery->body), S("Encrypt"));
    out.signature     = pairs_find(query, out.cipher.len ? S("msg_signature") : S("signature"));
    return out;
}

/* Without a body it is the check of the platform's form, signed without a message. */
static const char *verify(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery)
{
    const Seal seal = seal_of(arena, delivery);
    if (!seal.signature.len || !keys->callback_token.len) return "shop.no_signature";
    if (delivery->body.len && !seal.cipher.len) return "shop.no_signature";
    return wx_signature_holds(keys->callback_token, seal.timestamp, seal.nonce, seal.cipher,
                              seal.signature)
               ? NULL
               : "shop.bad_signature";
}

static const char *decode(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages)
{
    const Seal  seal   = seal_of(arena, delivery);
    const char *reason = NULL;
    WxKey       key;
    Str         text = { 0 };
    if (!delivery->body.len) return NULL;
    if (wx_key(keys->callback_aes_key, &key, &reason) != OK) return reason;
    if (wx_decrypt(arena, &key, keys->app_key, seal.cipher, &text, &reason) != OK) return reason;
    const Json *json = shop_sign_parse(arena, text);
    if (!json_get(json, S("Event"))) return "shop.malformed";
    *VEC_ADD(messages, ShopMessage) =
        (ShopMessage){ .topic = json_str(json, S("Event")), .body = text };
    return NULL;
}

static void acknowledge(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                        ShopReply *reply)
{
    (void)keys;
    *reply =
        (ShopReply){ .status = 200,
                     .type   = S("text/plain"),
                     .body   = delivery->body.len ? S("success") : seal_of(arena, delivery).echo };
}

/* ---- asking ---------------------------------------------------------------------------------- */

static void put_range(JsonOut *out, const char *name, const ShopAsk *ask)
{
    json_key(out, str_of(name));
    json_open_object(out);
    json_pair_i64(out, S("start_time"), ask->from_ms / MS_PER_SECOND);
    json_pair_i64(out, S("end_time"), ask->to_ms / MS_PER_SECOND);
    json_close_object(out);
}

static Str body_of(Arena *arena, const ShopAsk *ask)
{
    JsonOut out  = json_out(arena, 4096);
    Str     text = { 0 };
    json_open_object(&out);
    switch (ask->what) {
    case WANT_ORDERS:
        put_range(&out, "update_time_range", ask);
        json_pair_i64(&out, S("page_size"), PAGE_SIZE);
        json_pair_str(&out, S("next_key"), ask->cursor.ptr ? ask->cursor : S(""));
        break;
    case WANT_REFUNDS:
        json_pair_i64(&out, S("begin_update_time"), ask->from_ms / MS_PER_SECOND);
        json_pair_i64(&out, S("end_update_time"), ask->to_ms / MS_PER_SECOND);
        json_pair_str(&out, S("next_key"), ask->cursor.ptr ? ask->cursor : S(""));
        break;
    case WANT_ORDER:
        json_pair_str(&out, S("order_id"), ask->number);
        json_pair_bool(&out, S("encode_sensitive_info"), false);
        break;
    case WANT_REFUND: json_pair_str(&out, S("after_sale_order_id"), ask->number); break;
    case WANT_PRODUCTS:
        json_pair_i64(&out, S("page_size"), PRODUCTS_PAGE_SIZE);
        json_pair_str(&out, S("next_key"), ask->cursor.ptr ? ask->cursor : S(""));
        break;
    case WANT_PRODUCT:
        json_pair_str(&out, S("product_id"), ask->number);
        json_pair_i64(&out, S("data_type"), 1); /* what is sold, not a draft */
        break;
    case WANT_TOKEN: break;
    }
    json_close_object(&out);
    return json_out_done(&out, &text) == OK ? text : S("{}");
}

static const char *path_of(ShopWant what)
{
    switch (what) {
    case WANT_ORDERS: return "order/list/get";
    case WANT_ORDER: return "order/get";
    case WANT_REFUNDS: return "aftersale/getaftersalelist";
    case WANT_REFUND: return "aftersale/getaftersaleorder";
    case WANT_PRODUCTS: return "product/list/get";
    case WANT_PRODUCT: return "product/get";
    case WANT_TOKEN: break;
    }
    return NULL;
}

static const char *ask(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call)
{
    if (ask->what == WANT_TOKEN) {
        const Str appid = url_encode(arena, keys->app_key);
        const Str key   = url_encode(arena, keys->app_secret);
        const Str asked = S("grant_type=client_credential");
        const Str url   = str_fmt(arena, "%.*s/cgi-bin/token?%.*s&appid=%.*s&secret=%.*s",
                                  FMT(keys->base_url), FMT(asked), FMT(appid), FMT(key));
        *call           = (HttpCall){ .method = "GET", .url = url };
        return NULL;
    }
    const char *path = path_of(ask->what);
    if (!path) return "shop.not_asked";
    *call = (HttpCall){ .method = "POST",
                        .url    = str_fmt(arena, "%.*s/channels/ec/%s?access_token=%.*s",
                                          FMT(keys->base_url), path,
                                          FMT(url_encode(arena, keys->access_token))),
                        .type   = S("application/json"),
                        .body   = body_of(arena, ask) };
    return NULL;
}

/* ---- answers ----------------------------------------------------------------------------- */

static const char *error_of(Arena *arena, int64_t code, Str said)
{
    static const struct {
        int64_t     code;
        const char *reason;
    } known[] = {
        { -1, "shop.platform_busy" },    { 40001, "shop.token_expired" },
        { 40014, "shop.token_expired" }, { 42001, "shop.token_expired" },
        { 40013, "shop.wrong_app_key" }, { 40125, "shop.wrong_secret" },
        { 45009, "shop.throttled" },     { 45011, "shop.throttled" },
    };
    const char *why = "shop.platform_refused";
    for (size_t i = 0; i < COUNT(known); i++)
        if (known[i].code == code) why = known[i].reason;
    return str_fmt(arena, "%s %lld %.*s", why, (long long)code, FMT(said)).ptr;
}

/* The member of an answer, and what it is to us: lists are of bare ids. */
typedef struct Naming {
    const char *member, *topic;
    bool        is_list;
} Naming;
static const Naming namings[] = {
    [WANT_ORDERS]   = { "order_id_list", "order_id", true },
    [WANT_REFUNDS]  = { "after_sale_order_id_list", "refund_id", true },
    [WANT_PRODUCTS] = { "product_ids", "product_id", true },
    [WANT_ORDER]    = { "order", "order", false },
    [WANT_REFUND]   = { "after_sale_order", "refund", false },
    [WANT_PRODUCT]  = { "product", "product", false },
};

static const char *read(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page)
{
    const Json   *json = shop_sign_parse(arena, body);
    const int64_t code = json_i64(json, S("errcode"), 0);
    (void)keys;
    if (json->count == 0) return "shop.bad_answer";
    if (code) return error_of(arena, code, json_str(json, S("errmsg")));
    if (ask->what == WANT_TOKEN) {
        page->access_token   = json_str(json, S("access_token"));
        page->token_until_ms = ask->now_ms + json_i64(json, S("expires_in"), 0) * MS_PER_SECOND;
        return page->access_token.len ? NULL : "shop.bad_answer";
    }
    const Naming *naming = &namings[ask->what];
    const Json   *found  = json_get(json, str_of(naming->member));
    if (!naming->is_list) {
        if (!found) return "shop.bad_answer";
        shop_sign_item(arena, found, naming->topic, page);
        return NULL;
    }
    const JsonItems ids = json_items(json, str_of(naming->member));
    for (size_t i = 0; i < ids.count; i++) shop_sign_item(arena, &ids.at[i], naming->topic, page);
    /* Of products the list ends where nothing comes any more. */
    const bool more =
        ask->what == WANT_PRODUCTS ? ids.count > 0 : json_bool(json, S("has_more"), false);
    if (more) page->cursor = json_str(json, S("next_key"));
    return NULL;
}

/* ---- in our words ------------------------------------------------------------------------ */

static OrderState state_of(int64_t status)
{
    switch (status) {
    case 10:
    case 12:
    case 13: return ORDER_UNPAID;
    case 20: return ORDER_PAID;
    case 21: return ORDER_PART_SHIPPED;
    case 30: return ORDER_SHIPPED;
    case 100: return ORDER_FINISHED;
    case 200:
    case 250: return ORDER_CLOSED;
    default: return 0;
    }
}

static Rows lines_of(Arena *arena, const Json *detail)
{
    const JsonItems items = json_items(detail, S("product_infos"));
    Vec             lines = vec_of(arena, LineFact);
    for (size_t i = 0; i < items.count; i++) {
        const Json *item           = &items.at[i];
        *VEC_ADD(&lines, LineFact) = (LineFact){
            .line_no    = str_fmt(arena, "%zu", i + 1),
            .product_no = shop_sign_text(arena, item, "product_id"),
            .sku_no     = shop_sign_text(arena, item, "sku_id"),
            .title      = json_str(item, S("title")),
            .quantity   = json_i64(item, S("sku_cnt"), 0),
            .price_fen  = json_i64(item, S("sale_price"), 0),
            .amount_fen = json_i64(item, S("real_price"), 0),
        };
    }
    return vec_rows(&lines);
}

static Rows shipments_of(Arena *arena, const Json *delivery, OrderState state)
{
    const JsonItems items = json_items(delivery, S("delivery_product_info"));
    Vec             rows  = vec_of(arena, ShipmentFact);
    for (size_t i = 0; i < items.count; i++) {
        const Str waybill = shop_sign_text(arena, &items.at[i], "waybill_id");
        if (!waybill.len) continue;
        *VEC_ADD(&rows, ShipmentFact) =
            (ShipmentFact){ .shipment_no   = waybill,
                            .carrier       = shop_sign_text(arena, &items.at[i], "delivery_id"),
                            .is_last       = state >= ORDER_SHIPPED && i + 1 == items.count,
                            .shipped_at_ms = shop_sign_seconds_ms(&items.at[i], "delivery_time") };
    }
    return vec_rows(&rows);
}

static const char *map_order(Arena *arena, const ShopKeys *keys, const Json *order,
                             ShopFacts *facts)
{
    const Json      *detail   = json_get(order, S("order_detail"));
    const Json      *price    = json_get(detail, S("price_info"));
    const Json      *pay      = json_get(detail, S("pay_info"));
    const Json      *delivery = json_get(detail, S("delivery_info"));
    const Json      *address  = json_get(delivery, S("address_info"));
    const OrderState state    = state_of(json_i64(order, S("status"), 0));
    const int64_t    pay_ms   = shop_sign_seconds_ms(pay, "pay_time");
    const int64_t    fen      = json_i64(price, S("order_price"), 0);
    const Str        number   = shop_sign_text(arena, order, "order_id");
    const Str        paid_by  = shop_sign_text(arena, pay, "transaction_id");
    Vec              payments = vec_of(arena, PaymentFact);
    if (!state) return "shop.unknown_state";
    if (pay_ms)
        *VEC_ADD(&payments, PaymentFact) =
            (PaymentFact){ .payment_no = paid_by.len ? paid_by : number,
                           .method     = S("wechat"),
                           .amount_fen = fen,
                           .paid_at_ms = pay_ms };
    *VEC_ADD(&facts->orders, OrderFact) = (OrderFact){
        .order_no      = number,
        .state         = state,
        .total_fen     = json_i64(price, S("product_price"), 0),
        .post_fen      = json_i64(price, S("freight"), 0),
        .discount_fen  = json_i64(price, S("discounted_price"), 0),
        .payable_fen   = fen,
        .region        = str_fmt(arena, "%.*s %.*s", FMT(json_str(address, S("province_name"))),
                                 FMT(json_str(address, S("city_name")))),
        .created_at_ms = shop_sign_seconds_ms(order, "create_time"),
        .paid_at_ms    = pay_ms,
        .shipped_at_ms = shop_sign_seconds_ms(delivery, "ship_done_time"),
        .told_at_ms    = shop_sign_seconds_ms(order, "update_time"),
        .buyer         = { .unionid = json_str(order, S("unionid")),
                           .openid  = json_str(order, S("openid")),
                           .appid   = keys->app_key },
        .lines         = lines_of(arena, detail),
        .payments      = vec_rows(&payments),
        .shipments     = shipments_of(arena, delivery, state),
    };
    return NULL;
}

static RefundState refund_state_of(Str status)
{
    static const struct {
        const char *word;
        RefundState state;
    } states[] = {
        { "USER_CANCELD", REFUND_CLOSED },          { "RETURN_CLOSED", REFUND_CLOSED },
        { "USER_WAIT_RETURN", REFUND_AGREED },      { "MERCHANT_WAIT_RECEIPT", REFUND_AGREED },
        { "MERCHANT_OVERDUE_REFUND", REFUND_DONE }, { "MERCHANT_REFUND_SUCCESS", REFUND_DONE },
        { "MERCHANT_RETURN_SUCCESS", REFUND_DONE }, { "PLATFORM_REFUNDING", REFUND_AGREED },
    };
    for (size_t i = 0; i < COUNT(states); i++)
        if (str_equal(status, str_of(states[i].word))) return states[i].state;
    return REFUND_OPEN; /* waiting for somebody, refused with an appeal open, to be tried again */
}

static const char *map_refund(Arena *arena, const Json *refund, ShopFacts *facts)
{
    const RefundState state               = refund_state_of(json_str(refund, S("status")));
    const int64_t     told                = shop_sign_seconds_ms(refund, "update_time");
    *VEC_ADD(&facts->refunds, RefundFact) = (RefundFact){
        .refund_no    = shop_sign_text(arena, refund, "after_sale_order_id"),
        .order_no     = shop_sign_text(arena, refund, "order_id"),
        .reason       = shop_sign_text(arena, refund, "reason"),
        .state        = state,
        .with_goods   = str_equal(json_str(refund, S("type")), S("RETURN")),
        .amount_fen   = json_i64(json_get(refund, S("refund_info")), S("amount"), 0),
        .opened_at_ms = shop_sign_seconds_ms(refund, "create_time"),
        .ended_at_ms  = state >= REFUND_DONE ? told : 0,
        .told_at_ms   = told,
    };
    return NULL;
}

/* 5 is on the shelf, 6 and 9 are thrown away, 11 and more are taken down for some reason. */
static ProductState product_state_of(int64_t status)
{
    if (status == 5) return PRODUCT_ON_SALE;
    return status == 6 || status == 9 ? PRODUCT_DELETED : PRODUCT_OFF_SALE;
}

static Str sku_title_of(Arena *arena, const Json *sku)
{
    const JsonItems attributes = json_items(sku, S("sku_attrs"));
    Str             title      = S("");
    for (size_t i = 0; i < attributes.count; i++)
        title = shop_sign_join(arena, title, json_str(&attributes.at[i], S("attr_value")));
    return title;
}

static const char *map_product(Arena *arena, const ShopMessage *message, ShopFacts *facts)
{
    const Json     *product  = shop_sign_parse(arena, message->body);
    const Str       number   = shop_sign_text(arena, product, "product_id");
    const JsonItems pictures = json_items(product, S("head_imgs"));
    const JsonItems skus     = json_items(product, S("skus"));
    const bool      has      = pictures.count && pictures.at[0].kind == JSON_STR;
    int64_t         least    = 0;
    if (!number.len) return "shop.no_product_no";
    for (size_t i = 0; i < skus.count; i++) {
        const Json   *sku   = &skus.at[i];
        const int64_t price = json_i64(sku, S("sale_price"), 0);
        if (!least || price < least) least = price;
        *VEC_ADD(&facts->stocks, StockFact) =
            (StockFact){ .product_no = number,
                         .sku_no     = shop_sign_text(arena, sku, "sku_id"),
                         .title      = sku_title_of(arena, sku),
                         .price_fen  = price,
                         .stock      = json_i64(sku, S("stock_num"), 0),
                         .told_at_ms = message->asked_at_ms };
    }
    *VEC_ADD(&facts->products, ProductFact) =
        (ProductFact){ .product_no = number,
                       .title      = json_str(product, S("title")),
                       .picture    = has ? pictures.at[0].as.str : S(""),
                       .state      = product_state_of(json_i64(product, S("status"), 0)),
                       .price_fen  = least,
                       .told_at_ms = message->asked_at_ms };
    return NULL;
}

/* An item of a list is a bare id, as text or as a number. */
static Str bare_id(Str body)
{
    Str id = str_trim(body);
    if (id.len >= 2 && id.ptr[0] == '"') id = str_slice(id, 1, id.len - 1);
    return id;
}

static const char *want(ShopFacts *facts, ShopWant what, Str number)
{
    if (!number.len) return "shop.no_number";
    *VEC_ADD(&facts->wanted, Wanted) = (Wanted){ what, number };
    return NULL;
}

static const char *map_hint(Arena *arena, const ShopMessage *message, ShopFacts *facts)
{
    const Json *json = shop_sign_parse(arena, message->body);
    const Json *sale = json_get(json, S("finder_shop_aftersale_status_update"));
    const Json *info = json_get(json, S("order_info"));
    if (sale) return want(facts, WANT_REFUND, shop_sign_text(arena, sale, "after_sale_order_id"));
    if (info && str_starts(message->topic, S("channels_ec_order_")))
        return want(facts, WANT_ORDER, shop_sign_text(arena, info, "order_id"));
    return NULL;
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    if (str_equal(message->topic, S("order_id")))
        return want(facts, WANT_ORDER, bare_id(message->body));
    if (str_equal(message->topic, S("refund_id")))
        return want(facts, WANT_REFUND, bare_id(message->body));
    if (str_equal(message->topic, S("product_id")))
        return want(facts, WANT_PRODUCT, bare_id(message->body));
    if (str_equal(message->topic, S("product"))) return map_product(arena, message, facts);
    if (str_equal(message->topic, S("order")))
        return map_order(arena, keys, shop_sign_parse(arena, message->body), facts);
    if (str_equal(message->topic, S("refund")))
        return map_refund(arena, shop_sign_parse(arena, message->body), facts);
    return map_hint(arena, message, facts);
}

const ShopConnector shop_wechat_connector = {
    .platform = SHOP_WECHAT_STORE,
    .needs    = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET,
    .base_url = "https://api.weixin.qq.com",
    .pulls    = 1u << WANT_ORDERS | 1u << WANT_REFUNDS | 1u << WANT_ORDER | 1u << WANT_REFUND |
             1u << WANT_TOKEN | 1u << WANT_PRODUCTS | 1u << WANT_PRODUCT,
    .window_max_ms      = 7 * (int64_t)MS_PER_DAY,
    .lists_all_products = true,
    .verify             = verify,
    .decode             = decode,
    .acknowledge        = acknowledge,
    .ask                = ask,
    .read               = read,
    .map                = map,
};
