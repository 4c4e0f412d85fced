/* shop_door.c -- takes callbacks in: verified, stored, one event each. */
#include "shop/shop_door.h"

#include "kernel/secret.h"
#include "shop/shop_sql.h"

enum { NOTE_EVERY_MS = MS_PER_MINUTE, TOPIC_BYTES_MAX = 60, PLAIN_NUMBER_MAX = 80 };

static Code open_shop(Ctx *cx, Str platform, Str shop_no, Shop *shop, ShopKeys *keys)
{
    const ShopPlatform word  = shop_connector_platform(platform);
    bool               found = false;
    REQUIRE(cx, word && shop_no.len && shop_no.len <= SHOP_NUMBER_MAX && str_is_utf8(shop_no),
            ERR_NOT_FOUND, "shop.unknown_callback");
    TRY(shop_sql_by_number(cx, word, shop_no, shop, &found));
    REQUIRE(cx, found && shop->state == SHOP_ACTIVE, ERR_NOT_FOUND, "shop.unknown_callback");
    const ShopConnector *connector = shop_connector_find(word);
    REQUIRE(cx, connector && connector->verify, ERR_NOT_FOUND, "shop.unknown_callback");
    cx->tenant_id = shop->tenant_id;
    cx->actor     = str_fmt(cx->arena, "platform:%s", shop_platform_words.word[word]);
    return shop_connector_keys(cx, shop, keys);
}

/* Ids of platforms may be long and hold anything; without one the body tells. */
static Str message_no(Ctx *cx, const ShopMessage *message)
{
    const Str number = message->message_no;
    if (number.len && number.len <= PLAIN_NUMBER_MAX && str_is_utf8(number)) return number;
    return digest_hex(cx->arena, sha256(number.len ? number : message->body));
}

static Code store(Ctx *cx, const Shop *shop, const ShopMessage *message)
{
    bool      is_new = false;
    const Str topic  = message->topic.ptr && str_is_utf8(message->topic)
                           ? str_prefix_bytes(message->topic, TOPIC_BYTES_MAX)
                           : S("");
    Push      push   = { .id             = cx_new_id(cx),
                         .tenant_id      = cx->tenant_id,
                         .shop_id        = shop->id,
                         .message_no     = message_no(cx, message),
                         .topic          = topic,
                         .state          = message->is_test ? PUSH_IGNORED : PUSH_RECEIVED,
                         .reason         = message->is_test ? S("shop.test") : S(""),
                         .detail         = S(""),
                         .body_sealed    = secret_seal(cx, S("shop.push"), message->body),
                         .received_at_ms = cx->now_ms };
    TRY(shop_sql_insert_push(cx, &push, &is_new));
    if (!is_new || message->is_test) return OK;
    JsonOut out     = json_out(cx->arena, 2048);
    Str     payload = { 0 };
    json_open_object(&out);
    json_pair_id(&out, S("push_id"), push.id);
    json_pair_id(&out, S("shop_id"), shop->id);
    json_pair_str(&out, S("topic"), topic);
    json_close_object(&out);
    if (json_out_done(&out, &payload) != OK)
        return fail(cx, ERR_INVALID, "shop.malformed", "payload too large");
    const Str object = str_fmt(cx->arena, "shop:%lld", (long long)shop->id);
    return event_emit(cx, EV_SHOP_PUSHED,
                      (EventDraft){ .id = str_fmt(cx->arena, "shop.push:%lld", (long long)push.id),
                                    .object  = object,
                                    .source  = object,
                                    .payload = payload });
}

static Code store_all(Ctx *cx, const Shop *shop, const Vec *messages)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    for (size_t i = 0; i < messages->count; i++)
        TRY(store(cx, shop, VEC_AT(*messages, ShopMessage, i)));
    if (cx->now_ms - shop->last_push_at_ms >= NOTE_EVERY_MS)
        TRY(shop_sql_pushed(cx, shop->id, cx->now_ms));
    return cx_commit(cx, &txn);
}

Code shop_door_receive(Ctx *cx, Str platform, Str shop_no, const ShopDelivery *delivery,
                       ShopReply *reply)
{
    Shop     shop = { 0 };
    ShopKeys keys = { 0 };
    TRY(open_shop(cx, platform, shop_no, &shop, &keys));
    const ShopConnector *connector = shop_connector_of(shop.platform);
    Vec                  messages  = vec_of(cx->arena, ShopMessage);
    const char          *reason    = connector->verify(cx->arena, &keys, delivery);
    if (reason) return fail(cx, ERR_DENIED, reason, "%.*s", FMT(shop_no));
    reason = connector->decode(cx->arena, &keys, delivery, &messages);
    if (reason) return fail(cx, ERR_INVALID, reason, "%.*s", FMT(shop_no));
    if (messages.count) TRY(store_all(cx, &shop, &messages));
    connector->acknowledge(cx->arena, &keys, delivery, reply);
    return OK;
}
