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
Str         shop_sign_text(Arena *arena, const Json *object, const char *key);
/* A member in yuan, as text or number; 0 when it is no amount. */
int64_t     shop_sign_yuan(Arena *arena, const Json *object, const char *key);
/* A member that is a local time; 0 when it is none. */
int64_t     shop_sign_local_ms(const Json *object, const char *key);
/* A member in seconds since 1970, as text or number. */
int64_t     shop_sign_seconds_ms(const Json *object, const char *key);
/* What is no JSON is an object without members. */
const Json *shop_sign_parse(Arena *arena, Str text);

#endif
