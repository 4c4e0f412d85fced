/* shop_connector.c -- which platforms there are, and opening a shop's keys. */
#include "shop/shop_connector.h"

#include "kernel/secret.h"

static const ShopConnector *const connectors[] = {
    &shop_generic_connector, &shop_taobao_connector, &shop_doudian_connector, &shop_jd_connector,
    &shop_youzan_connector,  &shop_weimob_connector, &shop_wechat_connector,
};

const ShopConnector *shop_connector_find(ShopPlatform platform)
{
    for (size_t i = 0; i < COUNT(connectors); i++)
        if (connectors[i]->platform == platform) return connectors[i];
    return NULL;
}

const ShopConnector *shop_connector_of(ShopPlatform platform)
{
    const ShopConnector *connector = shop_connector_find(platform);
    ASSERT(connector != NULL);
    return connector;
}

ShopPlatform shop_connector_platform(Str word)
{
    return (ShopPlatform)value_of(&shop_platform_words, word);
}

static Code open_secret(Ctx *cx, Str sealed, Str *plain)
{
    *plain = S("");
    return sealed.len ? secret_open(cx, S("shop.secret"), sealed, plain) : OK;
}

Code shop_connector_keys(Ctx *cx, const Shop *shop, ShopKeys *keys)
{
    JsonError error = { 0 };
    *keys           = (ShopKeys){ .shop_no  = shop->shop_no,
                                  .app_key  = shop->app_key,
                                  .base_url = shop->base_url };
    TRY(open_secret(cx, shop->app_secret_sealed, &keys->app_secret));
    TRY(open_secret(cx, shop->access_token_sealed, &keys->access_token));
    TRY(open_secret(cx, shop->refresh_token_sealed, &keys->refresh_token));
    TRY(open_secret(cx, shop->callback_token_sealed, &keys->callback_token));
    TRY(open_secret(cx, shop->callback_aes_key_sealed, &keys->callback_aes_key));
    if (json_parse(cx->arena, shop->options, JSON_LIMITS, &keys->options, &error) != OK)
        keys->options = NULL;
    return OK;
}

Str shop_connector_option(const ShopKeys *keys, const char *name, Str otherwise)
{
    const Str value = json_str(keys->options, str_of(name));
    return value.len ? value : otherwise;
}
