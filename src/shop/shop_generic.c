/* shop_generic.c -- the signed webhook for tills and own malls: Standard Webhooks
 * (webhook-id, webhook-timestamp, webhook-signature), facts as JSON.  docs/shop-webhook.md. */
#include "shop/shop_connector.h"

enum { TOLERANCE_S = 300, ITEMS_MAX = 100 };

/* ---- whether it is from whom it says ----------------------------------------------------- */

static Str header(const ShopDelivery *delivery, const char *name)
{
    return delivery->header(delivery->with, str_of(name));
}

/* "whsec_" and base64 as the public libraries want it; any other text is the key itself. */
static Str key_of(Arena *arena, Str secret)
{
    Str key = { 0 };
    if (!str_starts(secret, S("whsec_"))) return secret;
    if (base64_decode(arena, str_slice(secret, 6, secret.len), &key) != OK) return secret;
    return key;
}

static bool any_holds(Str signatures, Str wanted)
{
    bool holds = false;
    while (signatures.ptr) {
        Str       one     = str_cut(&signatures, ' ');
        const Str version = str_cut(&one, ',');
        if (str_equal(version, S("v1")) && equal_constant_time(one.ptr ? one : S(""), wanted))
            holds = true;
    }
    return holds;
}

static const char *verify(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery)
{
    const Str id   = header(delivery, "webhook-id");
    const Str at   = header(delivery, "webhook-timestamp");
    int64_t   at_s = 0;
    if (!id.len || !str_to_i64(at, &at_s)) return "shop.no_signature";
    const Str key = key_of(arena, keys->callback_token);
    if (!key.len) return "shop.bad_signature"; /* anybody could sign with nothing */
    const Str    said = str_fmt(arena, "%.*s.%.*s.%.*s", FMT(id), FMT(at), FMT(delivery->body));
    const Digest mac  = hmac_sha256(key, said);
    if (!any_holds(header(delivery, "webhook-signature"), base64(arena, digest_str(&mac))))
        return "shop.bad_signature";
    const int64_t now_s = delivery->now_ms / MS_PER_SECOND;
    if (at_s < now_s - TOLERANCE_S || at_s > now_s + TOLERANCE_S) return "shop.stale_signature";
    return NULL;
}

/* ---- what it says ------------------------------------------------------------------------ */

static const char *decode(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    (void)keys;
    if (json_parse(arena, delivery->body, JSON_LIMITS, &json, &error) != OK) return error.reason;
    if (json->kind != JSON_OBJECT) return "shop.no_object";
    *VEC_ADD(messages, ShopMessage) = (ShopMessage){ .message_no = header(delivery, "webhook-id"),
                                                     .topic      = json_str(json, S("type")),
                                                     .body       = delivery->body,
                                                     .is_test = json_bool(json, S("test"), false) };
    return NULL;
}

static void acknowledge(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                        ShopReply *reply)
{
    (void)arena, (void)keys, (void)delivery;
    *reply =
        (ShopReply){ .status = 200, .type = S("application/json"), .body = S("{\"ok\":true}") };
}

/* ---- in our words ------------------------------------------------------------------------ */

static const char *take(Arena *arena, const Shape *shape, const Json *data, Vec *into)
{
    ShapeError error = { 0 };
    void      *fact  = vec_add(into);
    if (!data || data->kind != JSON_OBJECT) return "shop.no_data";
    if (shape_from_json(arena, shape, data, fact, NULL, &error) == OK) return NULL;
    return str_fmt(arena, "%s %.*s", error.reason, FMT(error.field)).ptr;
}

static const char *map_one(Arena *arena, const Json *item, ShopFacts *facts)
{
    const Str   type = json_str(item, S("type"));
    const Json *data = json_get(item, S("data"));
    const struct {
        const char  *word;
        const Shape *shape;
        Vec         *into;
    } kinds[] = {
        { "order", &order_fact_shape, &facts->orders },
        { "payment", &payment_fact_shape, &facts->payments },
        { "shipment", &shipment_fact_shape, &facts->shipments },
        { "refund", &refund_fact_shape, &facts->refunds },
        { "product", &product_fact_shape, &facts->products },
        { "stock", &stock_fact_shape, &facts->stocks },
    };
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (str_equal(type, str_of(kinds[i].word)))
            return take(arena, kinds[i].shape, data, kinds[i].into);
    return "shop.unknown_type";
}

static const char *map(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    (void)keys;
    if (json_parse(arena, message->body, JSON_LIMITS, &json, &error) != OK) return error.reason;
    if (!str_equal(message->topic, S("batch"))) return map_one(arena, json, facts);
    const JsonItems items = json_items(json, S("items"));
    if (items.count == 0 || items.count > ITEMS_MAX) return "shop.bad_batch";
    for (size_t i = 0; i < items.count; i++) {
        const char *reason = map_one(arena, &items.at[i], facts);
        if (reason) return str_fmt(arena, "%s items[%zu]", reason, i).ptr;
    }
    return NULL;
}

const ShopConnector shop_generic_connector = {
    .platform    = SHOP_GENERIC,
    .verify      = verify,
    .decode      = decode,
    .acknowledge = acknowledge,
    .map         = map,
};
