/* spend_sql.c -- every statement of costs. */
#include "spend/spend_sql.h"

static const Query list = {
    .name = "spend.list",
    .sql  = "SELECT {cols} FROM spend WHERE tenant_id = $1 AND day_on BETWEEN $2 AND $3"
            " AND amount_fen > 0 ORDER BY kind, touch, day_on LIMIT 5001",
    .out  = &spend_shape,
};
static const Query same = {
    .name = "spend.same",
    .sql  = "SELECT {cols} FROM spend WHERE tenant_id = $1 AND day_on = $2 AND kind = $3"
            " AND touch = $4",
    .out  = &spend_shape,
};
static const Query insert = {
    .name = "spend.insert",
    .sql  = "INSERT INTO spend (tenant_id, id, user_id, kind, touch, day_on, amount_fen,"
            " changed_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
            " ON CONFLICT (tenant_id, day_on, kind, touch) DO NOTHING",
};
static const Query update = {
    .name = "spend.update",
    .sql  = "UPDATE spend SET amount_fen = $4, user_id = $5, changed_at_ms = $6"
            " WHERE tenant_id = $1 AND id = $2 AND amount_fen = $3",
};

static const Query *const queries[] = { &list, &same, &insert, &update };
static const Table        spends    = { "spend", &spend_shape };
static const Table *const tables[]  = { &spends };
const SqlList             spend_sql = SQL_LIST("spend", queries, tables);

static Str kind_of(const Spend *spend) { return word_of(&spend_kind_words, (int)spend->kind); }

Code spend_sql_list(Ctx *cx, Str from, Str to, Rows *rows)
{
    return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id), V(from), V(to)));
}

Code spend_sql_same(Ctx *cx, const Spend *like, Spend *out, bool *found)
{
    TRY(cx_find(cx, &same, out, found,
                ARGS(V(cx->tenant_id), V(like->day_on), V(kind_of(like)), V(like->touch))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

Code spend_sql_insert(Ctx *cx, const Spend *spend, bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &insert, &changed,
               ARGS(V(cx->tenant_id), V(spend->id), V(spend->user_id), V(kind_of(spend)),
                    V(spend->touch), V(spend->day_on), V(spend->amount_fen),
                    V(spend->changed_at_ms))));
    *is_done = changed == 1;
    return OK;
}

Code spend_sql_update(Ctx *cx, int64_t id, int64_t before_fen, int64_t amount_fen, bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &update, &changed,
               ARGS(V(cx->tenant_id), V(id), V(before_fen), V(amount_fen), V(cx->user_id),
                    V(cx->now_ms))));
    *is_done = changed == 1;
    return OK;
}
