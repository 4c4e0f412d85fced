/* intake_sql.c -- every statement of imports. */
#include "intake/intake_sql.h"

// clang-format off
static const Field stand_fields[] = {
    FIELD_ID(IntakeStand, tenant_id),
    FIELD   (IntakeStand, run_key),
    FIELD   (IntakeStand, row_count),
    FIELD   (IntakeStand, added),
    FIELD   (IntakeStand, known),
    FIELD   (IntakeStand, people),
    FIELD   (IntakeStand, refused),
    FIELD   (IntakeStand, left_out),
    FIELD   (IntakeStand, refused_size),
    FIELD   (IntakeStand, at_ms),
};
static const Shape stand_shape = SHAPE(IntakeStand, stand_fields);
// clang-format on
static const Table run_table = { "intake_run", &stand_shape };

static const Query find_run = {
    .name = "intake.find_run",
    .sql  = "SELECT {cols} FROM intake_run WHERE tenant_id = $1 AND run_key = $2",
    .out  = &stand_shape,
};

static const Query save_run = {
    .name = "intake.save_run",
    .sql  = "INSERT INTO intake_run (tenant_id, run_key, row_count, added, known, people, refused,"
            " left_out, refused_size, at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
            " ON CONFLICT (tenant_id, run_key) DO UPDATE SET row_count = excluded.row_count,"
            " added = excluded.added, known = excluded.known, people = excluded.people,"
            " refused = excluded.refused, left_out = excluded.left_out,"
            " refused_size = excluded.refused_size, at_ms = excluded.at_ms",
};

static const Query end_run = {
    .name = "intake.end_run",
    .sql  = "DELETE FROM intake_run WHERE tenant_id = $1 AND run_key = $2",
};

static const Query *const queries[]  = { &find_run, &save_run, &end_run };
static const Table *const tables[]   = { &run_table };
const SqlList             intake_sql = SQL_LIST("intake", queries, tables);

Code intake_sql_find(Ctx *cx, Str run_key, IntakeStand *out)
{
    bool found = false;
    *out       = (IntakeStand){ 0 };
    TRY(cx_find(cx, &find_run, out, &found, ARGS(V(cx->tenant_id), V(run_key))));
    out->tenant_id = cx->tenant_id;
    out->run_key   = run_key;
    return OK;
}

Code intake_sql_save(Ctx *cx, const IntakeStand *stand)
{
    return cx_run(cx, &save_run, NULL,
                  ARGS(V(cx->tenant_id), V(stand->run_key), V(stand->row_count), V(stand->added),
                       V(stand->known), V(stand->people), V(stand->refused), V(stand->left_out),
                       V(stand->refused_size), V(cx->now_ms)));
}

Code intake_sql_end(Ctx *cx, Str run_key)
{
    return cx_run(cx, &end_run, NULL, ARGS(V(cx->tenant_id), V(run_key)));
}
