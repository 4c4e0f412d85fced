/* shop_call.c -- asks a platform and keeps the shop's tokens and health. */
#include "shop/shop_call.h"

#include "kernel/secret.h"
#include "shop/shop_sql.h"

#include <string.h>

enum {
    TOKEN_SPARE_MS = 5 * MS_PER_MINUTE,
    WANTED_MAX     = 300, /* single things one page may name */
    TIMEOUT_MS     = 15000,
};

/* ---- opening ----------------------------------------------------------------------------- */

Code shop_call_open(Ctx *cx, ShopId id, Speaking *out)
{
    *out = (Speaking){ .cx = cx };
    TRY(shop_get(cx, id, &out->shop));
    out->connector = shop_connector_of(out->shop.platform);
    REQUIRE(cx, out->connector->pulls != 0, ERR_INVALID, "shop.no_pull");
    return shop_connector_keys(cx, &out->shop, &out->keys);
}

/* ---- health ---------------------------------------------------------------------------------- */

static Code note_health(Speaking *speaking, ShopHealth health, Str reason, Str detail)
{
    enum { DETAIL_BYTES_MAX = 300 };
    Ctx  *cx   = speaking->cx;
    Shop *shop = &speaking->shop;
    detail     = detail.ptr ? str_prefix_bytes(detail, DETAIL_BYTES_MAX) : S("");
    if (shop->health == health && str_equal(shop->health_reason, reason)) return OK;
    shop->health        = health;
    shop->health_reason = reason;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_sql_health(cx, shop->id, health, reason, detail));
    TRY(event_emit(cx, EV_SHOP_CHANGED,
                   (EventDraft){ .object = str_fmt(cx->arena, "shop:%lld", (long long)shop->id) }));
    return cx_commit(cx, &txn);
}

static bool passes(Str reason)
{
    return str_equal(reason, S("shop.throttled")) || str_equal(reason, S("shop.platform_busy")) ||
           str_equal(reason, S("shop.unreachable"));
}

/* A reason may say more behind a blank. */
static Code refused(Speaking *speaking, const char *said)
{
    Ctx        *cx     = speaking->cx;
    const Str   all    = str_of(said);
    Str         detail = all;
    const Str   reason = str_cut(&detail, ' ');
    const bool  later  = passes(reason);
    const char *word   = str_z(cx->arena, reason);
    TRY(note_health(speaking, later ? SHOP_WARNING : SHOP_BAD, reason, detail));
    return fail(cx, later ? ERR_UNAVAILABLE : ERR_CONFLICT, word, "%.*s", FMT(detail));
}

/* ---- one call ---------------------------------------------------------------------------- */

static const char *exchange(Speaking *speaking, const ShopAsk *ask, ShopPage *page)
{
    Ctx        *cx     = speaking->cx;
    HttpCall    call   = { 0 };
    HttpAnswer  answer = { 0 };
    const char *reason = speaking->connector->ask(cx->arena, &speaking->keys, ask, &call);
    if (reason) return reason;
    call.timeout_ms = TIMEOUT_MS;
    if (http_call(cx, &call, &answer) != OK) {
        const Str detail = cx->err.detail;
        forgive(cx);
        return str_fmt(cx->arena, "shop.unreachable %.*s", FMT(detail)).ptr;
    }
    if (answer.status == 429) return "shop.throttled 429";
    if (answer.status >= 500) return str_fmt(cx->arena, "shop.platform_busy %d", answer.status).ptr;
    return speaking->connector->read(cx->arena, &speaking->keys, ask, answer.body, page);
}

static ShopPage empty_page(const Speaking *speaking)
{
    return (ShopPage){ .messages = vec_of(speaking->cx->arena, ShopMessage) };
}

static bool gives_tokens(const Speaking *speaking)
{
    return (speaking->connector->pulls & 1u << WANT_TOKEN) != 0;
}

static Code fetch_token(Speaking *speaking)
{
    Ctx          *cx     = speaking->cx;
    Shop         *shop   = &speaking->shop;
    ShopPage      page   = empty_page(speaking);
    const ShopAsk ask    = { .what = WANT_TOKEN, .now_ms = cx->now_ms };
    const char   *reason = exchange(speaking, &ask, &page);
    if (reason) return refused(speaking, reason);
    speaking->keys.access_token = page.access_token;
    shop->access_token_sealed   = secret_seal(cx, S("shop.secret"), page.access_token);
    if (page.refresh_token.len)
        shop->refresh_token_sealed = secret_seal(cx, S("shop.secret"), page.refresh_token);
    shop->token_until_ms = page.token_until_ms;
    return shop_sql_tokens(cx, shop);
}

static bool is_expired(const char *reason)
{
    return reason && strncmp(reason, "shop.token_expired", strlen("shop.token_expired")) == 0;
}

/* The reason why there is no answer, NULL = there is one. */
static Code answer_of(Speaking *speaking, const ShopAsk *ask, ShopPage *page, const char **why)
{
    const Shop *shop = &speaking->shop;
    const bool  is_old =
        shop->token_until_ms && shop->token_until_ms - TOKEN_SPARE_MS < speaking->cx->now_ms;
    if (gives_tokens(speaking) && (!speaking->keys.access_token.len || is_old))
        TRY(fetch_token(speaking));
    *page              = empty_page(speaking);
    const char *reason = exchange(speaking, ask, page);
    if (is_expired(reason) && gives_tokens(speaking)) {
        TRY(fetch_token(speaking));
        *page  = empty_page(speaking);
        reason = exchange(speaking, ask, page);
    }
    *why = reason;
    return OK;
}

Code shop_call_ask(Speaking *speaking, const ShopAsk *ask, ShopPage *page)
{
    const char *why = NULL;
    TRY(answer_of(speaking, ask, page, &why));
    if (why) return refused(speaking, why);
    return note_health(speaking, SHOP_GOOD, S(""), S(""));
}

/* A product may be gone since it was listed: what stood in the list is all there is to know. */
static Code ask_one(Speaking *speaking, const Wanted *wanted, ShopPage *page)
{
    const ShopAsk ask = { .what   = wanted->what,
                          .number = wanted->number,
                          .now_ms = speaking->cx->now_ms };
    const char   *why = NULL;
    if (wanted->what != WANT_PRODUCT) return shop_call_ask(speaking, &ask, page);
    TRY(answer_of(speaking, &ask, page, &why));
    if (!why) return OK;
    *page = empty_page(speaking);
    return str_starts(str_of(why), S("shop.platform_refused ")) ? OK : refused(speaking, why);
}

/* ---- facts ------------------------------------------------------------------------------- */

static Code map_page(Speaking *speaking, const ShopPage *page, ShopFacts *facts)
{
    for (size_t i = 0; i < page->messages.count; i++) {
        ShopMessage *message = VEC_AT(page->messages, ShopMessage, i);
        message->asked_at_ms = speaking->cx->now_ms;
        const char *reason =
            speaking->connector->map(speaking->cx->arena, &speaking->keys, message, facts);
        if (reason) return refused(speaking, reason);
    }
    return OK;
}

Code shop_call_wanted(Speaking *speaking, ShopFacts *facts)
{
    Ctx *cx = speaking->cx;
    REQUIRE(cx, facts->wanted.count <= WANTED_MAX, ERR_LIMIT, "shop.too_many_wanted");
    for (size_t i = 0; i < facts->wanted.count; i++) {
        const Wanted wanted = *VEC_AT(facts->wanted, Wanted, i);
        ShopPage     page   = { 0 };
        TRY(ask_one(speaking, &wanted, &page));
        TRY(map_page(speaking, &page, facts));
        REQUIRE(cx, facts->wanted.count <= WANTED_MAX, ERR_LIMIT, "shop.too_many_wanted");
    }
    facts->wanted.count = 0;
    return OK;
}

Code shop_call_facts(Speaking *speaking, const ShopPage *page, ShopFacts *facts)
{
    TRY(map_page(speaking, page, facts));
    return shop_call_wanted(speaking, facts);
}

Code shop_call_check(Ctx *cx, ShopId id, Shop *out)
{
    Speaking speaking;
    ShopPage page = { 0 };
    TRY(shop_call_open(cx, id, &speaking));
    const ShopAsk ask  = { .what    = WANT_ORDERS,
                           .from_ms = cx->now_ms - MS_PER_MINUTE,
                           .to_ms   = cx->now_ms,
                           .now_ms  = cx->now_ms };
    const Code    code = shop_call_ask(&speaking, &ask, &page);
    /* What is wrong is told by the health, in words people can act on. */
    if (code == ERR_CONFLICT || code == ERR_UNAVAILABLE)
        forgive(cx);
    else
        TRY(code);
    TRY(shop_get(cx, id, out));
    return shop_describe(cx, out, true);
}
