/* shop_weimob.c -- Weimob (微盟云): states of orders by callback.  What its interfaces answer is
 * not certain enough to be asked; amounts come with an import or a till. */
#include "shop/shop_sign.h"

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

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *order = shop_sign_parse(arena, message->body);
    (void)keys;
    if (!str_starts(message->topic, S("weimob_shop.order.")) || !json_get(order, S("orderStatus")))
        return NULL;
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

const ShopConnector shop_weimob_connector = {
    .platform    = SHOP_WEIMOB,
    .needs       = SHOP_NEEDS_NUMBER | SHOP_NEEDS_APP_KEY | SHOP_NEEDS_SECRET,
    .base_url    = "https://dopen.weimob.com",
    .verify      = verify,
    .decode      = decode,
    .acknowledge = acknowledge,
    .map         = map,
};
