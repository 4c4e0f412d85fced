/* spend_sql.c -- every statement of costs. */
#include "spend/spend_sql.h"

static const Query list = {
    .name = "spend.list",
    .sql  = "SELECT {cols} FROM spend WHERE tenant_id = $1 AND day_on BETWEEN $2 AND $3"
            " AND amount_fen > 0 ORDER BY kind, touch, day_on LIMIT 5001",
    .out  = &spend_shape,
};
static const Query hold = {
    .name = "spend.hold",
    .sql  = "SELECT {cols} FROM spend WHERE tenant_id = $1 AND day_on = $2 AND kind = $3"
            " AND touch = $4 {for_update}",
    .out  = &spend_shape,
};
static const Query insert = {
    .name = "spend.insert",
    .sql  = "INSERT INTO spend (tenant_id, id, user_id, kind, touch, day_on, amount_fen,"
            " changed_at_ms, brought_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
            " ON CONFLICT (tenant_id, day_on, kind, touch) DO NOTHING",
};
static const Query update = {
    .name = "spend.update",
    .sql  = "UPDATE spend SET amount_fen = $3, user_id = $4, changed_at_ms = $5, brought_by = $6"
            " WHERE tenant_id = $1 AND id = $2",
};

// clang-format off
static const Field brought_fields[] = {
    FIELD(SpendBrought, tenant_id), FIELD(SpendBrought, run_key), FIELD(SpendBrought, day_on),
    FIELD_ENUM(SpendBrought, kind, spend_kind_words), FIELD(SpendBrought, touch), FIELD(SpendBrought, row_no),
    FIELD(SpendBrought, before_fen), FIELD(SpendBrought, after_fen),
    FIELD(SpendBrought, before_by),
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
/* Where the run set the cell itself before, what was before that stays. */
static const Query brought_put = {
    .name = "spend.brought_put",
    .sql = "INSERT INTO spend_brought (tenant_id, run_key, day_on, kind, touch, row_no, before_fen,"
           " after_fen, before_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"
           " ON CONFLICT (tenant_id, run_key, day_on, kind, touch) DO UPDATE SET"
           " row_no = excluded.row_no, after_fen = excluded.after_fen, before_fen = CASE"
           " WHEN excluded.before_by = excluded.run_key THEN spend_brought.before_fen"
           " ELSE excluded.before_fen END, before_by = CASE"
           " WHEN excluded.before_by = excluded.run_key THEN spend_brought.before_by"
           " ELSE excluded.before_by END",
};
static const Query brought_page = {
    .name = "spend.brought_page",
    .sql  = "SELECT {cols} FROM spend_brought WHERE tenant_id = $1 AND run_key = $2"
            " ORDER BY day_on, kind, touch LIMIT 501",
    .out  = &brought_shape,
};
static const Query brought_pass = {
    .name = "spend.brought_pass",
    .sql  = "UPDATE spend_brought SET before_fen = $6, before_by = $7"
            " WHERE tenant_id = $1 AND before_by = $2 AND day_on = $3 AND kind = $4 AND touch = $5",
};
static const Query brought_drop = {
    .name = "spend.brought_drop",
    .sql  = "DELETE FROM spend_brought WHERE tenant_id = $1 AND run_key = $2"
            " AND (day_on, kind, touch) <= ($3, $4, $5)",
};
static const Query codes_named = {
    .name = "spend.codes_named",
    .sql  = "SELECT id FROM channel_code WHERE tenant_id = $1"
            " AND (name = $2 AND state <> 'deleted' OR id = $3) ORDER BY id LIMIT 2",
    .out  = &code_shape,
};

static const Query *const queries[] = { &list,         &hold,        &insert,       &update,
                                        &brought_find, &brought_put, &brought_page, &brought_pass,
                                        &brought_drop, &codes_named };
static const Table        spends    = { "spend", &spend_shape };
static const Table        broughts  = { "spend_brought", &brought_shape };
static const Table *const tables[]  = { &spends, &broughts };
const SqlList             spend_sql = SQL_LIST("spend", queries, tables);

static Str kind_of(const Spend *spend) { return word_of(&spend_kind_words, (int)spend->kind); }

Code spend_sql_list(Ctx *cx, Str from, Str to, Rows *rows)
{
    return cx_list(cx, &list, rows, ARGS(V(cx->tenant_id), V(from), V(to)));
}

Code spend_sql_hold(Ctx *cx, const Spend *like, Spend *out, bool *found)
{
    TRY(cx_find(cx, &hold, out, found,
                ARGS(V(cx->tenant_id), V(like->day_on), V(kind_of(like)), V(like->touch))));
    ASSERT(!*found || out->tenant_id == cx->tenant_id);
    return OK;
}

Code spend_sql_held(Ctx *cx, const Spend *like, Spend *out)
{
    TRY(cx_one(cx, &hold, out,
               ARGS(V(cx->tenant_id), V(like->day_on), V(kind_of(like)), V(like->touch))));
    ASSERT(out->tenant_id == cx->tenant_id);
    return OK;
}

/* Whoever did it: never NULL. */
static Str by(Str run_key) { return run_key.len ? run_key : S(""); }

Code spend_sql_insert(Ctx *cx, const Spend *spend, bool *is_done)
{
    int64_t changed = 0;
    TRY(cx_run(cx, &insert, &changed,
               ARGS(V(cx->tenant_id), V(spend->id), V(spend->user_id), V(kind_of(spend)),
                    V(spend->touch), V(spend->day_on), V(spend->amount_fen),
                    V(spend->changed_at_ms), V(by(spend->brought_by)))));
    *is_done = changed == 1;
    return OK;
}

Code spend_sql_update(Ctx *cx, const Spend *spend)
{
    return cx_run(cx, &update, NULL,
                  ARGS(V(cx->tenant_id), V(spend->id), V(spend->amount_fen), V(spend->user_id),
                       V(spend->changed_at_ms), V(by(spend->brought_by))));
}

static Str line_kind(const SpendBrought *line)
{
    return word_of(&spend_kind_words, (int)line->kind);
}

Code spend_sql_brought_put(Ctx *cx, const SpendBrought *line)
{
    return cx_run(cx, &brought_put, NULL,
                  ARGS(V(cx->tenant_id), V(line->run_key), V(line->day_on), V(line_kind(line)),
                       V(line->touch), V(line->row_no), V(line->before_fen), V(line->after_fen),
                       V(by(line->before_by))));
}

Code spend_sql_brought_find(Ctx *cx, Str run_key, const Spend *cell, SpendBrought *out, bool *found)
{
    return cx_find(
        cx, &brought_find, out, found,
        ARGS(V(cx->tenant_id), V(run_key), V(cell->day_on), V(kind_of(cell)), V(cell->touch)));
}

Code spend_sql_brought_page(Ctx *cx, Str run_key, Rows *lines)
{
    return cx_list(cx, &brought_page, lines, ARGS(V(cx->tenant_id), V(run_key)));
}

Code spend_sql_brought_pass(Ctx *cx, const SpendBrought *line)
{
    return cx_run(cx, &brought_pass, NULL,
                  ARGS(V(cx->tenant_id), V(line->run_key), V(line->day_on), V(line_kind(line)),
                       V(line->touch), V(line->before_fen), V(by(line->before_by))));
}

Code spend_sql_brought_drop(Ctx *cx, const SpendBrought *last)
{
    return cx_run(cx, &brought_drop, NULL,
                  ARGS(V(cx->tenant_id), V(last->run_key), V(last->day_on), V(line_kind(last)),
                       V(last->touch)));
}

Code spend_sql_codes(Ctx *cx, Str name, int64_t id, Rows *codes)
{
    return cx_list(cx, &codes_named, codes, ARGS(V(cx->tenant_id), V(name), V(id)));
}
