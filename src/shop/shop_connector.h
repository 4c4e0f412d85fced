/* shop_connector.h -- the contract of a platform: what a seventh shop has to say.  Private to
 * shop/; docs/shop-connector.md walks through one.
 *
 * Every function is pure: it gets bytes, keys and the instant, and gives bytes or facts.  Calls,
 * retries, storing, replay, cursors and alarms are done around it, the same for all. */
#ifndef SHOP_SHOP_CONNECTOR_H
#define SHOP_SHOP_CONNECTOR_H

#include "http/client.h"
#include "shop/shop_fact.h"

/* The credentials of one shop, opened. */
typedef struct ShopKeys {
    Str         shop_no, app_key, app_secret, access_token, refresh_token;
    Str         callback_token, callback_aes_key;
    Str         base_url; /* without trailing slash */
    const Json *options;  /* an object, or NULL     */
} ShopKeys;

/* A callback as it came. */
typedef struct ShopDelivery {
    Str body, query;
    Str (*header)(const void *with, Str name); /* case-insensitive; absent when missing */
    const void *with;
    int64_t     now_ms;
} ShopDelivery;

/* One message of a callback, or one item of a page: what `map` reads. */
typedef struct ShopMessage {
    Str     message_no;  /* the platform's id of it; absent: made of its body      */
    Str     topic;       /* what it is about, in the platform's words              */
    Str     body;        /* JSON                                                   */
    bool    is_test;     /* to be acknowledged, nothing else                       */
    int64_t asked_at_ms; /* of an item: when it stood so; 0 in a callback          */
} ShopMessage;

/* What to answer a callback. */
typedef struct ShopReply {
    int32_t status;
    Str     type, body;
} ShopReply;

/* A question to the platform. */
typedef struct ShopAsk {
    ShopWant what;
    int64_t  from_ms, to_ms; /* of pages: what changed since (0: ever) and before */
    Str      cursor;         /* of pages: absent at first               */
    Str      number;         /* of a single thing                       */
    int64_t  now_ms;
} ShopAsk;

/* What it answered: messages for `map`, and where the next page is. */
typedef struct ShopPage {
    Vec     messages; /* of ShopMessage                              */
    Str     cursor;   /* of the next page; absent: this was the last */
    int64_t total;    /* 0: not told                                 */
    /* Of WANT_TOKEN: */
    Str     access_token, refresh_token;
    int64_t token_until_ms;
} ShopPage;

enum {
    SHOP_NEEDS_APP_KEY = 1u << 0,
    SHOP_NEEDS_SECRET  = 1u << 1,
    SHOP_NEEDS_TOKEN   = 1u << 2, /* a person pastes it; else WANT_TOKEN fetches it */
    SHOP_NEEDS_NUMBER  = 1u << 3, /* the shop's id on the platform                  */
    SHOP_NEEDS_AES_KEY = 1u << 4,
};

/* Reasons are stable keys ("shop.bad_signature"), NULL = good.  What a platform does not do is
 * NULL. */
typedef struct ShopConnector {
    ShopPlatform platform;
    unsigned     needs;
    const char  *base_url;           /* the platform's own */
    unsigned     pulls;              /* bit 1 << WANT_x for each question it answers */
    int64_t      window_max_ms;      /* the longest window one question may ask      */
    bool         lists_all_products; /* cannot be asked for those that changed */

    /* Whether the delivery is from the platform: on the raw bytes, before anything is parsed. */
    const char *(*verify)(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery);
    /* Its messages. */
    const char *(*decode)(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                          Vec *messages);
    /* What to answer when the messages are stored. */
    void (*acknowledge)(Arena *arena, const ShopKeys *keys, const ShopDelivery *delivery,
                        ShopReply *reply);
    /* A pull: the request of a question, and what the answer says.  "shop.throttled" and
     * "shop.platform_busy" are asked again later, "shop.token_expired" after a new token. */
    const char *(*ask)(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, HttpCall *call);
    const char *(*read)(Arena *arena, const ShopKeys *keys, const ShopAsk *ask, Str body,
                        ShopPage *page);
    /* A message or item in our words; a hint becomes facts->wanted. */
    const char *(*map)(Arena *arena, const ShopKeys *keys, const ShopMessage *message,
                       ShopFacts *facts);
} ShopConnector;

extern const ShopConnector shop_generic_connector, shop_taobao_connector, shop_doudian_connector,
    shop_jd_connector, shop_youzan_connector, shop_weimob_connector, shop_wechat_connector;

/* NULL when it is only a word yet. */
const ShopConnector *shop_connector_find(ShopPlatform platform);
/* The same, where there must be one. */
const ShopConnector *shop_connector_of(ShopPlatform platform);
/* The platform's own path under `/callback/shop/`; 0 when nobody knows it. */
ShopPlatform         shop_connector_platform(Str word);
/* Opens the shop's secrets.  ERR_INTERNAL "secret.unreadable". */
Code                 shop_connector_keys(Ctx *cx, const Shop *shop, ShopKeys *keys) MUST_USE;
/* A text, number or switch of the options. */
Str                  shop_connector_option(const ShopKeys *keys, const char *name, Str otherwise);

#endif
