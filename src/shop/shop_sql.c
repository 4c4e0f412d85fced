/* shop_sql.c -- every statement of shops and their callbacks. */
#include "shop/shop_sql.h"

// clang-format off
static const Table shop_table = { "shop",      &shop_shape };
static const Table push_table = { "shop_push", &push_shape };

typedef struct PushCount { PushState state; int64_t count; } PushCount;
static const Field count_fields[] = {
    FIELD_ENUM(PushCount, state, push_state_words),
    FIELD     (PushCount, count),
};
static const Shape count_shape = SHAPE(PushCount, count_fields);

static const Query by_number = {
    .name   = "shop.by_number",
    .sql    = "SELECT {cols} FROM shop WHERE platform = $1 AND shop_no = $2",
    .out    = &shop_shape,
    .global = true,
};
static const Query by_id = {
    .name = "shop.by_id",
    .sql  = "SELECT {cols} FROM shop WHERE tenant_id = $1 AND id = $2",
    .out  = &shop_shape,
};
static const Query list = {
    .name = "shop.list",
    .sql  = "SELECT {cols} FROM shop WHERE tenant_id = $1 AND state <> 'deleted' ORDER BY id LIMIT 500",
    .out  = &shop_shape,
};
static const Query update = {
    .name = "shop.update",
    .sql  = "UPDATE shop SET name = $3, app_key = $4, base_url = $5, options = $6, app_secret_sealed = $7,"
            " access_token_sealed = $8, refresh_token_sealed = $9, callback_token_sealed = $10,"
            " callback_aes_key_sealed = $11, token_until_ms = $12, state = $13, pull_minutes = $14,"
            " stale_minutes = $15, revision = revision + 1"
            " WHERE tenant_id = $1 AND id = $2 AND revision = $16",
};
static const Query pushed = {
    .name = "shop.pushed",
    .sql  = "UPDATE shop SET last_push_at_ms = {greatest}(last_push_at_ms, $3)"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query pulled = {
    .name = "shop.pulled",
    .sql  = "UPDATE shop SET last_pull_at_ms = {greatest}(last_pull_at_ms, $3),"
            " pulled_until_ms = {greatest}(pulled_until_ms, $4) WHERE tenant_id = $1 AND id = $2",
};
static const Query products_pulled = {
    .name = "shop.products_pulled",
    .sql  = "UPDATE shop SET products_until_ms = {greatest}(products_until_ms, $3),"
            " products_whole_at_ms = {greatest}(products_whole_at_ms, $4)"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query health = {
    .name = "shop.health",
    .sql  = "UPDATE shop SET health = $3, health_reason = $4, health_detail = $5"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query pull_job = {
    .name = "shop.pull_job",
    .sql  = "UPDATE shop SET pull_job_id = $3 WHERE tenant_id = $1 AND id = $2",
};
static const Query tokens = {
    .name = "shop.tokens",
    .sql  = "UPDATE shop SET access_token_sealed = $3, refresh_token_sealed = $4, token_until_ms = $5"
            " WHERE tenant_id = $1 AND id = $2",
};

static const Query push_by_id = {
    .name = "shop_push.by_id",
    .sql  = "SELECT {cols} FROM shop_push WHERE tenant_id = $1 AND id = $2",
    .out  = &push_shape,
};
static const Query settle_push = {
    .name = "shop_push.settle",
    .sql  = "UPDATE shop_push SET state = $3, reason = $4, detail = $5, attempts = $6, applied_at_ms = $7"
            " WHERE tenant_id = $1 AND id = $2",
};
static const Query pushes = {
    .name = "shop_push.list",
    .sql  = "SELECT {cols} FROM shop_push WHERE tenant_id = $1 AND id < $2"
            " AND (CAST($4 AS BIGINT) = 0 OR shop_id = $4) AND (CAST($5 AS TEXT) = '' OR state = $5)"
            " ORDER BY id DESC LIMIT $3",
    .out  = &push_shape,
};
static const Query push_counts = {
    .name = "shop_push.counts",
    .sql  = "SELECT state, count(*) AS count FROM shop_push WHERE tenant_id = $1 AND shop_id = $2"
            " AND state IN ('received', 'failed') GROUP BY state LIMIT 2",
    .out  = &count_shape,
};
static const Query forget_pushes = {
    .name = "shop_push.forget",
    .sql  = "DELETE FROM shop_push WHERE tenant_id = $1 AND id IN (SELECT old.id FROM shop_push old"
            " WHERE old.tenant_id = $1 AND old.received_at_ms < $2 AND old.state <> 'received'"
            " ORDER BY old.id LIMIT $3)",
};

static const Query *const queries[] = {
    &by_number, &by_id, &list, &update, &pushed, &pulled, &products_pulled, &health, &pull_job, &tokens, &push_by_id,
    &settle_push, &pushes, &push_counts, &forget_pushes,
};
static const Table *const tables[] = { &shop_table, &push_table };
const SqlList shop_sql = SQL_LIST("shop", queries, tables);
// clang-format on

/* ---- shops ------------------------------------------------------------------------------- */

Code shop_sql_by_number(Ctx *cx, ShopPlatform platform, Str shop_no, Shop *out, bool *found)
{
    return cx_find(cx, &by_number, out, found,
                   ARGS(V(word_of(&shop_platform_words, (int)platform)), V(shop_no)));
}

Code shop_sql_get(Ctx *cx, int64_t id, Shop *out, bool *found)
{
    TRY(cx_find(cx, &by_id, out, found, ARGS(V(cx->tenant_id), V(id))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

Code shop_sql_list(Ctx *cx, Rows *rows) { return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id))); }

Code shop_sql_insert(Ctx *cx, const Shop *shop)
{
    ASSERT(shop->tenant_id == cx->tenant_id);
    return cx_insert(cx, &shop_table, shop);
}

Code shop_sql_update(Ctx *cx, const Shop *s, int64_t revision)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(s->id), V(s->name), V(s->app_key), V(s->base_url),
                    V(s->options), V(s->app_secret_sealed), V(s->access_token_sealed),
                    V(s->refresh_token_sealed), V(s->callback_token_sealed),
                    V(s->callback_aes_key_sealed), V(s->token_until_ms),
                    V(word_of(&shop_state_words, (int)s->state)), V(s->pull_minutes),
                    V(s->stale_minutes), V(revision))));
    REQUIRE(cx, changed == 1, ERR_CONFLICT, "shop.changed_meanwhile");
    return OK;
}

Code shop_sql_pushed(Ctx *cx, int64_t id, int64_t at_ms)
{
    return cx_run(cx, &pushed, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms)));
}

Code shop_sql_pulled(Ctx *cx, int64_t id, int64_t at_ms, int64_t until_ms)
{
    return cx_run(cx, &pulled, NULL, ARGS(V(cx->tenant_id), V(id), V(at_ms), V(until_ms)));
}

Code shop_sql_products_pulled(Ctx *cx, int64_t id, int64_t until_ms, int64_t whole_at_ms)
{
    return cx_run(cx, &products_pulled, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(until_ms), V(whole_at_ms)));
}

Code shop_sql_health(Ctx *cx, int64_t id, ShopHealth value, Str reason, Str detail)
{
    return cx_run(cx, &health, NULL,
                  ARGS(V(cx->tenant_id), V(id), V(word_of(&shop_health_words, (int)value)),
                       V(reason), V(detail)));
}

Code shop_sql_pull_job(Ctx *cx, int64_t id, int64_t job_id)
{
    return cx_run(cx, &pull_job, NULL, ARGS(V(cx->tenant_id), V(id), V(job_id)));
}

Code shop_sql_tokens(Ctx *cx, const Shop *s)
{
    return cx_run(cx, &tokens, NULL,
                  ARGS(V(cx->tenant_id), V(s->id), V(s->access_token_sealed),
                       V(s->refresh_token_sealed), V(s->token_until_ms)));
}

/* ---- callbacks --------------------------------------------------------------------------- */

Code shop_sql_insert_push(Ctx *cx, const Push *push, bool *is_new)
{
    int64_t inserted = 0;
    ASSERT(push->tenant_id == cx->tenant_id);
    TRY(cx_insert_all(cx, &push_table, (Rows){ (void *)(uintptr_t)push, 1 }, true, &inserted));
    *is_new = inserted == 1;
    return OK;
}

Code shop_sql_push(Ctx *cx, int64_t id, Push *out, bool *found)
{
    return cx_find(cx, &push_by_id, out, found, ARGS(V(cx->tenant_id), V(id)));
}

Code shop_sql_settle_push(Ctx *cx, const Push *p)
{
    return cx_run(cx, &settle_push, NULL,
                  ARGS(V(cx->tenant_id), V(p->id), V(word_of(&push_state_words, (int)p->state)),
                       V(p->reason), V(p->detail), V(p->attempts), V(p->applied_at_ms)));
}

Code shop_sql_pushes(Ctx *cx, const PushFilter *f, int64_t before_id, int64_t limit, Rows *rows)
{
    const Str state = f->state ? word_of(&push_state_words, (int)f->state) : S("");
    return cx_list(cx, &pushes, rows,
                   ARGS(V(cx->tenant_id), V(before_id), V(limit), V(f->shop_id), V(state)));
}

Code shop_sql_push_counts(Ctx *cx, int64_t shop_id, int64_t *waiting, int64_t *failed)
{
    Rows rows = { 0 };
    *waiting = *failed = 0;
    TRY(cx_list(cx, &push_counts, &rows, ARGS(V(cx->tenant_id), V(shop_id))));
    for (size_t i = 0; i < rows.count; i++) {
        const PushCount *row                            = ROWS_AT(PushCount, rows, i);
        *(row->state == PUSH_FAILED ? failed : waiting) = row->count;
    }
    return OK;
}

Code shop_sql_forget_pushes(Ctx *cx, int64_t before_ms, int64_t limit, int64_t *removed)
{
    return cx_run(cx, &forget_pushes, removed, ARGS(V(cx->tenant_id), V(before_ms), V(limit)));
}
