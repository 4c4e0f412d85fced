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

// clang-format off
static const Field brought_fields[] = {
    FIELD(SpendBrought, tenant_id), FIELD(SpendBrought, run_key), FIELD(SpendBrought, day_on),
    FIELD_ENUM(SpendBrought, kind, spend_kind_words), FIELD(SpendBrought, touch), FIELD(SpendBrought, row_no),
    FIELD(SpendBrought, before_fen), FIELD(SpendBrought, after_fen),
};
static const Shape brought_shape = SHAPE(SpendBrought, brought_fields);
static const Field code_fields[] = { FIELD_ID(SpendCode, id) };
static const Shape code_shape    = SHAPE(SpendCode, code_fields);
// clang-format on

static const Query brought_find = {
    .name = "spend.brought_find",
    .sql  = "SELECT {cols} FROM spend_brought WHERE tenant_id = $1 AND run_key = $2"
            " AND day_on = $3 AND kind = $4 AND touch = $5",
    .out  = &brought_shape,
};
static const Query brought_list = {
    .name = "spend.brought_list",
    .sql  = "SELECT {cols} FROM spend_brought WHERE tenant_id = $1 AND run_key = $2"
            " ORDER BY day_on, kind, touch",
    .out  = &brought_shape,
};
static const Query brought_drop = {
    .name = "spend.brought_drop",
    .sql  = "DELETE FROM spend_brought WHERE tenant_id = $1 AND run_key = $2",
};
static const Query codes_named = {
    .name = "spend.codes_named",
    .sql  = "SELECT id FROM channel_code WHERE tenant_id = $1 AND (name = $2 OR id = $3)"
            " ORDER BY id LIMIT 2",
    .out  = &code_shape,
};

static const Query *const queries[] = { &list,         &same,         &insert,       &update,
                                        &brought_find, &brought_list, &brought_drop, &codes_named };
static const Table        spends    = { "spend", &spend_shape };
static const Table        broughts  = { "spend_brought", &brought_shape };
static const Table *const tables[]  = { &spends, &broughts };
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

Code spend_sql_brought_add(Ctx *cx, const SpendBrought *line)
{
    return cx_insert(cx, &broughts, line);
}

Code spend_sql_brought_find(Ctx *cx, Str run_key, const Spend *cell, SpendBrought *out, bool *found)
{
    return cx_find(
        cx, &brought_find, out, found,
        ARGS(V(cx->tenant_id), V(run_key), V(cell->day_on), V(kind_of(cell)), V(cell->touch)));
}

Code spend_sql_brought_list(Ctx *cx, Str run_key, Rows *lines)
{
    return cx_list(cx, &brought_list, lines, ARGS(V(cx->tenant_id), V(run_key)));
}

Code spend_sql_brought_drop(Ctx *cx, Str run_key)
{
    return cx_run(cx, &brought_drop, NULL, ARGS(V(cx->tenant_id), V(run_key)));
}

Code spend_sql_codes(Ctx *cx, Str name, int64_t id, Rows *codes)
{
    return cx_list(cx, &codes_named, codes, ARGS(V(cx->tenant_id), V(name), V(id)));
}
