/* shop_push.c -- callbacks carried out, shown and carried out again. */
#include "shop/shop_push.h"

#include "kernel/secret.h"
#include "shop/shop_apply.h"
#include "shop/shop_connector.h"
#include "shop/shop_pull.h"
#include "shop/shop_sql.h"

static const char *const state_words_[] = {
    [PUSH_RECEIVED] = "received",
    [PUSH_APPLIED]  = "applied",
    [PUSH_FAILED]   = "failed",
    [PUSH_IGNORED]  = "ignored",
};
const Words push_state_words = { state_words_, COUNT(state_words_) };

static const Field push_fields[] = {
    FIELD_ID(Push, id, .flags = 0),
    FIELD_ID(Push, tenant_id, .flags = SECRET),
    FIELD_ID(Push, shop_id, .flags = 0),
    FIELD(Push, message_no),
    FIELD(Push, topic),
    FIELD_ENUM(Push, state, push_state_words),
    FIELD(Push, reason),
    FIELD(Push, detail),
    FIELD(Push, attempts),
    FIELD_WITH(Push, body_sealed, .flags = SECRET),
    FIELD_TIME(Push, received_at_ms, .flags = 0),
    FIELD_TIME(Push, applied_at_ms, .flags = 0),
    FIELD_WITH(Push, body, .flags = NOT_STORED, .about = "As it came; of a single one only"),
};
const Shape push_shape = SHAPE(Push, push_fields);

static const Field filter_fields[] = {
    FIELD_ID(PushFilter, shop_id, .flags = 0),
    FIELD_ENUM(PushFilter, state, push_state_words),
    FIELD(PushFilter, cursor),
    FIELD_WITH(PushFilter, limit, .min = 1, .max = PAGE_LIMIT_MAX),
};
const Shape push_filter_shape = SHAPE(PushFilter, filter_fields);

/* ---- carrying out ------------------------------------------------------------------------ */

/* A reason of a connector may say more behind a blank. */
static Str first_word(Str *rest) { return str_cut(rest, ' '); }

static Code settle(Ctx *cx, Push *push, PushState state, Str reason, Str detail)
{
    enum { DETAIL_BYTES_MAX = 300 };
    push->state         = state;
    push->reason        = reason.ptr ? reason : S("");
    push->detail        = detail.ptr ? str_prefix_bytes(detail, DETAIL_BYTES_MAX) : S("");
    push->applied_at_ms = cx->now_ms;
    return shop_sql_settle_push(cx, push);
}

static Code refuse(Ctx *cx, Push *push, const char *reason)
{
    Str       rest = str_of(reason);
    const Str word = first_word(&rest);
    return settle(cx, push, PUSH_FAILED, word, rest);
}

/* In a part that is undone alone: what fails for good is told of the callback. */
static Code apply_facts(Ctx *cx, const Shop *shop, const ShopFacts *facts)
{
    TXN(part);
    TRY(cx_begin(cx, &part));
    TRY(shop_apply(cx, shop, facts, NULL));
    return cx_commit(cx, &part);
}

static bool is_for_good(const Ctx *cx, Code code)
{
    return !cx->err.retry && (code == ERR_INVALID || code == ERR_CONFLICT || code == ERR_LIMIT);
}

static Code carry_out(Ctx *cx, const Shop *shop, Push *push)
{
    const ShopConnector *connector = shop_connector_of(shop->platform);
    ShopKeys             keys      = { 0 };
    ShopMessage          message   = { .message_no = push->message_no, .topic = push->topic };
    ShopFacts            facts     = shop_facts(cx->arena);
    TRY(shop_connector_keys(cx, shop, &keys));
    TRY(secret_open(cx, S("shop.push"), push->body_sealed, &message.body));
    const char *reason = connector->map(cx->arena, &keys, &message, &facts);
    if (reason) return refuse(cx, push, reason);
    if (shop_facts_is_empty(&facts))
        return settle(cx, push, PUSH_IGNORED, S("shop.not_kept"), S(""));
    const Code code = apply_facts(cx, shop, &facts);
    if (code != OK && !is_for_good(cx, code)) return code;
    if (code != OK) {
        const char *why = cx->err.reason;
        forgive(cx);
        return refuse(cx, push, why);
    }
    if (!facts.wanted.count) return settle(cx, push, PUSH_APPLIED, S(""), S(""));
    /* The callback is carried out when the platform has told what stands now. */
    TRY(shop_pull_want(cx, shop, push->id, push->attempts, &facts.wanted));
    return settle(cx, push, PUSH_RECEIVED, S(""), S(""));
}

Code shop_push_apply(Ctx *cx, int64_t id)
{
    Push push  = { 0 };
    Shop shop  = { 0 };
    bool found = false;
    TRY(shop_sql_push(cx, id, &push, &found));
    if (!found || push.state == PUSH_APPLIED) return OK;
    TRY(shop_sql_get(cx, push.shop_id, &shop, &found));
    push.attempts++;
    if (!found || shop.state == SHOP_DELETED) return refuse(cx, &push, "shop.not_found");
    return carry_out(cx, &shop, &push);
}

/* ---- for people -------------------------------------------------------------------------- */

Code shop_push_list(Ctx *cx, const PushFilter *filter, Rows *items, Str *next_cursor)
{
    const int64_t limit = page_limit(filter->limit);
    int64_t       key   = 0;
    TRY(page_keys(cx, filter->cursor, INT64_MAX, &key, 1));
    TRY(shop_sql_pushes(cx, filter, key, limit + 1, items));
    *next_cursor = (Str){ 0 };
    if ((int64_t)items->count <= limit) return OK;
    items->count = (size_t)limit;
    *next_cursor = page_cursor(cx->arena, &ROWS_AT(Push, *items, limit - 1)->id, 1);
    return OK;
}

Code shop_push_get(Ctx *cx, int64_t id, Push *out)
{
    bool found = false;
    TRY(shop_sql_push(cx, id, out, &found));
    REQUIRE(cx, found, ERR_NOT_FOUND, "shop.no_push");
    return secret_open(cx, S("shop.push"), out->body_sealed, &out->body);
}

Code shop_push_replay(Ctx *cx, int64_t id, Push *out)
{
    Shop shop  = { 0 };
    bool found = false;
    TXN(txn);
    TRY(cx_begin(cx, &txn));
    TRY(shop_push_get(cx, id, out));
    TRY(shop_sql_get(cx, out->shop_id, &shop, &found));
    REQUIRE(cx, found && shop.state != SHOP_DELETED, ERR_NOT_FOUND, "shop.not_found");
    out->attempts++;
    TRY(carry_out(cx, &shop, out));
    return cx_commit(cx, &txn);
}

Code shop_push_sweep(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return shop_sql_forget_pushes(cx, before_ms, limit, removed);
}
