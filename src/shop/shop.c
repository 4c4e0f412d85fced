/* shop.c -- shops: connected, changed, described.  Statements are in shop_sql.c. */
#include "shop/shop.h"

#include "kernel/secret.h"
#include "shop/shop_connector.h"
#include "shop/shop_pull.h"
#include "shop/shop_sql.h"

enum {
    TOKEN_CHARS         = 32,
    NUMBER_CHARS        = 16,
    AES_KEY_CHARS       = 43,
    PULL_MINUTES_USUAL  = 5,
    STALE_MINUTES_USUAL = 30,
};

/* ---- reading ----------------------------------------------------------------------------- */

static bool can_pull(const ShopConnector *connector) { return connector->pulls != 0; }

/* What was told before now is known up to here: the last pull that came through; without pulls,
 * the last callback, or now when nothing is expected. */
static int64_t fresh_at(const Ctx *cx, const Shop *shop, const ShopConnector *connector)
{
    if (can_pull(connector)) return shop->pulled_until_ms;
    return shop->last_push_at_ms ? shop->last_push_at_ms : cx->now_ms;
}

Code shop_describe(Ctx *cx, Shop *shop, bool with_keys)
{
    const ShopConnector *connector = shop_connector_find(shop->platform);
    if (!connector) return OK;
    const int64_t since = fresh_at(cx, shop, connector);
    shop->can_push      = connector->verify != NULL;
    shop->can_pull      = can_pull(connector);
    shop->fresh_at_ms   = since;
    const int64_t from  = since > shop->created_at_ms ? since : shop->created_at_ms;
    shop->is_stale      = shop->state == SHOP_ACTIVE && shop->stale_minutes > 0 && shop->can_pull &&
                     shop->pull_minutes > 0 &&
                     cx->now_ms - from > shop->stale_minutes * MS_PER_MINUTE;
    TRY(shop_sql_push_counts(cx, shop->id, &shop->waiting_count, &shop->failed_count));
    if (shop->can_push)
        shop->callback_url = str_fmt(
            cx->arena, "%.*s/callback/shop/%s/%.*s", FMT(cx->services->public_url),
            shop_platform_words.word[shop->platform], FMT(url_encode(cx->arena, shop->shop_no)));
    ShopKeys keys;
    if (!with_keys) return OK;
    TRY(shop_connector_keys(cx, shop, &keys));
    shop->callback_token   = keys.callback_token;
    shop->callback_aes_key = keys.callback_aes_key;
    return OK;
}

Code shop_list(Ctx *cx, Rows *shops)
{
    TRY(shop_sql_list(cx, shops));
    for (size_t i = 0; i < shops->count; i++)
        TRY(shop_describe(cx, ROWS_AT(Shop, *shops, i), false));
    return OK;
}

Code shop_get(Ctx *cx, ShopId id, Shop *out)
{
    bool found = false;
    TRY(shop_sql_get(cx, id.v, out, &found));
    REQUIRE(cx, found && out->state != SHOP_DELETED, ERR_NOT_FOUND, "shop.not_found");
    return OK;
}

/* ---- rules ------------------------------------------------------------------------------- */

/* Letters and digits: it stands in addresses and in platforms' forms. */
static Str plain_token(Ctx *cx, size_t chars)
{
    char *text = arena_make(cx->arena, char, chars + 1);
    for (size_t at = 0; at < chars;) {
        const Str random = cx_token(cx, chars);
        for (size_t i = 0; i < random.len && at < chars; i++)
            if (random.ptr[i] != '-' && random.ptr[i] != '_') text[at++] = random.ptr[i];
    }
    return (Str){ text, chars };
}

static Str sealed(Ctx *cx, Str secret)
{
    const Str text = str_trim(secret);
    return text.len ? secret_seal(cx, S("shop.secret"), text) : S("");
}

static Code take_url(Ctx *cx, const ShopDraft *draft, const ShopConnector *connector, Shop *shop)
{
    Url parsed;
    Str url = str_trim(draft->base_url);
    if (shop->revision && !draft->base_url.ptr) return OK;
    while (str_ends(url, S("/"))) url.len--;
    if (!url.len) url = connector->base_url ? str_of(connector->base_url) : S("");
    if (url.len && (url_parse(url, &parsed) != OK || parsed.query.ptr || parsed.fragment.ptr))
        return fail_field(cx, "connection.bad_url", S("base_url"), "http:// | https://");
    const HttpClient *client = cx->services->client;
    if (url.len && client && !http_client_allows(client, cx->arena, url))
        return fail_field(cx, "connection.private_url", S("base_url"), "https://");
    /* The kept secrets were given for that address: nobody may have them sent to another. */
    if (shop->revision && !str_equal(url, shop->base_url) && shop->app_secret_sealed.len &&
        !str_trim(draft->app_secret).len)
        return fail_field(cx, "shop.secret_missing", S("app_secret"), NULL);
    shop->base_url = url;
    return OK;
}

static Code take_options(Ctx *cx, const ShopDraft *draft, Shop *shop)
{
    const Json *json  = NULL;
    JsonError   error = { 0 };
    if (!draft->options.ptr) return OK;
    if (json_parse(cx->arena, draft->options, JSON_LIMITS, &json, &error) != OK ||
        json->kind != JSON_OBJECT)
        return fail_field(cx, "shop.bad_options", S("options"), "{}");
    shop->options = draft->options;
    return OK;
}

static void take_secret(Ctx *cx, Str given, Str *sealed_one)
{
    if (given.ptr) *sealed_one = sealed(cx, given);
}

/* 0 leaves it as it is; -1 is never. */
static void take_minutes(int64_t given, int64_t *minutes)
{
    if (given) *minutes = given < 0 ? 0 : given;
}

/* What the platform cannot do without. */
static Code check_needs(Ctx *cx, const ShopConnector *connector, const Shop *shop)
{
    const struct {
        unsigned    need;
        bool        has;
        const char *field, *reason;
    } needs[] = {
        { SHOP_NEEDS_NUMBER, shop->shop_no.len > 0, "shop_no", "shop.no_shop_no" },
        { SHOP_NEEDS_APP_KEY, shop->app_key.len > 0, "app_key", "shop.no_app_key" },
        { SHOP_NEEDS_SECRET, shop->app_secret_sealed.len > 0, "app_secret", "shop.secret_missing" },
        { SHOP_NEEDS_TOKEN, shop->access_token_sealed.len > 0, "access_token", "shop.no_token" },
        { SHOP_NEEDS_AES_KEY, shop->callback_aes_key_sealed.len > 0, "callback_aes_key",
          "shop.no_aes_key" },
    };
    for (size_t i = 0; i < COUNT(needs); i++)
        if (connector->needs & needs[i].need && !needs[i].has)
            return fail_field(cx, needs[i].reason, str_of(needs[i].field), NULL);
    return OK;
}

static Code apply(Ctx *cx, const ShopDraft *draft, const ShopConnector *connector, Shop *shop)
{
    REQUIRE(cx, draft->state != SHOP_DELETED, ERR_INVALID, "shop.bad_state");
    TRY(take_url(cx, draft, connector, shop));
    TRY(take_options(cx, draft, shop));
    if (draft->name.ptr) shop->name = str_trim(draft->name);
    if (!shop->name.len) shop->name = shop->shop_no;
    if (draft->app_key.ptr) shop->app_key = str_trim(draft->app_key);
    if (draft->state) shop->state = draft->state;
    take_secret(cx, draft->app_secret, &shop->app_secret_sealed);
    take_secret(cx, draft->access_token, &shop->access_token_sealed);
    take_secret(cx, draft->refresh_token, &shop->refresh_token_sealed);
    if (draft->app_secret.ptr || draft->access_token.ptr) shop->token_until_ms = 0;
    if (str_trim(draft->callback_token).len)
        take_secret(cx, draft->callback_token, &shop->callback_token_sealed);
    if (str_trim(draft->callback_aes_key).len)
        take_secret(cx, draft->callback_aes_key, &shop->callback_aes_key_sealed);
    take_minutes(draft->pull_minutes, &shop->pull_minutes);
    take_minutes(draft->stale_minutes, &shop->stale_minutes);
    return check_needs(cx, connector, shop);
}

static Code emit_changed(Ctx *cx, const Shop *shop)
{
    return event_emit(
        cx, EV_SHOP_CHANGED,
        (EventDraft){ .object = str_fmt(cx->arena, "shop:%lld", (long long)shop->id) });
}

/* ---- changing ---------------------------------------------------------------------------- */

static Shop fresh(Ctx *cx, const ShopDraft *draft, Str shop_no)
{
    return (Shop){ .id                      = cx_new_id(cx),
                   .tenant_id               = cx->tenant_id,
                   .platform                = draft->platform,
                   .name                    = S(""),
                   .shop_no                 = shop_no,
                   .app_key                 = S(""),
                   .base_url                = S(""),
                   .options                 = S("{}"),
                   .app_secret_sealed       = S(""),
                   .access_token_sealed     = S(""),
                   .refresh_token_sealed    = S(""),
                   .callback_token_sealed   = sealed(cx, plain_token(cx, TOKEN_CHARS)),
                   .callback_aes_key_sealed = draft->platform == SHOP_WECHAT_STORE
                                                  ? sealed(cx, plain_token(cx, AES_KEY_CHARS))
                                                  : S(""),
                   .state                   = SHOP_ACTIVE,
                   .health                  = SHOP_UNKNOWN,
                   .health_reason           = S(""),
                   .health_detail           = S(""),
                   .pull_minutes            = PULL_MINUTES_USUAL,
                   .stale_minutes           = STALE_MINUTES_USUAL,
                   .created_at_ms           = cx->now_ms };
}

Code shop_create(Ctx *cx, const ShopDraft *draft, Shop *out)
{
    const ShopConnector *connector = shop_connector_find(draft->platform);
    Shop                 known     = { 0 };
    bool                 found     = false;
    if (!connector) return fail_field(cx, "shop.unknown_platform", S("platform"), NULL);
    Str shop_no = str_trim(draft->shop_no);
    if (!shop_no.len && draft->platform == SHOP_GENERIC) shop_no = plain_token(cx, NUMBER_CHARS);
    Shop made = fresh(cx, draft, shop_no);
    TRY(apply(cx, draft, connector, &made));
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_sql_by_number(cx, draft->platform, shop_no, &known, &found));
    if (found && (known.tenant_id != cx->tenant_id || known.state != SHOP_DELETED))
        return fail(cx, ERR_CONFLICT, "shop.taken", "%.*s", FMT(shop_no));
    if (found) {
        made.id = known.id;
        TRY(shop_sql_update(cx, &made, known.revision));
    } else {
        made.revision = 1;
        TRY(shop_sql_insert(cx, &made));
    }
    TRY(emit_changed(cx, &made));
    TRY(shop_pull_schedule(cx, &made));
    TRY(shop_get(cx, (ShopId){ made.id }, out));
    TRY(shop_describe(cx, out, true));
    return cx_commit(cx, &txn);
}

Code shop_update(Ctx *cx, ShopId id, int64_t revision, const ShopDraft *draft, Shop *out)
{
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_get(cx, id, out));
    REQUIRE(cx, !draft->platform || draft->platform == out->platform, ERR_CONFLICT,
            "shop.platform_fixed");
    REQUIRE(cx, !draft->shop_no.len || str_equal(str_trim(draft->shop_no), out->shop_no),
            ERR_CONFLICT, "shop.platform_fixed");
    TRY(apply(cx, draft, shop_connector_of(out->platform), out));
    TRY(shop_sql_update(cx, out, revision));
    TRY(emit_changed(cx, out));
    TRY(shop_pull_schedule(cx, out));
    TRY(shop_get(cx, id, out));
    TRY(shop_describe(cx, out, true));
    return cx_commit(cx, &txn);
}

Code shop_delete(Ctx *cx, ShopId id, int64_t revision)
{
    Shop shop = { 0 };
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_get(cx, id, &shop));
    shop.state                   = SHOP_DELETED;
    shop.app_secret_sealed       = S("");
    shop.access_token_sealed     = S("");
    shop.refresh_token_sealed    = S("");
    shop.callback_token_sealed   = S("");
    shop.callback_aes_key_sealed = S("");
    TRY(shop_sql_update(cx, &shop, revision));
    TRY(emit_changed(cx, &shop));
    TRY(shop_pull_schedule(cx, &shop));
    return cx_commit(cx, &txn);
}
