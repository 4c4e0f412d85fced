/* shop_sign.h -- the signatures of platforms, and reading their JSON.  Private to shop/. */
#ifndef SHOP_SHOP_SIGN_H
#define SHOP_SHOP_SIGN_H

#include "shop/shop_connector.h"

enum { SHOP_SIGN_PARAMS_MAX = 24 };

/* Parameters of a call in the making; those without a value are left out everywhere. */
typedef struct ShopParams {
    Pair   at[SHOP_SIGN_PARAMS_MAX];
    size_t count;
} ShopParams;
/* ASSERTs that there is room. */
void shop_sign_add(ShopParams *params, const char *name, Str value);
/* All as name=value&..., encoded, in the order they were added. */
Str  shop_sign_form(Arena *arena, const ShopParams *params);

/* Upper-case hex.  TOP and JD: parameters by name, names and values run together; "md5" puts the
 * secret around them, "hmac" and "hmac-sha256" use it as the key. */
Str shop_sign_top(Arena *arena, const ShopParams *params, Str secret, Str method);
/* Lower-case hex.  Doudian: parts in a fixed order, the secret around them. */
Str shop_sign_doudian(Arena *arena, const ShopKeys *keys, Str method, Str params, Str at, Str how);
/* Lower-case hex of MD5(a + b + c): what several platforms sign callbacks with. */
Str shop_sign_md5(Arena *arena, Str a, Str b, Str c);
Str shop_sign_upper(Arena *arena, Str text);

/* "2024-01-01 12:00:00" of Beijing. */
Str shop_sign_local(Arena *arena, int64_t at_ms);

/* A member as text, whether it came as text or as a number: ids of platforms are both. */
Str     shop_sign_text(Arena *arena, const Json *object, const char *key);
/* A member in yuan, as text or number; 0 when it is no amount. */
int64_t shop_sign_yuan(Arena *arena, const Json *object, const char *key);
/* A member that is a local time; 0 when it is none. */
int64_t shop_sign_local_ms(const Json *object, const char *key);
/* A member in seconds since 1970, as text or number. */
int64_t shop_sign_seconds_ms(const Json *object, const char *key);
/* "a b"; one of them where the other is empty. */
Str     shop_sign_join(Arena *arena, Str a, Str b);
/* An item of an answer as a message. */
void    shop_sign_item(Arena *arena, const Json *item, const char *topic, ShopPage *page);
/* A product without skus is one sku of the product's own number. */
void    shop_sign_only_sku(const ShopMessage *message, Str product_no, int64_t price_fen,
                           int64_t stock, ShopFacts *facts);

/* Pages move while they are read, so they are read from the last to the first; several lists one
 * after the other.  The cursor is "LIST:PAGE", in the first list only "PAGE". */
typedef struct ShopPlace {
    int64_t list, page; /* page 0 only counts: it is asked as page 1 */
} ShopPlace;
ShopPlace shop_sign_place(Str cursor);
/* The page to ask for, from 1. */
Str       shop_sign_page(Arena *arena, Str cursor);
/* Where the next page of `lists` lists is, by page->total; what a count brought of more than one
 * page is dropped. */
void shop_sign_turn(Arena *arena, Str cursor, int64_t page_size, int64_t lists, ShopPage *page);
/* What is no JSON is an object without members. */
const Json *shop_sign_parse(Arena *arena, Str text);

#endif
