/* shop_connector_fuzz.c -- any bytes as a callback, and as an answer to a question, of every
 * platform.  The first byte chooses the platform, the second the question; 0 is a callback. */
#include "shop/shop_connector.h"

#define AES_KEY S("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Str no_header(const void *with, Str name)
{
    (void)with, (void)name;
    return (Str){ 0 };
}

static void map_all(Arena *arena, const ShopConnector *connector, const ShopKeys *keys,
                    const Vec *messages)
{
    for (size_t i = 0; i < messages->count; i++) {
        const ShopMessage *message = VEC_AT(*messages, ShopMessage, i);
        ShopFacts          facts   = shop_facts(arena);
        if (connector->map(arena, keys, message, &facts) != NULL) continue;
        for (size_t at = 0; at < facts.wanted.count; at++)
            ASSERT(VEC_AT(facts.wanted, Wanted, at)->number.len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ShopPlatform platforms[] = { SHOP_GENERIC, SHOP_TAOBAO, SHOP_DOUDIAN,     SHOP_JD,
                                              SHOP_YOUZAN,  SHOP_WEIMOB, SHOP_WECHAT_STORE };
    if (size < 2) return 0;
    Arena               *arena     = arena_new(64u << 20);
    const ShopConnector *connector = shop_connector_of(platforms[data[0] % COUNT(platforms)]);
    const ShopWant       what      = (ShopWant)(data[1] % (WANT_TOKEN + 1));
    const Str            body      = { (const char *)data + 2, size - 2 };
    const ShopKeys       keys      = { .shop_no          = S("1"),
                                       .app_key          = S("key"),
                                       .app_secret       = S("secret"),
                                       .access_token     = S("token"),
                                       .callback_token   = S("token"),
                                       .callback_aes_key = AES_KEY,
                                       .base_url         = S("https://platform.invalid") };
    const ShopDelivery   delivery  = { .body = body, .header = no_header, .now_ms = 1800000000000 };
    const ShopAsk        ask       = { .what    = what,
                                       .from_ms = 1799999000000,
                                       .to_ms   = 1800000000000,
                                       .number  = S("7"),
                                       .now_ms  = 1800000000000 };
    Vec                  messages  = vec_of(arena, ShopMessage);
    ShopPage             page      = { .messages = vec_of(arena, ShopMessage) };
    if (what == 0 && connector->verify != NULL) {
        (void)connector->verify(arena, &keys, &delivery);
        if (connector->decode(arena, &keys, &delivery, &messages) == NULL)
            map_all(arena, connector, &keys, &messages);
    }
    if (what != 0 && connector->pulls & (1u << what) &&
        connector->read(arena, &keys, &ask, body, &page) == NULL)
        map_all(arena, connector, &keys, &page.messages);
    arena_free(arena);
    return 0;
}
